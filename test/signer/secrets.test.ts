import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { memoryStore, type SignerOptions } from 'wechat-ready/signer'
import { createFakeWechatApi, type FakeApiFault } from 'wechat-ready/testing'
import { appId, appSecret, ask, createPair, get, page } from '../kit/signer.ts'
import { MINUTE } from '../kit/time.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** What the fakes of this file put wherever it hurts. */
const SECRET = 'the-secret-itself'

/** A client whose errors quote the whole request, as some do. */
const talkative: typeof fetch = async (input, init) => {
  throw Object.assign(new Error(`GET ${input} failed, ${init?.body}`), {
    config: { url: String(input), data: init?.body },
  })
}

/** WeChat, or a proxy, that echoes what it was sent. */
const echo =
  (answer: (text: string) => Response): typeof fetch =>
  async (input, init) =>
    answer(`${input} ${init?.body ?? ''}`)

const quoting = (..._: unknown[]) =>
  Promise.reject(new Error(`ERR unknown command, with args beginning with: ${SECRET}`))

const faults: [name: string, fault: FakeApiFault][] = [
  ...[-1, 40001, 40013, 40014, 40125, 40164, 42001, 45009, 45011, 48001, 89503, 12345].map(
    (errcode): [string, FakeApiFault] => [`code ${errcode}`, { errcode }],
  ),
  ...[40001, 42001, 48001].map((errcode): [string, FakeApiFault] => [
    `ticket ${errcode}`,
    { path: 'getticket', errcode },
  ]),
  ['no connection', { network: true }],
  ['HTTP 500', { status: 500 }],
  ['HTML', { status: 200 }],
  ['{}', { body: '{}' }],
  ['silence', { silent: true }],
]

const options: [name: string, options: Partial<SignerOptions>][] = [
  ['a client that quotes the request', { fetch: talkative }],
  ['a proxy that quotes the request', { fetch: echo((text) => new Response(text)) }],
  ['a proxy that quotes it in its error', { fetch: echo((text) => new Response(text, { status: 502 })) }],
  [
    'an errmsg that quotes it',
    { fetch: echo((text) => Response.json({ errcode: 40013, errmsg: `invalid: ${text}` })) },
  ],
  ['half an answer', { fetch: async () => Response.json({ access_token: SECRET }) }],
  ['a store that quotes the command', { store: { get: quoting, set: quoting, lease: quoting } }],
  ['a store that cannot set', { store: { ...memoryStore(), set: quoting } }],
  ['an old token API', { tokenApi: 'token' }],
  ['an authorize that fails', { authorize: () => Promise.reject(new Error('no session store')) }],
]

const cases = [
  ['nothing wrong', {}, undefined],
  ...faults.map(([name, fault]) => [name, {}, fault]),
  ...options.map(([name, bad]) => [name, bad, undefined]),
] as [string, Partial<SignerOptions>, FakeApiFault | undefined][]

test.each(cases)(
  'no response, error or log has a secret, token or ticket: %s',
  { tags: 'no-secrets' },
  async (_, bad, fault) => {
    const said: unknown[] = []
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, method).mockImplementation((...words) => void said.push(...words))
    }
    const api = createFakeWechatApi({ appId, appSecret })
    /** Every token and ticket that was ever handed out. */
    const secrets = new Set([appSecret, SECRET])
    const watched: typeof fetch = async (input, init) => {
      const response = await api.fetch(input, init)
      const body = await response.clone().text()
      for (const [secret] of body.matchAll(/fake_\w+/g)) secrets.add(secret)
      return response
    }
    // Without an `onError`, what nobody sees goes to the console.
    const { signer } = createPair({ fetch: watched, now: api.now, onError: undefined, ...bad })
    if (!fault) await signer.sign(page).catch(() => {})

    /** Every way to ask, at every age of the ticket, and all that comes back. */
    async function askAll() {
      for (const request of [
        ask(),
        ask(page, '&reason=invalid-signature'),
        ask('https://evil.com/'),
        get(''),
        get('?url=x', { method: 'POST' }),
      ]) {
        const response = await signer.fetch(request)
        said.push(await response.text(), [...response.headers])
      }
      const calls = [
        signer.sign(page),
        signer.sign(page, { reason: 'invalid-signature' }),
        signer.cardExt({ cardId: 'p1' }),
        signer.cardChoice(),
      ]
      for (const result of await Promise.allSettled(calls)) {
        said.push(result)
        if (result.status === 'rejected') said.push(result.reason, result.reason.stack, JSON.stringify(result.reason))
      }
    }

    async function live() {
      await askAll()
      const lift = fault && api.fail(fault)
      for (const minutes of [2, 26, 35, 118, 125]) {
        api.advance(minutes * MINUTE)
        await askAll()
      }
      lift?.()
    }

    const living = live()
    for (let i = 0; i < 400; i++) await vi.advanceTimersByTimeAsync(1000)
    await living

    const everything = inspect(said, {
      depth: 10,
      showHidden: true,
      maxStringLength: null,
      maxArrayLength: null,
      breakLength: Infinity,
    })
    expect(everything.length).toBeGreaterThan(1000)
    for (const secret of secrets) expect(everything).not.toContain(secret)
  },
)
