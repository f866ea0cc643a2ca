import { inspect } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import type { LoginOptions } from 'wechat-ready/login'
import type { FakeApiFault } from 'wechat-ready/testing'
import { appSecret, createBrowser, createPair, page, stateSecret } from './setup.ts'

afterEach(() => void vi.restoreAllMocks())

/** WeChat, or a proxy, that echoes what it was sent. */
const echo =
  (answer: (text: string) => Response): typeof fetch =>
  async (input) =>
    answer(String(input))

const cases: [string, FakeApiFault | undefined, Partial<LoginOptions>][] = [
  ['success', undefined, {}],
  ...[-1, 40013, 40029, 40125, 40163, 42003, 50002].map((errcode): (typeof cases)[number] => [
    `code ${errcode}`,
    { errcode },
    {},
  ]),
  ['a refused user', { path: 'userinfo', errcode: 48001 }, {}],
  ['no connection', { network: true }, {}],
  ['HTML', { status: 200 }, {}],
  ['{}', { body: '{}' }, {}],
  ['an errmsg that quotes', undefined, { fetch: echo((errmsg) => Response.json({ errcode: 40029, errmsg })) }],
  ['a proxy that quotes', undefined, { fetch: echo((text) => new Response(text)) }],
  [
    'a client that quotes',
    undefined,
    {
      fetch: async (input) => {
        throw new Error(`GET ${input} failed`)
      },
    },
  ],
]

test.each(cases)(
  '%s shows no secret, code or token',
  { tags: 'no-secrets', timeout: 30_000 },
  async (_, fault, options) => {
    const said: unknown[] = []
    for (const method of ['error', 'warn', 'log'] as const) {
      vi.spyOn(console, method).mockImplementation((...words) => void said.push(words))
    }
    const tokens: string[] = []
    const { api, login, errors } = createPair(options, { consent: 'allow' })
    const browser = createBrowser()
    const start = await login.start({ returnTo: page, scope: 'snsapi_userinfo' })
    const back = await browser.authorize(api, start)
    if (fault) api.fail(fault)
    const finished = await login.finish(browser.request(back)).catch((error) => error)
    const landed = await login.fetch(browser.request(back), () => {})
    for (const { params } of api.requests) if (params.access_token) tokens.push(String(params.access_token))
    const shown = [
      inspect(finished, { depth: 9, showHidden: true }),
      inspect([errors, said], { depth: 9 }),
      await landed.text(),
      ...[start, landed].map(({ headers }) => [...headers].join()),
    ].join('\n')
    const code = String(new URL(back).searchParams.get('code'))
    for (const secret of [appSecret, stateSecret, code, ...tokens]) expect(shown).not.toContain(secret)
    // What the page sees in the end has no state either.
    const state = String(new URL(back).searchParams.get('state'))
    expect([...landed.headers].join() + inspect(finished, { depth: 9 })).not.toContain(state)
  },
)
