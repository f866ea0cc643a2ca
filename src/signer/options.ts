import { checkRules, functionRules, isDuration, isText, sharedRules } from '../server/checks.ts'
import type { SignerStore } from '../server/store.ts'
import type { HandlerOptions } from './handler.ts'

/** Fresh from a central service; `expiresIn` in seconds. */
export interface Provided {
  value: string
  expiresIn: number
}

/**
 * The options of `createSigner`. A bad one throws a `TypeError` that names it.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html
 */
export interface SignerOptions extends HandlerOptions {
  /** Of the official account: `wx` and 16 hexadecimal digits. */
  appId: string
  /** Required unless `accessToken` or `ticket` takes its place. */
  appSecret?: string
  /**
   * In place of `appSecret`, where a central service has the access_token (中控服务器). `rejected` is a token that WeChat no
   * longer accepts. Called once for all callers, and again before `expiresIn` is over.
   */
  accessToken?(asked: { rejected?: string }): Promise<Provided>
  /** In place of both, where the service has the tickets. `rejected` is a ticket that a client has not accepted. */
  ticket?(type: 'jsapi' | 'wx_card', asked: { rejected?: string }): Promise<Provided>
  /** The pages that may be signed: `https://shop.example.com`, or `https://*.example.org` for every subdomain. */
  allowedOrigins: readonly string[]
  /** Where token and tickets are kept; default `memoryStore()`. */
  store?: SignerStore
  /** Default: the runtime's own. */
  fetch?: typeof fetch
  /** Milliseconds since 1970; default `Date.now`. */
  now?(): number
  /** `stable_token` (default) leaves the tokens of other programs alone; `token` evicts them. */
  tokenApi?: 'stable_token' | 'token'
  /**
   * The hosts to ask, one after the other; default `https://api.weixin.qq.com`, then `https://api2.weixin.qq.com`. A
   * proxy's may have a path, and `user:password@`, which is sent as Basic authorization.
   */
  apiUrls?: readonly string[]
  /** Milliseconds after which a ticket is asked for again, whatever its `expires_in`; default 30 minutes. */
  ticketMaxAge?: number
  /**
   * Milliseconds: `request` for one request to WeChat (default 5000), `store` for one call of the store (1000), `lease`
   * for the refresh of one process before another takes over (20 000; after 5000 where that process has died).
   */
  timeouts?: { request?: number; store?: number; lease?: number }
  /**
   * Receives errors that no caller sees, such as a failed refresh while the old ticket is served, and every answer 5xx
   * of `fetch` and `node`; default `console.error`.
   */
  onError?(error: unknown): unknown
}

/** Throws a `TypeError` that names the first bad option; `createAllowList` checks `allowedOrigins`. */
export function checkOptions(options: SignerOptions): void {
  const { appSecret, accessToken, ticket, tokenApi, ticketMaxAge, cors, head } = options
  const hasSecret = appSecret === undefined ? Boolean(accessToken ?? ticket) : isText(appSecret)
  checkRules([
    ...sharedRules(options),
    ['appSecret', hasSecret, 'the AppSecret of the account'],
    ['accessToken', accessToken === undefined || appSecret === undefined, 'left out where there is an "appSecret"'],
    ['tokenApi', [undefined, 'stable_token', 'token'].includes(tokenApi), '"stable_token" or "token"'],
    ['ticketMaxAge', isDuration(ticketMaxAge), 'a positive number of milliseconds'],
    ['cors', [undefined, true, false, 'credentials'].includes(cors), 'true, false or "credentials"'],
    ['head', [undefined, true, false].includes(head), 'true or false'],
    ...functionRules(options, ['accessToken', 'ticket', 'fetch', 'now', 'authorize', 'onError']),
  ])
}
