import { createLogin, type Login } from 'wechat-ready/login'
import { memoryStore } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'

/** What differs from one site to another. */
export interface Setting {
  /** A proxy strips it from every path. */
  prefix: '' | '/shop'
  /** How much the clock of each server is ahead, in milliseconds. */
  skews: number[]
  /** `fetch`: one call for all; `parts`: `guard`, `finish` and `errorResponse`. */
  style: 'fetch' | 'parts'
  /** Does not recognise anybody: its session is never set. */
  isBroken: boolean
  /** Calls back twice on Android. */
  isDouble: boolean
}

export type AccountName = 'a' | 'b'
export type Scope = 'snsapi_base' | 'snsapi_userinfo'
type Need = [account: AccountName, scope: Scope]

export const HOSTS = ['https://www.example.com', 'https://example.com'] as const
const www = HOSTS[0]

const longChinese = Array.from('微信网页授权登录'.repeat(33), encodeURIComponent).join('')

/** The pages of the app, each with the logins that it needs. */
export const PAGES: readonly [path: string, needs: readonly Need[]][] = [
  ['/public', []],
  ['/things?a=1&returnTo=%2Fcart', [['a', 'snsapi_base']]],
  ['/checkout?state=open&code=SAVE10', [['a', 'snsapi_base']]],
  [
    '/me',
    [
      ['a', 'snsapi_base'],
      ['a', 'snsapi_userinfo'],
    ],
  ], // prettier-ignore
  [
    '/pay',
    [
      ['a', 'snsapi_base'],
      ['b', 'snsapi_base'],
    ],
  ], // prettier-ignore
  [`/long?q=${longChinese}`, [['a', 'snsapi_base']]],
]

const accounts = {
  a: { appId: 'wxaaaaaaaaaaaaaaaa', appSecret: 'a'.repeat(32), path: '/login' },
  b: { appId: 'wxbbbbbbbbbbbbbbbb', appSecret: 'b'.repeat(32), path: '/pay-login' },
}

/** A login that the app began or ended, for the oracle. */
export interface Seen {
  kind: 'finish'
  person: string
  account: AccountName
  scope: Scope
  returnTo: string
  at: number
}

/** A site with its servers, its accounts at WeChat, and one clock. */
export function createWorld({ prefix, skews, style, isBroken, isDouble }: Setting) {
  let time = 1_700_000_000_000
  const now = () => time
  const store = memoryStore({ now })
  const apis = {
    a: createFakeWechatApi({ ...accounts.a, now }),
    b: createFakeWechatApi({ ...accounts.b, now }),
  }
  const errors: unknown[] = []
  const create = (name: AccountName, skew: number): Login =>
    createLogin({
      ...{ appId: accounts[name].appId, appSecret: accounts[name].appSecret, store },
      stateSecret: 'one secret for all servers and accounts',
      callbackUrl: `${www}${prefix}${accounts[name].path}/callback`,
      loginPath: `${prefix}${accounts[name].path}`,
      allowedOrigins: HOSTS,
      fetch: apis[name].fetch,
      now: () => time + skew,
      onError: (error) => errors.push(error),
      ...(isDouble && { params: { connect_redirect: undefined } }),
    })
  const servers = skews.map((skew) => ({ a: create('a', skew), b: create('b', skew) }))

  /** The openid that each account has for a person. */
  const openidOf = (account: AccountName, person: string) => `o-${account}-${person}`
  const sessionName = (account: AccountName, scope: Scope) => `session-${account}-${scope}`

  const sessionOf = (request: Request, [account, scope]: Need) =>
    new RegExp(`${sessionName(account, scope)}=([^;]+)`).exec(request.headers.get('cookie') ?? '')?.[1]

  /** As an app sets its session: for the whole site. */
  function sessionFor(account: AccountName, { openid, user }: { openid: string; user?: unknown }): Headers {
    const headers = new Headers()
    if (isBroken) return headers
    const end = '; Domain=example.com; Path=/'
    headers.append('set-cookie', `${sessionName(account, 'snsapi_base')}=${openid}${end}`)
    if (user) headers.append('set-cookie', `${sessionName(account, 'snsapi_userinfo')}=${openid}${end}`)
    return headers
  }

  async function callback(login: Login, account: AccountName, request: Request): Promise<Response> {
    if (style === 'fetch') return login.fetch(request, async (visitor) => sessionFor(account, visitor))
    try {
      const { headers, returnTo, ...visitor } = await login.finish(request)
      for (const cookie of sessionFor(account, visitor).getSetCookie()) headers.append('set-cookie', cookie)
      headers.set('location', returnTo)
      return new Response(null, { status: 302, headers })
    } catch (error) {
      return login.errorResponse(error, request)
    }
  }

  async function guard(login: Login, request: Request, isKnown: boolean, scope: Scope) {
    try {
      return await login.guard(request, isKnown, { scope })
    } catch (error) {
      return login.errorResponse(error, request)
    }
  }

  /** The app behind its proxy. */
  async function answer(request: Request, server: number): Promise<Response> {
    const logins = servers[server % servers.length] as (typeof servers)[number]
    const url = new URL(request.url)
    if (!url.pathname.startsWith(`${prefix}/`)) return new Response('not found', { status: 404 })
    const inner = new Request(url.origin + request.url.slice(url.origin.length + prefix.length), request)
    const { pathname, search } = new URL(inner.url)
    for (const name of ['a', 'b'] as const) {
      const { path } = accounts[name]
      if (pathname === path) return logins[name].fetch(inner, () => {})
      if (pathname === `${path}/callback`) return callback(logins[name], name, inner)
    }
    const needs = PAGES.find(([path]) => path === pathname + search)?.[1]
    if (!needs) return new Response('not found', { status: 404 })
    for (const need of needs) {
      const answered = await guard(logins[need[0]], inner, sessionOf(inner, need) !== undefined, need[1])
      if (answered) return answered
    }
    return new Response('the page', { headers: { 'x-page': '1' } })
  }

  return {
    now,
    style,
    advance: (ms: number) => {
      time += ms
    },
    apis,
    errors,
    answer,
    openidOf,
    sessionOf,
    /** WeChat's own page for a person. */
    async authorize(request: Request, person: string): Promise<Response> {
      const name = request.url.includes(accounts.a.appId) ? 'a' : 'b'
      Object.assign(apis[name].visitor, { openid: openidOf(name, person), unionid: `u-${person}` })
      return apis[name].fetch(request)
    },
    exchanges: () =>
      Object.values(apis).flatMap(({ requests }) => requests.filter(({ path }) => /access_token$/.test(path))),
    pageUrl: (page: number, host: number) => `${HOSTS[host]}${prefix}${PAGES[page]?.[0]}`,
  }
}

export type World = ReturnType<typeof createWorld>
