import { checkRules, functionRules, isText, type OptionRule, sharedRules } from '../server/checks.ts'
import type { SignerStore } from '../server/store.ts'

/** A third-party platform (第三方平台) that logs visitors in on behalf of the account. */
export interface LoginComponent {
  /** The platform's own AppID. */
  appId: string
  /** The `component_access_token` that is valid now. */
  accessToken: string | (() => string | Promise<string>)
}

/** Further parameters of the authorize URL; `undefined` leaves a default one out. */
export type AuthorizeParams = Readonly<Record<string, string | undefined>>

/**
 * The options of `createLogin`. A bad one throws a `TypeError` that names it.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/developers/dev/auth/h5
 */
export interface LoginOptions {
  /** Of the official account: `wx` and 16 hexadecimal digits. */
  appId: string
  /** Needed without `component`. */
  appSecret?: string
  /** Logs in on behalf of the account `appId`, by the token of a third-party platform in place of `appSecret`. */
  component?: LoginComponent
  /** Signs the states: a long random text, the same on all servers, and not the AppSecret. */
  stateSecret: string
  /**
   * Where WeChat sends the browser back to: `https://shop.example.com/login/callback`. Its host is the account's
   * 网页授权域名, to the letter; every login begins at this host.
   */
  callbackUrl: string
  /**
   * The pages that a login may return to: `https://shop.example.com`, or `https://*.example.org` for every subdomain.
   */
  allowedOrigins: readonly string[]
  /**
   * The path, as visitors have it, at which a login starts for `?returnTo=` and `&scope=`; without `returnTo` for `/`.
   * Default `/login`.
   */
  loginPath?: string
  /**
   * Parameters to add to the authorize URL, such as `{ forcePopup: 'true' }`. `connect_redirect=1` is sent by default:
   * `{ connect_redirect: undefined }` leaves it out.
   */
  params?: AuthorizeParams
  /**
   * What all servers share: a code is exchanged once, and addresses too long for WeChat's link travel in it. Default
   * `memoryStore()`.
   */
  store?: SignerStore
  /** Default: the runtime's own. */
  fetch?: typeof fetch
  /** Milliseconds since 1970; default `Date.now`. */
  now?(): number
  /**
   * The hosts to ask, one after the other, or a proxy with a path; default `https://api.weixin.qq.com`, then
   * `https://api2.weixin.qq.com`.
   */
  apiUrls?: readonly string[]
  /** WeChat's page that asks the user; default `https://open.weixin.qq.com/connect/oauth2/authorize`. */
  authorizeUrl?: string
  /**
   * Milliseconds: `request` for one request to WeChat (default 5000), `store` for one call of the store (1000),
   * `lease` for the exchange of one process before another takes over (20 000).
   */
  timeouts?: { request?: number; store?: number; lease?: number }
  /**
   * Receives errors that no caller sees, such as WeChat's refusal to tell a nickname, and every answer 5xx of `fetch`
   * and `node`; default `console.error`.
   */
  onError?(error: unknown): void
}

/** Parameters that a callback or the authorize URL already has. */
const RESERVED = ['code', 'state', 'appid', 'auth_code', 'login_to']
const OWN = ['appid', 'redirect_uri', 'response_type', 'scope', 'state', 'component_appid']

/** Throws a `TypeError` that names the first bad option. */
export function checkOptions(options: LoginOptions): void {
  const { appSecret, component, stateSecret, callbackUrl, authorizeUrl, loginPath, params } = options
  const rules: OptionRule[] = [
    ...sharedRules(options),
    ['appSecret', (appSecret === undefined && !!component) || isText(appSecret), 'the AppSecret of the account'],
    ['component', component === undefined || isComponent(component), '{ appId, accessToken } of the platform'],
    ['stateSecret', isText(stateSecret) && stateSecret !== appSecret, 'a long random text that is not the AppSecret'],
    [
      'callbackUrl',
      isCallbackUrl(callbackUrl),
      `a URL such as "https://shop.example.com/login/callback", without # and without a parameter ${RESERVED.join(', ')}`,
    ],
    ['loginPath', loginPath === undefined || isPath(loginPath), 'a path such as "/login", without a query'],
    ['params', areParams(params), `an object of strings, without ${OWN.join(', ')}`],
    ['authorizeUrl', authorizeUrl === undefined || isUrl(authorizeUrl), 'a URL without a query'],
    ...functionRules(options, ['fetch', 'now', 'onError']),
  ]
  checkRules(rules)
}

const isComponent = ({ appId, accessToken }: LoginComponent) =>
  isText(appId) && (isText(accessToken) || typeof accessToken === 'function')

const isPath = (path: unknown) => typeof path === 'string' && /^\/[!-~]*$/.test(path) && !/[?#]/.test(path)

export const areParams = (params: AuthorizeParams | undefined) =>
  params === undefined ||
  (typeof params === 'object' &&
    params !== null &&
    Object.entries(params).every(
      ([name, value]) => !OWN.includes(name) && (value === undefined || typeof value === 'string'),
    ))

/** As a browser spells it: WeChat sends the browser to it to the letter. */
function isCallbackUrl(url: unknown): boolean {
  try {
    if (!/^https?:[!-"$-~]+$/.test(url as string)) return false
    const { href, username, password, searchParams } = new URL(url as string)
    return href === url && !username && !password && !RESERVED.some((name) => searchParams.has(name))
  } catch {
    return false
  }
}

const isUrl = (url: string) => /^https?:\/\/[^/?#]+[^?#]*$/.test(url)
