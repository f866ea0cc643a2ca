import type { Text } from '../knowledge/text.ts'
import type { Finding, Verdict } from './bench.ts'
import type { BenchInput } from './parts.ts'

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

/** What happened to the part, and what to do. */
export function findingText({ part, kind, difference, given, signed }: Finding): Text {
  const [english, chinese] = kindTexts[kind]
  const isOne = kind === 'replaced' || kind === 'missing' || kind === 'extra' || kind === 'swapped'
  if (!isOne || !difference) return [english, chinese]
  const at = difference.index + 1
  const found = {
    replaced: [
      `is “${given[at - 1]}” here and “${signed[at - 1]}” in what was signed`,
      `这里是“${given[at - 1]}”，签名时是“${signed[at - 1]}”`,
    ],
    missing: [`is missing here: “${signed[at - 1]}” was signed`, `这里缺少：签名时有“${signed[at - 1]}”`],
    extra: [`is one too many here: “${given[at - 1]}” was not signed`, `这里多出“${given[at - 1]}”，签名时没有`],
    swapped: ['and the next one have changed places', '与下一个字符的位置颠倒了'],
  } satisfies Record<typeof kind, Text>
  return [
    `Character ${at} of the ${partNames[part][0]} ${found[kind][0]}.`,
    `${partNames[part][1]} 的第 ${at} 个字符${found[kind][1]}。`,
  ]
}

const kindTexts: Readonly<Record<Finding['kind'], Text>> = {
  replaced: ['', ''],
  missing: ['', ''],
  extra: ['', ''],
  swapped: ['', ''],
  typo: [
    'All of its other characters agree: it was cut off when it was copied, or one character is wrong.',
    '其余字符都一致：复制时不完整，或者有一个字符错误。',
  ],
  spaces: [
    'A space or a line break at its end, in what was signed or here: trim it.',
    '签名时（或这里）末尾有空格或换行：请去掉。',
  ],
  quotes: [
    'Quotation marks were signed as part of it, or are part of it here: take them off.',
    '引号被当成了值的一部分（签名时或这里）：请去掉。',
  ],
  milliseconds: [
    'Seconds on one side, milliseconds on the other: both must use the same digits, in seconds.',
    '一边是秒，一边是毫秒：两边必须使用同一个数字，单位为秒。',
  ],
  case: [
    'Only upper and lower case differ: a template or a database has changed it.',
    '只有大小写不同：可能被模板或数据库改了。',
  ],
  page: ['The value of the page was signed, not the one here.', '签名时用的是页面上的值，不是这里填的值。'],
  decoded: [
    'The server decoded the URL once too often before it signed it: a query is decoded once.',
    '服务端多解码了一次才签名：查询参数只应解码一次。',
  ],
  encoded: [
    'The server encoded or rebuilt the URL before it signed it: sign it byte for byte, as the page sent it.',
    '服务端签名的是重新编码或重新拼接的 URL：请对页面传来的 URL 逐字节原样签名。',
  ],
  cut: [
    'The server signed a URL that was cut at ? or &: apply encodeURIComponent before you send it.',
    '服务端签名的 URL 在 ? 或 & 处被截断：发送前请用 encodeURIComponent 编码。',
  ],
  fragment: ['The fragment, from # on, must not be signed.', '# 及其后面的部分不参与签名。'],
  protocol: [
    'http on one side, https on the other: behind a proxy the server builds the URL with the wrong one. Let it sign the URL that the page sends.',
    '一边是 http，一边是 https：代理后面的服务端拼错了协议。请直接签名页面传来的 URL。',
  ],
  slash: ['A slash at the end was added or lost.', '末尾的斜杠多了或少了。'],
  entity: ['& was signed as &amp;: a template has escaped the URL.', '& 变成了 &amp; 才签名：模板对 URL 做了转义。'],
  plus: ['A space, + and %20 were mixed up.', '空格与 +、%20 混用了。'],
  port: ['The port was added or lost.', '端口多了或少了。'],
  'other-url': [
    'Another URL of this page was signed: the landing URL instead of the current one, or the other way round.',
    '签名用的是本页的另一个 URL：落地页 URL 与当前 URL 弄反了。',
  ],
  order: [
    'The four were joined in another order: it must be jsapi_ticket, noncestr, timestamp, url.',
    '四项的顺序不对：应为 jsapi_ticket、noncestr、timestamp、url。',
  ],
  key: [
    'A key is spelled differently: the keys are jsapi_ticket, noncestr (all lower case), timestamp, url.',
    '键名写法不对：应为 jsapi_ticket、noncestr（全小写）、timestamp、url。',
  ],
  line: ['The four were joined by something other than &.', '四项之间不是用 & 连接的。'],
}
