import { expect, test } from 'vitest'
import { explainParts, explainUrl, explainUrls, partChanges } from '../../src/knowledge/explain.ts'
import { stringMistakes, stringToSign, urlMistakes } from '../../src/knowledge/mistakes.ts'

const asked = 'https://shop.example/list/?b=a%26c+d&e&from=timeline&code=1&state=2&f=%e4%b8%ad'
const context = {
  page: 'https://shop.example/home?x=1',
  request: 'https://api.example/sign?url=1',
  referer: 'https://shop.example/r#top',
}

/** What servers were seen to sign in place of `asked`. */
const seen = [
  ['query-dropped', 'https://shop.example/list/'],
  ['cut', 'https://shop.example/list/?b=a%26c+d'],
  ['cut', 'https://shop.example/list/?b=a%26c+d&e&from=timeline'],
  ['decoded', 'https://shop.example/list/?b=a&c+d&e&from=timeline&code=1&state=2&f=中'],
  ['decoded', 'https://shop.example/list/?b=a&c d&e&from=timeline&code=1&state=2&f=中'],
  ['decoded', 'https://shop.example/list/?b=a%26c+d&e&from=timeline&code=1&state=2&f=中'],
  ['plus', asked.replace('+', ' ')],
  ['plus', asked.replace('+', '%20')],
  ['encoded', encodeURIComponent(asked)],
  ['encoded', encodeURI(asked)],
  ['html-escaped', asked.replaceAll('&', '&amp;')],
  ['html-escaped', asked.replaceAll('&', '\\u0026')],
  ['scheme', asked.replace('https', 'http')],
  ['port', asked.replace('.example', '.example:443')],
  ['port', asked.replace('https', 'http').replace('.example', '.example:8080')],
  ['slash', asked.replace('list/', 'list')],
  ['case', asked.replace('%e4%b8%ad', '%E4%B8%AD')],
  ['params-dropped', asked.replace('&code=1&state=2', '')],
  ['params-dropped', asked.replace('&from=timeline', '')],
  ['rebuilt', asked.replace('&e&', '&e=&').replace('%e4%b8%ad', '%E4%B8%AD')],
  ['quoted', `"${asked}"`],
  ['quoted', `${asked}\n`],
  ['fixed', context.page],
  ['fixed', 'https://shop.example/'],
  ['referer', 'https://shop.example/r'],
  ['own', 'https://api.example/sign'],
  ['own', 'http://api.example/sign?url=1'],
  ['missing', 'undefined'],
  ['fragment', `${asked}#`],
] as const

test.each(seen)('%s: a server that signs %j is recognised', (mistake, signed) => {
  const found = explainUrl(asked, context, (url) => url === signed)
  expect(found?.flatMap(({ mistakes }) => mistakes)).toContain(mistake)
})

test('every mistake in the table has an example', () => {
  expect([...new Set(seen.map(([mistake]) => mistake))].sort()).toEqual(Object.keys(urlMistakes).sort())
})

test('the URL without its fragment is no mistake', () => {
  expect(explainUrl(`${asked}#/route`, context, (url) => url === asked)).toBeUndefined()
})

test('two mistakes at once are found if one alone does not explain the signature', () => {
  const signed = asked.replace('https', 'http').replaceAll('&', '&amp;')
  const [found] = explainUrl(asked, context, (url) => url === signed) ?? []
  expect([...(found?.mistakes ?? [])].sort()).toEqual(['html-escaped', 'scheme'])
})

test('over many URLs, a mistake that a right signature rules out is not named', () => {
  const one = (name: string, url: string, signed: string) => ({
    name,
    asked: url,
    context,
    isSigned: (text: string) => text === signed,
  })
  const verdict = explainUrls([
    one('plus', 'https://a.example/?x=1+2', 'https://a.example/?x=1+2'),
    one('hex', 'https://a.example/?x=%41', 'https://a.example/?x=A'),
    one('other', 'https://a.example/?y=%42', 'https://a.example/?y=B'),
    one('strange', 'https://a.example/', 'https://b.example/'),
  ])
  expect(verdict).toMatchObject({
    right: ['plus'],
    explanations: [{ mistake: 'decoded', names: ['hex', 'other'], signed: 'https://a.example/?x=A' }],
    unexplained: ['strange'],
  })
})

const parts = { ticket: 'sM4AOV', nonceStr: 'Wm3WZY', timestamp: '1414587457', url: 'https://a.example/?b=1&c=2' }
const right = stringToSign(parts)

test.each([
  ['key', right.replace('noncestr', 'nonceStr')],
  ['key', right.replace('noncestr', 'nonce_str')],
  ['key', right.replace('timestamp', 'timeStamp')],
  ['key', right.replace('jsapi_ticket', 'ticket')],
  ['order', right.replace(/^(jsapi_ticket=\w+)&(noncestr=\w+)/, '$2&$1')],
  ['values', 'sM4AOVWm3WZY1414587457https://a.example/?b=1&c=2'],
  ['values', '1414587457Wm3WZYhttps://a.example/?b=1&c=2sM4AOV'],
  ['separator', right.replace('&noncestr', '\nnoncestr').replace('&timestamp', '\ntimestamp').replace('&url', '\nurl')],
  ['end', `${right}&`],
])('%s: the string %j is recognised', (mistake, signed) => {
  expect(explainParts(parts, partChanges(parts), (text) => text === signed)).toMatchObject({ mistake })
})

test.each([
  ['ticket', 'spaces', { ticket: 'sM4AOV\n' }],
  ['ticket', 'quotes', { ticket: '"sM4AOV"' }],
  ['nonceStr', 'case', { nonceStr: 'wm3wzy' }],
  ['timestamp', 'milliseconds', { timestamp: '1414587457000' }],
  ['timestamp', 'another-second', { timestamp: '1414587458' }],
] as const)('%s, %s: a changed value is recognised', (part, mistake, change) => {
  const signed = stringToSign({ ...parts, ...change })
  expect(explainParts(parts, partChanges(parts), (text) => text === signed)).toMatchObject([{ part, mistake }])
})

test('every mistake has a text in both languages', () => {
  for (const { text } of stringMistakes(parts))
    expect(text).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/[\u4e00-\u9fff].*。$/)])
  for (const { saw, cure } of Object.values(urlMistakes))
    for (const text of [saw, cure])
      expect(text).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/[\u4e00-\u9fff].*。$/)])
})

test('a backend that signs the fragment as well is found', () => {
  const whole = `${asked}#/route`
  expect(explainUrl(whole, context, (url) => url === whole)).toEqual([
    { mistakes: ['fragment'], variants: ['fragment'], url: whole },
  ])
})

test('two mistakes are told in their order, each with its variant', () => {
  const signed = asked.replace('https', 'http').replaceAll('&', '&amp;')
  const found = explainUrl(asked, context, (url) => url === signed)
  expect(found?.[0]).toEqual({
    mistakes: ['html-escaped', 'scheme'],
    variants: ['html-escaped 0', 'scheme 0'],
    url: signed,
  })
  expect(found?.map(({ mistakes, url }) => [mistakes.join(' and '), url])).toEqual(
    ['html-escaped and scheme', 'html-escaped and port', 'scheme and html-escaped', 'port and html-escaped'].map(
      (both) => [both, signed],
    ),
  )
})

test('a URL that no mistake explains has no explanation', () => {
  expect(explainUrl(asked, context, () => false)).toEqual([])
})

test('a change of a value is none where nothing changes or nothing is left', () => {
  const changes = partChanges({ ...parts, url: 'https://a.example/?b=1&c=2#d' })
  expect(
    changes.every(
      ({ part, value }) => value !== '' && value !== { ...parts, url: 'https://a.example/?b=1&c=2#d' }[part],
    ),
  ).toBe(true)
  expect(changes.find(({ mistake }) => mistake === 'fragment')).toEqual({
    part: 'url',
    mistake: 'fragment',
    value: 'https://a.example/?b=1&c=2',
    text: urlMistakes.fragment.saw.map((saw, at) => `${saw}${at === 0 ? ' ' : ''}${urlMistakes.fragment.cure[at]}`),
  })
  const words = partChanges({ ...parts, timestamp: 'at 1414587457 s' })
  expect(words.filter(({ mistake }) => mistake === 'milliseconds')).toEqual([])
})

test('one mistake in each of two values is explained, and two in one are not', () => {
  const isSigned = (change: object) => (text: string) => text === stringToSign({ ...parts, ...change })
  const explain = (change: object) => explainParts(parts, partChanges(parts), isSigned(change))
  expect(explain({ ticket: 'sM4AOV\n', nonceStr: 'wm3wzy' })).toMatchObject([
    { part: 'ticket', mistake: 'spaces', value: 'sM4AOV\n' },
    { part: 'nonceStr', mistake: 'case', value: 'wm3wzy' },
  ])
  expect(explain({ ticket: 'another' })).toBeUndefined()
})
