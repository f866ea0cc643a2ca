import { expect, test } from 'vitest'
import { explainParts, explainUrl, explainUrls, partChanges, urlChanges } from '../../src/knowledge/explain.ts'
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

/** A URL that a server was asked for, and what it signed. */
const signedUrl = (name: string, url: string, signed: string) => ({
  name,
  asked: url,
  context: {},
  isSigned: (text: string) => text === signed,
})

/** The mistakes that are named for what a server signed, each with the names of the URLs that show it. */
const named = (...signed: Parameters<typeof signedUrl>[]) =>
  explainUrls(signed.map((one) => signedUrl(...one))).explanations.map(({ mistake, names }) => [mistake, ...names])

test('over many URLs, a mistake that a right signature rules out is not named', () => {
  const verdict = explainUrls([
    signedUrl('plus', 'https://a.example/?x=1+2', 'https://a.example/?x=1+2'),
    signedUrl('hex', 'https://a.example/?x=%41', 'https://a.example/?x=A'),
    signedUrl('other', 'https://a.example/?y=%42', 'https://a.example/?y=B'),
    signedUrl('strange', 'https://a.example/', 'https://b.example/'),
  ])
  expect(verdict).toEqual({
    right: ['plus'],
    explanations: [
      {
        mistake: 'decoded',
        names: ['hex', 'other'],
        asked: 'https://a.example/?x=%41',
        signed: 'https://a.example/?x=A',
      },
    ],
    unexplained: ['strange'],
  })
})

const kept = ['kept', 'https://a.example/?b=1', 'https://a.example/?b=1'] as const

test('a server that keeps a query is not said to drop queries', () => {
  expect(named([...kept], ['shared', 'https://a.example/?from=timeline', 'https://a.example/'])).toEqual([
    ['params-dropped', 'shared'],
  ])
})

test('a server that keeps a query is not said to drop queries beside another mistake', () => {
  expect(named([...kept], ['shared', 'https://a.example/%41?from=timeline', 'https://a.example/A'])).toEqual([
    ['decoded', 'shared'],
    ['params-dropped', 'shared'],
  ])
})

test('a mistake that right signatures rule out is named where nothing else explains a URL', () => {
  expect(named([...kept], ['bare', 'https://a.example/?c=2', 'https://a.example/'])).toEqual([
    ['query-dropped', 'bare'],
  ])
})

test('a second mistake is not named if a URL with the first mistake shows that it is not made', () => {
  const hex = ['hex', 'https://a.example/?b=%41', 'http://a.example/?b=%41'] as const
  const plus = ['plus', 'https://a.example/?b=1+2', 'http://a.example/?b=1 2'] as const
  expect(named([...hex], [...plus])).toEqual([
    ['scheme', 'hex', 'plus'],
    ['plus', 'plus'],
  ])
  expect(named([...plus])).toContainEqual(['decoded', 'plus'])
})

test('a second mistake is not named either if it is the first that explains the URL', () => {
  expect(
    named(
      ['chinese', 'https://a.example/?b=%E4%B8%AD&c=1', 'https://a.example/?b=%E4%B8%AD'],
      ['hex', 'https://a.example/?b=%41&c=1', 'https://a.example/?b=A'],
    ),
  ).toEqual([
    ['cut', 'chinese', 'hex'],
    ['rebuilt', 'hex'],
  ])
})

test('the mistake that explains the most URLs is named, and not one that explains fewer', () => {
  expect(
    named(
      ['shared', 'https://a.example/?from=timeline', 'https://a.example/'],
      ['more', 'https://a.example/?b=1&from=timeline', 'https://a.example/?b=1'],
    ),
  ).toEqual([['params-dropped', 'shared', 'more']])
})

test('each of two mistakes is named with the URLs that show it, and with an example of it', () => {
  const verdict = explainUrls([
    signedUrl('trimmed', 'https://a.example/b/', 'https://a.example/b'),
    signedUrl('escaped', 'https://a.example/?b=1&c=2', 'https://a.example/?b=1&amp;c=2'),
    signedUrl('root', 'https://a.example/', 'https://a.example'),
  ])
  expect(verdict.explanations).toEqual([
    {
      mistake: 'slash',
      names: ['trimmed', 'root'],
      asked: 'https://a.example/b/',
      signed: 'https://a.example/b',
    },
    {
      mistake: 'html-escaped',
      names: ['escaped'],
      asked: 'https://a.example/?b=1&c=2',
      signed: 'https://a.example/?b=1&amp;c=2',
    },
  ])
})

test('the example of a mistake is a URL that the mistake leads to', () => {
  const [first] = explainUrls([
    signedUrl('more', 'https://a.example/?b=1&from=timeline', 'https://a.example/?b=1'),
    signedUrl('shared', 'https://a.example/?from=timeline', 'https://a.example/'),
  ]).explanations
  expect(first).toEqual({
    mistake: 'params-dropped',
    names: ['more', 'shared'],
    asked: 'https://a.example/?b=1&from=timeline',
    signed: 'https://a.example/?b=1',
  })
})

test.each(['https://a.example/?b=1', asked])('no change of %s leaves it as it is', (url) => {
  expect(urlChanges(url, context).filter((change) => change.url === url)).toEqual([])
})

test('the fragment that is kept is the first change of a URL, and the URL without it is none', () => {
  const changes = urlChanges('https://a.example/?b=1#/c', {})
  expect(changes[0]).toEqual({ mistake: 'fragment', variant: 'fragment', url: 'https://a.example/?b=1#/c' })
  expect(changes.map(({ url }) => url)).not.toContain('https://a.example/?b=1')
})

test('an empty parameter that becomes about:blank is a missing one with another mistake', () => {
  const found = explainUrl('https://a.example/', {}, (url) => url === '"about:blank"')
  expect(found?.map(({ mistakes }) => mistakes)).toEqual([['missing', 'quoted']])
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
})

test.each(['at 1414587457', '1414587457 s', ''])('%j is no timestamp that could be in milliseconds', (timestamp) => {
  const changes = partChanges({ ...parts, timestamp })
  expect(changes.filter(({ mistake }) => mistake === 'milliseconds' || mistake === 'another-second')).toEqual([])
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
