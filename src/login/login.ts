import { createAllowList } from '../server/allow-list.ts'
import { type NodeRequest, type NodeResponse, send, toRequest } from '../server/node.ts'
import { memoryStore } from '../server/store.ts'
import { API_URLS } from '../server/upstream.ts'
import { createWechatApi } from '../server/wechat-api.ts'
import { arrive, failurePage, isNavigation, loginRequired, redirect } from './answers.ts'
import { LoginError } from './errors.ts'
import { createExchange } from './exchange.ts'
import { checkOptions, type LoginOptions } from './options.ts'
import { checkReturnTo } from './return-to.ts'
import { createStates, invalid, type LoginScope, type Login as LoginUnderWay } from './state.ts'
import type { Visitor } from './visitor.ts'
import { authorizeUrlOf, exchangeCode } from './wechat.ts'

export interface StartOptions {
  /** The page to come back to, as `location.href` spells it, fragment included. */
  returnTo: string
  /**
   * `snsapi_base` (default) shows nothing and gives `openid`; `snsapi_userinfo` asks the user, and gives nickname and
   * avatar as well.
   */
  scope?: LoginScope
  /** The request that is answered: cookies of logins that were given up are dropped then. */
  request?: Request
}

export interface FinishedLogin extends Visitor {
  /** The page that the login was for. */
  returnTo: string
  /** To go with the answer: `Set-Cookie`, and `Cache-Control: no-store`. */
  headers: Headers
}

/** Tells whether the app knows who sends this request, by whatever session it has. */
export type IsKnown = boolean | ((request: Request) => boolean | Promise<boolean>)

/** `HeadersInit`, which a project without the DOM's declarations lacks. */
type HeadersLike = ConstructorParameters<typeof Headers>[0]

/** Puts a visitor into the app's session. Headers that it returns go with the redirect: `{ 'set-cookie': … }`. */
export type OnVisitor<Rest extends unknown[]> = (
  visitor: Visitor & { returnTo: string },
  ...rest: Rest
) => HeadersLike | void | Promise<HeadersLike | void>

export interface Login {
  /**
   * The redirect to WeChat, with the cookie that binds the login to this browser.
   *
   * Rejects with `LoginError` `invalid-return-to`.
   */
  start(options: StartOptions): Promise<Response>
  /**
   * Who has come back, by the request to `callbackUrl`. The same code, state and browser get the same answer for five
   * minutes.
   *
   * Rejects with `LoginError`, whose `status` is the HTTP status to answer with.
   */
  finish(request: Request): Promise<FinishedLogin>
  /**
   * The redirect to WeChat for a request by somebody unknown, a 401 as JSON where that request is no navigation, or
   * `undefined`: let it in.
   * The request to `callbackUrl` is always let in.
   *
   * Rejects with `LoginError` `login-loop` when the page has just come back from a login and its visitor is still
   * unknown.
   */
  guard(request: Request, isKnown: IsKnown, options?: { scope?: LoginScope }): Promise<Response | undefined>
  /**
   * All of it for one request of somebody unknown: to `callbackUrl`, `onVisitor` and the redirect to the page; with
   * `?returnTo=` (and `&scope=`), the
   * start of a login; any other, as `guard`. Failures are pages with advice. Never rejects.
   */
  fetch(request: Request, onVisitor: OnVisitor<[request: Request]>): Promise<Response>
  /** The same for Node's `http`, Express and Koa (`ctx.req`, `ctx.res`, `ctx.respond = false`). Never rejects. */
  node<Incoming extends NodeRequest, Outgoing extends NodeResponse>(
    request: Incoming,
    response: Outgoing,
    onUser: OnVisitor<[request: Incoming, response: Outgoing]>,
  ): Promise<void>
}

const AUTHORIZE_URL = 'https://open.weixin.qq.com/connect/oauth2/authorize'

/**
 * Web authorisation (网页授权) inside WeChat, without a session of its own.
 *
 * Throws a `TypeError` that names the bad option.
 * @see https://developers.weixin.qq.com/doc/service/guide/h5/auth.html
 */
export function createLogin(options: LoginOptions): Login {
  checkOptions(options)
  const { appId, appSecret, callbackUrl, apiUrls = API_URLS, authorizeUrl = AUTHORIZE_URL, now = Date.now } = options
  const { request: timeout = 5000, store: storeTimeout = 1000, lease = 20_000 } = options.timeouts ?? {}
  const onError = options.onError ?? ((error) => console.error('wechat-ready/login:', error))
  const callback = new URL(callbackUrl)
  const allowed = createAllowList(options.allowedOrigins)
  const states = createStates({ ...options, now })

  // Looked up at each call: who replaces the global one later (a test, a tracer) is heard.
  const fetcher: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init))
  const api = createWechatApi({ appId, appSecret, tokenApi: 'stable_token', apiUrls, fetch: fetcher, now, timeout })
  const store = options.store ?? memoryStore({ now })
  const exchange = createExchange({ appId, store, now, lease, storeTimeout, onError })

  async function start({ returnTo, scope = 'snsapi_base', request }: StartOptions): Promise<Response> {
    checkScope(scope)
    const { state, cookies } = await states.issue(scope, checkReturnTo(returnTo, allowed), request)
    const headers = new Headers(cookies.map((cookie): [string, string] => ['set-cookie', cookie]))
    return redirect(authorizeUrlOf(authorizeUrl, { appId, callbackUrl, scope, state }), headers)
  }

  /** Whose login this is, and then who that is: a state that is not this browser's own costs no request. */
  async function complete(login: LoginUnderWay, code: string | null | undefined): Promise<Visitor> {
    const { id, scope, returnTo } = login
    try {
      if (code === undefined) throw invalid('there are two codes')
      if (!code || code === 'authdeny') throw new LoginError('denied', 'The user has not allowed the login')
      return await exchange(id, code, (onExchanged) =>
        exchangeCode(api, { appId, appSecret }, { code, scope, onExchanged }),
      )
    } catch (error) {
      if (!(error instanceof LoginError)) throw error
      throw new LoginError(error.code, error.message, { ...error, returnTo })
    }
  }

  function verify(request: Request) {
    const query = queryOf(request)
    return states.verify(query.getAll('state').length > 1 ? null : query.get('state'), request)
  }

  async function finish(request: Request): Promise<FinishedLogin> {
    const login = await verify(request)
    const visitor = await complete(login, codeOf(request))
    return { ...visitor, returnTo: login.returnTo, headers: headersOf(login) }
  }

  /** The page's address, for the allowed origins: behind a proxy the request may name another scheme or host. */
  function pageOf({ url }: Request): string {
    const { host, pathname, search } = new URL(url)
    const rest = pathname + search
    const candidates = [url.split('#', 1)[0] ?? url, `${callback.protocol}//${host}${rest}`]
    return candidates.find((candidate) => allowed.test(candidate)) ?? callback.origin + rest
  }

  const isCallback = (request: Request) =>
    new URL(request.url).pathname === callback.pathname && queryOf(request).has('state')

  async function guard(request: Request, isKnown: IsKnown, { scope }: { scope?: LoginScope } = {}) {
    if (isCallback(request)) return undefined
    if (typeof isKnown === 'function' ? await isKnown(request) : isKnown) return undefined
    if (!isNavigation(request)) return loginRequired()
    const returnTo = checkReturnTo(pageOf(request), allowed)
    if (!states.isJustBack(request, returnTo)) return start({ returnTo, request, ...(scope && { scope }) })
    throw new LoginError('login-loop', LOOP_ADVICE, { returnTo })
  }

  /** Answers the callback; `onVisitor` may decide that the answer is its own, by `false`. */
  async function land(
    request: Request,
    onVisitor: (visitor: Visitor & { returnTo: string }) => Promise<HeadersInit | undefined | void | false>,
  ): Promise<Response | undefined> {
    const login = await verify(request)
    const { returnTo } = login
    const headers = headersOf(login)
    try {
      const own = await onVisitor({ ...(await complete(login, codeOf(request))), returnTo })
      if (own === false) return undefined
      new Headers(own ?? {}).forEach((value, name) => {
        headers.append(name, value)
      })
    } catch (error) {
      // This browser's own login, and it has ended before: by the way back to the consent page, say.
      if (!(error instanceof LoginError && error.code === 'state-invalid')) throw error
    }
    return arrive(request, returnTo, headers)
  }

  /** `undefined` when the app has answered by itself. */
  async function answer(request: Request, onVisitor: Parameters<typeof land>[1]): Promise<Response | undefined> {
    try {
      if (!['GET', 'HEAD'].includes(request.method)) {
        throw new LoginError('method-not-allowed', 'Only GET and HEAD are answered here')
      }
      const query = queryOf(request)
      const returnTo = query.get('returnTo')
      const scope = query.get('scope') === 'snsapi_userinfo' ? 'snsapi_userinfo' : 'snsapi_base'
      if (returnTo !== null) return await start({ returnTo, request, scope })
      if (isCallback(request)) return await land(request, onVisitor)
      return await guard(request, false)
    } catch (error) {
      const known = error instanceof LoginError ? error : new LoginError('internal-error', 'The login failed')
      if (known.status >= 500) onError(error)
      return failurePage(known)
    }
  }

  return {
    start,
    finish,
    guard,

    async fetch(request, onVisitor) {
      const answered = await answer(request, async (visitor) => onVisitor(visitor, request))
      return answered ?? new Response(null, { status: 204 })
    },

    async node(incoming, outgoing, onUser) {
      try {
        const answered = await answer(toRequest(incoming), async (visitor) => {
          const headers = await onUser(visitor, incoming, outgoing)
          return outgoing.headersSent ? false : headers
        })
        if (answered) await send(answered, outgoing)
      } catch {
        // A request line or a `Host` that makes no URL.
        if (!outgoing.headersSent) outgoing.statusCode = 400
        outgoing.end()
      }
    },
  }
}

const LOOP_ADVICE = [
  'This page has just come back from a login, and its visitor is still unknown: either cookies are off,',
  'or the app does not put openid into its session before it redirects,',
  'or its session cookie does not reach this path and host, is SameSite=Strict, or is Secure on http',
].join(' ')

const queryOf = ({ url }: Request) => new URL(url).searchParams

/** `undefined` when there are two. */
function codeOf(request: Request): string | null | undefined {
  const [code = null, ...more] = queryOf(request).getAll('code')
  return more.length > 0 ? undefined : code
}

const headersOf = ({ cookie }: LoginUnderWay) => new Headers({ 'set-cookie': cookie, 'cache-control': 'no-store' })

function checkScope(scope: LoginScope): void {
  if (scope === 'snsapi_base' || scope === 'snsapi_userinfo') return
  throw new TypeError('"scope" must be "snsapi_base" or "snsapi_userinfo"')
}
