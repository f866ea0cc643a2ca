import type { Text } from '../knowledge/text.ts'
import type { Finding, Verdict } from './bench.ts'
import type { BenchInput } from './signed-fields.ts'

/** The fields of the bench, in their order. */
export const fieldNames: readonly (readonly [keyof BenchInput, Text])[] = [
  ['ticket', ['jsapi_ticket', 'jsapi_ticket']],
  ['nonceStr', ['nonceStr', 'nonceStr']],
  ['timestamp', ['timestamp', 'timestamp']],
  ['url', ['url', 'url']],
  ['signature', ['signature', 'signature']],
]

/** The verdict in a line. */
export function verdictText(verdict: Exclude<Verdict, { status: 'incomplete' }>): Text {
  const { status, findings } = verdict
  const parts = findings.map(({ part }) => partNames[part])
  if (status === 'right') return ['The signature is right for these four.', '签名与这四项一致。']
  if (status === 'explained') {
    return [
      `The ${parts.map(([english]) => english).join(' and the ')} differs.`,
      `不同的是：${parts.map(([, chinese]) => chinese).join('、')}。`,
    ]
  }
  return [
    'This is neither one wrong character nor a usual mistake. Most likely it is another ticket, or more than one of the four differs.',
    '既不是个别字符错误，也不是常见错误：很可能 ticket 不是同一个，或者不止一项不同。',
  ]
}

const partNames: Readonly<Record<Finding['part'], Text>> = {
  ticket: ['ticket', 'ticket'],
  nonceStr: ['nonceStr', 'nonceStr'],
  timestamp: ['timestamp', 'timestamp'],
  url: ['url', 'url'],
  string: ['way in which the string is put together', '字符串的拼接方式'],
  signature: ['signature', 'signature'],
}

/** What happened to the value, and what to do. */
export function findingText({ part, kind, text, difference, given, signed }: Finding): Text {
  if (text) return text
  const at = (difference?.index ?? 0) + 1
  const [here, there] = [given[at - 1], signed[at - 1]]
  const edits: Readonly<Record<string, Text>> = {
    replaced: [`is "${here}" here and "${there}" in what was signed`, `这里是“${here}”，签名时是“${there}”`],
    missing: [`is missing here: "${there}" was signed`, `这里缺少：签名时有“${there}”`],
    extra: [`is not in what was signed: "${here}"`, `这里多出“${here}”，签名时没有`],
    swapped: ['and the next one are in reverse order', '与下一个字符的位置颠倒了'],
  }
  const [english, chinese] = edits[kind] ?? ['differs', '不同']
  return [
    `Character ${at} of the ${partNames[part][0]} ${english}.`,
    `${partNames[part][1]} 的第 ${at} 个字符${chinese}。`,
  ]
}
