import { createAllowList } from '../server/allow-list.ts'
import { checkReply, type NodeReply, send, toRequest } from '../server/node.ts'
import { createReporter } from '../server/reporter.ts'
import { createSharedStore } from '../server/shared-store.ts'
import { memoryStore } from '../server/store.ts'
import { API_URLS } from '../server/upstream.ts'
import { createWechatApi } from '../server/wechat-api.ts'
import { checkReturnTo } from './address.ts'
import { createAuthorize } from './authorize.ts'
import { createCallbacks } from './callback.ts'
import { createCookies } from './cookies.ts'
import { createExchange } from './exchange.ts'
import { explain } from './explain.ts'
import { createHandler } from './handler.ts'
import { type AuthorizeParams, areParams, checkOptions, type LoginOptions } from './options.ts'
import type { LoginScope } from './rules.ts'
import { createStarts } from './starts.ts'
import { createStates } from './state.ts'
import type { Login } from './types.ts'
import { exchangeCode } from './wechat.ts'

const AUTHORIZE_URL = 'https://open.weixin.qq.com/connect/oauth2/authorize'

/**
 * Web authorisation (网页授权) inside WeChat, without a session of its own.
 *
 * Throws a `TypeError` that names the bad option.
 * @see https://developers.weixin.qq.com/doc/oplatform/developers/dev/auth/h5
 */
export function createLogin(options: LoginOptions): Login {
  checkOptions(options)
  const { appId, appSecret, component, callbackUrl, now = Date.now } = options
  const { apiUrls = API_URLS, authorizeUrl = AUTHORIZE_URL, loginPath = '/login' } = options
  const { request: timeout = 5000, store: storeTimeout = 1000, lease = 20_000 } = options.timeouts ?? {}
  const onError = createReporter(options.onError, 'wechat-ready/login')
  const callback = new URL(callbackUrl)
  const allowed = createAllowList(options.allowedOrigins)

  // Looked up at each call: a test or a tracer may replace the global one later.
  const fetcher: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init))
  // Stryker disable next-line StringLiteral: a login asks for no token of the account
  const api = createWechatApi({ appId, tokenApi: 'stable_token', apiUrls, fetch: fetcher, now, timeout })
  const store = createSharedStore({
    store: options.store ?? memoryStore({ now }),
    storeName: 'The store of the logins',
    storeTimeout,
    lease,
    onError,
  })
  const cookies = createCookies(callbackUrl)
  const states = createStates(options)
  const authorize = createAuthorize({ options: { ...options, authorizeUrl }, allowed, states, cookies, store })
  const start = createStarts({ appId, callback, authorize, cookies, now })
  const callbacks = createCallbacks({ appId, callback, allowed, authorize, cookies, now })
  const exchange = createExchange({ appId, store, now, onError })
  const handler = createHandler({
    ...{ callback, loginPath, allowed, start, callbacks, cookies, onError },
    exchange: ({ id, code, scope }, isSameCode) =>
      exchange(id, code, isSameCode, (onExchanged) =>
        exchangeCode(api, { appId, appSecret, component }, { code, scope, onExchanged, onError }),
      ),
  })

  return {
    async start({ returnTo, scope = 'snsapi_base', request, params }) {
      checkScope(scope)
      checkParams(params)
      return start({ address: checkReturnTo(returnTo, allowed), scope, request, params })
    },

    finish: handler.finish,
    errorResponse: handler.errorResponse,
    explain,

    async guard(request, isKnown, { scope = 'snsapi_base', params } = {}) {
      checkScope(scope)
      checkParams(params)
      return handler.guard(request, isKnown, { scope, params })
    },

    async fetch(request, onVisitor) {
      const answered = await handler.answer(request, async (visitor) => onVisitor(visitor, request))
      return answered ?? new Response(null, { status: 204 })
    },

    async node(incoming, outgoing, onUser) {
      checkReply(outgoing, 'login.node')
      try {
        const answered = await handler.answer(toRequest(incoming), async (visitor) => {
          const headers = await onUser(visitor, incoming, outgoing)
          return isSent(outgoing) ? false : headers
        })
        if (answered) await send(answered, outgoing)
      } catch (error) {
        // A method that no Request may have; or a header that is set already cannot be sent.
        onError(error)
        if (!isSent(outgoing)) await send(new Response(null, { status: 400 }), outgoing)
      }
    },
  }
}

const isSent = (reply: NodeReply) => ('headersSent' in reply ? reply.headersSent : reply.sent)

function checkScope(scope: LoginScope): void {
  if (scope === 'snsapi_base' || scope === 'snsapi_userinfo') return
  throw new TypeError('"scope" must be "snsapi_base" or "snsapi_userinfo"')
}

function checkParams(params: AuthorizeParams | undefined): void {
  if (!areParams(params)) throw new TypeError('"params" must be an object of strings, without the parameters of WeChat')
}
