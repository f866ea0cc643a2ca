import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FakeWechat, type FakeWechatOptions, installFakeWechat } from 'wechat-ready/testing'
import { askAll, CannotContinue, type Page } from '../../demo/src/facts/ask.ts'
import { isAtLeast, readClient } from '../../demo/src/facts/client.ts'
import { expectationOf, type QuestionId, questions } from '../../demo/src/facts/questions.ts'
import { nameOf, type Row, rowsOf, tally, toMarkdown } from '../../demo/src/facts/report.ts'
import type { Seen } from '../../demo/src/facts/seen.ts'
import { knownFacts } from '../../src/knowledge/facts.ts'

// The page that asks a client for what is known of it, over the fake one: what it expects is written from the facts,
// not from the fake.

const landing = 'http://localhost:3000/facts?from=timeline'

let fake: FakeWechat
beforeEach(() => {
  vi.useFakeTimers()
  history.replaceState(null, '', landing)
})
afterEach(() => {
  fake.uninstall()
  vi.useRealTimers()
})

/** What the client of these options answers to the whole page. */
async function report(options: FakeWechatOptions, page: Partial<Page> = {}, prepare?: () => void) {
  fake = installFakeWechat({ landing, ...options })
  prepare?.()
  const client = readClient()
  if (!client) throw new Error('the fake is not seen as a client')
  const seen = new Map<QuestionId, Seen>()
  let stopped: unknown
  const whole: Page = { landing, arrival: () => 'withDocument', sign: async (url) => fake.sign(url), ...page }
  const asking = askAll(whole, client, (id, one) => seen.set(id, one)).catch((error: unknown) => {
    stopped = error
  })
  await vi.runAllTimersAsync()
  await asking
  return { client, seen, stopped, rows: rowsOf(client, seen) }
}

const notAsExpected = (rows: readonly Row[]) =>
  rows.filter(({ verdict }) => verdict !== 'expected').map(({ id, expected, seen }) => [id, expected[0], seen?.[0]])

const clients: FakeWechatOptions[] = [
  { platform: 'ios' },
  { platform: 'ios', version: '8.0.44' },
  { platform: 'android' },
  { platform: 'android', version: '8.0.40' },
  { platform: 'android', version: '7.0' },
  { platform: 'harmony' },
  { platform: 'windows' },
  { platform: 'mac' },
  { platform: 'devtools' },
  { platform: 'ios', miniProgram: true },
  { platform: 'android', miniProgram: true },
  { platform: 'android', version: '7.0', miniProgram: true },
  { platform: 'devtools', miniProgram: true },
]

describe.each(clients)('over the fake $platform $version, in a mini program: $miniProgram', (options) => {
  test('every answer is as expected', async () => {
    const { rows, stopped } = await report(options)
    expect(stopped).toBeUndefined()
    expect(notAsExpected(rows)).toEqual([])
    expect(rows.length).toBeGreaterThan(20)
  })

  test('the page makes no visible call, and returns to its URL', async () => {
    await report(options)
    const harmless = [
      'pauseVoice',
      'playVoice',
      'getNetworkType',
      'checkJsApi',
      'updateAppMessageShareData',
      'stopSearchBeacons',
      'wechatReadyNoSuchApi',
    ]
    expect([...new Set(fake.calls.map(({ api }) => api))].sort()).toEqual(harmless.sort())
    // Without a voice there is nothing to hear.
    expect(fake.calls.filter(({ api }) => api === 'playVoice').map(({ params }) => params)).toEqual([{}])
    expect(location.href).toBe(landing)
  })

  test('the bridge is left unchanged', async () => {
    let before: object | undefined
    const bridge = () => ({ ...(window as unknown as { WeixinJSBridge: object }).WeixinJSBridge })
    await report(options, {}, () => {
      before = bridge()
    })
    expect(bridge()).toEqual(before)
  })
})

describe('a different answer is recognised', () => {
  const verdictOf = (rows: readonly Row[], id: QuestionId) => rows.find((row) => row.id === id)?.verdict

  test.each([
    ['verified', { platform: 'ios', verifies: 'current' }],
    ['verified', { platform: 'android', verifies: 'landing' }],
    ['realAuthUrlShape', { platform: 'android', realAuthUrl: 'string' }],
    ['realAuthUrl', { platform: 'ios', realAuthUrl: false }],
    ['realAuthUrlAlways', { platform: 'android', realAuthUrl: false }],
    ['routeKeeps', { platform: 'android', permission: 'url' }],
    ['routeKeepsShare', { platform: 'ios', permission: 'page' }],
    ['secondKeeps', { platform: 'android', permission: 'replaced' }],
    ['routeKeeps', { platform: 'windows', permission: 'page' }],
  ] as [QuestionId, FakeWechatOptions][])('for %s, with %o', async (id, options) => {
    const { rows } = await report(options)
    expect(verdictOf(rows, id)).toBe('differs')
  })

  test.each([
    ['configured', 'config', 'preVerifyJSAPI:ok'],
    ['replyName', 'pauseVoice', 'pauseVoice:ok'],
    ['network', 'getNetworkType', 'getNetworkType:fail_busy'],
    ['missingParameter', 'playVoice', 'play_voice:ok'],
    ['emptyCheck', 'checkJsApi', 'check_js_api:ok'],
  ] as const)('for %s, with other words for %s', async (id, api, words) => {
    const { rows } = await report({}, {}, () => fake.on(api, { err_msg: words }))
    expect(verdictOf(rows, id)).toBe('differs')
  })

  test.each([
    ['bridgeProperty', 'writable', true],
    ['bridgeProperty', 'writable', false],
  ] as const)('for %s, when %s is %s', async (id, key, value) => {
    const { rows } = await report({ platform: value ? 'android' : 'devtools' }, {}, () => {
      const descriptor = Object.getOwnPropertyDescriptor(window, 'WeixinJSBridge')
      Object.defineProperty(window, 'WeixinJSBridge', { ...descriptor, [key]: value })
    })
    expect(verdictOf(rows, id)).toBe('differs')
  })
})

test.each([
  ['string', 'one URL'],
  ['list', 'a list in one text'],
  ['json', 'a JSON array'],
  ['none', 'not there'],
] as const)('realAuthUrl of the shape %s is recognised as %s', async (realAuthUrl, words) => {
  const { rows } = await report({ realAuthUrl })
  expect(rows.find(({ id }) => id === 'realAuthUrlShape')?.seen?.[0]).toBe(words)
})

describe('a run that stops early', () => {
  test('asks nothing without a bridge, and gives that as the reason', async () => {
    const { rows, stopped } = await report({ bridge: 'never' })
    expect(stopped).toBeInstanceOf(CannotContinue)
    expect((stopped as CannotContinue).text[0]).toContain('no WeixinJSBridge')
    expect(tally(rows)).toMatchObject({ expected: 0, differs: 0 })
  })

  test('has the questions without a signature answered if the signer refuses', async () => {
    const { rows, stopped } = await report({}, { sign: () => Promise.reject(new Error('quota used up')) })
    expect((stopped as CannotContinue).text).toEqual([
      expect.stringContaining('quota used up'),
      expect.stringContaining('quota used up'),
    ])
    expect(rows.find(({ id }) => id === 'notGranted')?.verdict).toBe('expected')
    expect(rows.find(({ id }) => id === 'verified')?.verdict).toBe('unasked')
  })

  test("gives the client's words as the reason if another account has signed", async () => {
    const { rows, stopped } = await report({ ticket: 'real' }, { sign: async () => sample })
    expect((stopped as CannotContinue).text[0]).toContain('pre_verify_jsapi:fail_invalid_signature')
    expect(rows.find(({ id }) => id === 'refusedSignature')?.verdict).toBe('expected')
    expect(rows.find(({ id }) => id === 'routeKeeps')?.verdict).toBe('unasked')
  })

  test('skips the question about sharing after a route change if the client denies sharing', async () => {
    const { rows, stopped } = await report({ denied: ['updateAppMessageShareData'] })
    expect(stopped).toBeUndefined()
    expect(notAsExpected(rows)).toEqual([['routeKeepsShare', 'kept', undefined]])
  })

  test('reports a client that gives no answer', async () => {
    const { stopped, rows } = await report({}, {}, () => fake.on('config', 'never'))
    expect((stopped as CannotContinue).text[0]).toContain('no answer')
    expect(rows.find(({ id }) => id === 'refusedSignature')?.seen?.[0]).toBe('no answer')
  })

  test('returns from the route if the signer fails there', async () => {
    const sign: Page['sign'] = async (url) => {
      if (url !== landing) throw new Error('no more')
      return fake.sign(url)
    }
    const { stopped } = await report({}, { sign })
    expect((stopped as CannotContinue).text[0]).toContain('no more')
    expect(location.href).toBe(landing)
  })
})

const sample = { appId: 'wx0123456789abcdef', timestamp: 1, nonceStr: 'a', signature: '0123456789abcdef' }

describe('the report', () => {
  test('is a table in both languages, without URL, account and signature', async () => {
    const { client, rows } = await report({ platform: 'devtools' })
    const heading = { client, userAgent: navigator.userAgent, played: true }
    const english = toMarkdown(heading, rows, 0)
    expect(english).toContain('## DevTools, WeChat 8.0.5 (played)')
    expect(english).toContain(
      '| Which URL is verified after pushState | many reports | the current URL | the current URL | as expected |',
    )
    expect(english).toContain(`as expected: ${rows.length} · differs: 0 · could not be asked: 0`)
    const chinese = toMarkdown(heading, rows, 1)
    expect(chinese).toContain('| pushState 之后校验哪个 URL | 多方反馈 | 当前 URL | 当前 URL | 符合预期 |')
    expect(chinese).toContain('（模拟）')
    for (const secret of ['localhost', fake.appId, fake.ticket, 'token/0'])
      expect(english + chinese).not.toContain(secret)
    for (const line of english.split('\n').filter((line) => line.startsWith('|')))
      expect(line.replaceAll('\\|', '').split('|')).toHaveLength(7)
  })

  test("escapes the client's words, so that it stays a table", async () => {
    const { client, rows } = await report({}, {}, () => fake.on('playVoice', { err_msg: 'play_voice:fail|busy' }))
    expect(toMarkdown({ client, userAgent: 'a', played: true }, rows, 0)).toContain('| play_voice:fail\\|busy |')
  })

  test('says why it stopped early, and marks unanswered questions', async () => {
    const { client, rows } = await report({ bridge: 'never' })
    const stopped = ['No bridge.', '没有 bridge。'] as const
    const text = toMarkdown({ client, userAgent: 'a', played: false, stopped }, rows, 0)
    expect(text).toContain('\nNo bridge.\n')
    expect(text).toContain('| either of the two | – | could not be asked |')
    expect(text).not.toContain('played')
  })
})

test('a fact is marked as asked if and only if a question asks for it', () => {
  const everyone = clients.flatMap(({ platform = 'android', version = '9', miniProgram }) =>
    (platform === 'android' && version === '7.0' ? ['oldAndroid'] : [platform]).map((model) => ({
      model: model as 'android',
      version,
      inMiniProgram: Boolean(miniProgram),
    })),
  )
  const asked = new Set(
    everyone.flatMap((client) => (Object.keys(questions) as QuestionId[]).map((id) => expectationOf(id, client)?.fact)),
  )
  const marked = Object.entries(knownFacts).filter(([, { asked }]) => asked)
  expect(marked.map(([id]) => id).sort()).toEqual([...asked].filter((id) => id !== undefined).sort())
})

test("a client's name has its kind, its version and the mini program around it", () => {
  const client = { model: 'oldAndroid', version: '7.0.5', inMiniProgram: true } as const
  expect(nameOf(client)).toEqual(['Android, WeChat 7.0.5, in a mini program', '安卓，微信 7.0.5，小程序 web-view'])
})

test('versions are compared as numbers', () => {
  expect(['8.0.9', '8.0.10', '8.0.10.1', '8.1', '9'].filter((one) => isAtLeast(one, '8.0.10'))).toHaveLength(4)
})
