import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { judge } from '../../src/inspector/bench.ts'
import type { BenchInput } from '../../src/inspector/signed-fields.ts'
import { type SignedParts as Parts, stringToSign } from '../../src/knowledge/mistakes.ts'

const right: Parts = {
  ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
  nonceStr: 'Wm3WZYTPz0wzccnW',
  timestamp: '1414587457',
  url: 'http://mp.weixin.qq.com?params=value',
}

const signatureOf = (text: string) => createHash('sha1').update(text).digest('hex')

/** What is on the bench when the server has signed `signed`. */
const bench = (given: Partial<BenchInput>, signed: Partial<Parts> = {}): BenchInput => ({
  ...right,
  signature: signatureOf(stringToSign({ ...right, ...signed })),
  ...given,
})

const judged = (...args: Parameters<typeof judge>) => {
  const verdict = judge(...args)
  if (verdict.status === 'incomplete') throw new Error('incomplete')
  return verdict
}

test('the documented example is right, and the signed string is shown', () => {
  const verdict = judged({ ...right, signature: '0f9de62fce790f9a083d5c99e95740ceb90c27ed' })
  expect(verdict).toEqual({
    status: 'right',
    string:
      'jsapi_ticket=sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg&noncestr=Wm3WZYTPz0wzccnW&timestamp=1414587457&url=http://mp.weixin.qq.com?params=value',
    sha1: '0f9de62fce790f9a083d5c99e95740ceb90c27ed',
    findings: [],
    deviations: [],
  })
})

test('missing values are named', () => {
  expect(judge({ ...right, ticket: '', signature: '' })).toEqual({
    status: 'incomplete',
    missing: ['ticket', 'signature'],
  })
})

describe('one wrong character is found in any part', () => {
  test.each([
    ['ticket', 'replaced', right.ticket.replace('90u5', '9Ou5')],
    ['ticket', 'extra', `${right.ticket}g`],
    ['ticket', 'missing', right.ticket.slice(0, -1)],
    ['nonceStr', 'replaced', 'Wm3WZYTPzOwzccnW'],
    ['nonceStr', 'swapped', 'Wm3WZYTP0zwzccnW'],
    ['timestamp', 'replaced', '1414587458'],
    ['timestamp', 'missing', '141458747'],
    ['url', 'replaced', 'http://mp.weixin.qq.com?params=valua'],
    ['url', 'extra', 'http://mp.weixin.qq.com?params=value1'],
  ] as const)('%s: %s', { tags: 'panel-bench' }, (part, kind, value) => {
    const { status, findings } = judged(bench({ [part]: value }))
    expect(status).toBe('explained')
    expect(findings).toMatchObject([{ part, kind, given: value, signed: right[part] }])
    expect(findings[0]?.difference?.index).toBe(
      [...right[part]].findIndex((character, index) => character !== value[index]) >= 0
        ? [...right[part]].findIndex((character, index) => character !== value[index])
        : right[part].length,
    )
  })
})

const page = 'https://a.example/list?b=x%3Ay&c=2'

describe("a server's usual mistakes are found from its signature", () => {
  test.each([
    ['url', 'decoded', page, 'https://a.example/list?b=x:y&c=2'],
    ['url', 'cut', page, 'https://a.example/list?b=x%3Ay'],
    ['url', 'query-dropped', page, 'https://a.example/list'],
    ['url', 'scheme', page, page.replace('https', 'http')],
    ['url', 'encoded', page, encodeURIComponent(page)],
    ['url', 'html-escaped', page, page.replace('&', '&amp;')],
    ['url', 'slash', 'https://a.example', 'https://a.example/'],
    ['url', 'fragment', `${page}#/route`, page],
    ['url', 'port', page, page.replace('a.example', 'a.example:443')],
    ['ticket', 'spaces', right.ticket, `${right.ticket}\n`],
    ['ticket', 'quotes', `"${right.ticket}"`, right.ticket],
    ['nonceStr', 'case', right.nonceStr, right.nonceStr.toLowerCase()],
    ['timestamp', 'milliseconds', '1414587457000', '1414587457'],
    ['timestamp', 'milliseconds', '1414587457', '1414587457000'],
  ] as const)('%s, %s: %s', { tags: 'panel-bench' }, (part, kind, given, signed) => {
    const { findings } = judged(bench({ [part]: given }, { [part]: signed }))
    expect(findings).toMatchObject([{ part, kind, given, signed }])
  })

  test.each([
    ['order', `noncestr=${right.nonceStr}&jsapi_ticket=${right.ticket}&timestamp=${right.timestamp}&url=${right.url}`],
    ['key', stringToSign(right).replace('noncestr', 'nonceStr')],
  ])('in the string to sign: %s', (kind, signed) => {
    const { findings } = judged({ ...right, signature: signatureOf(signed) })
    expect(findings).toMatchObject([{ part: 'string', kind, signed }])
  })

  test('in two parts at once', () => {
    const { findings } = judged(
      bench({ url: page, timestamp: '1414587457000' }, { url: page.replace('https', 'http') }),
    )
    expect(findings).toMatchObject([
      { part: 'timestamp', kind: 'milliseconds' },
      { part: 'url', kind: 'scheme' },
    ])
  })

  test('by signing another URL of the page', () => {
    const landing = 'https://a.example/landing?from=timeline'
    const { findings } = judged(bench({ url: page }, { url: landing }), { urls: [page, landing] })
    expect(findings).toMatchObject([{ part: 'url', kind: 'other-url', signed: landing }])
  })
})

test('an incomplete or misspelt copy of a signature is recognised as such', () => {
  const { signature } = bench({})
  for (const given of [
    signature.slice(0, -1),
    `${signature.slice(0, 5)}x${signature.slice(6)}`,
    signature.toUpperCase(),
    ` ${signature}`,
  ]) {
    expect(judged(bench({ signature: given })).findings).toMatchObject([
      { part: 'signature', kind: 'typo', signed: signature },
    ])
  }
})

test('a signature with another ticket stays unexplained', () => {
  expect(judged(bench({}, { ticket: 'another ticket' }))).toMatchObject({ status: 'unexplained', findings: [] })
})

test("values that differ from the page's are named with the first differing character", () => {
  const { signature } = bench({})
  const { status, deviations } = judged(bench({}), {
    page: { nonceStr: right.nonceStr, timestamp: '1414587450', url: `${right.url}2`, signature },
  })
  expect(status).toBe('right')
  expect(deviations).toEqual([
    { part: 'timestamp', given: right.timestamp, page: '1414587450', difference: { index: 9, left: '7', right: '0' } },
    { part: 'url', given: right.url, page: `${right.url}2`, difference: { index: 36, left: '', right: '2' } },
  ])
})
