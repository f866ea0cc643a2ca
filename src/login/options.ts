import type { SignerStore } from '../server/store.ts'

/**
 * The options of `createLogin`. A bad one throws a `TypeError` that names it.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
 */
export interface LoginOptions {
  /** Of the official account: `wx` and 16 hexadecimal digits. */
  appId: string
  appSecret: string
  /** Signs the states: a long random text, the same on all servers, and not the AppSecret. */
  stateSecret: string
  /**
   * Where WeChat sends the browser back to: `https://shop.example.com/login/callback`. Its domain is the account's
   * 网页授权域名.
   */
  callbackUrl: string
  /**
   * The pages that a login may return to: `https://shop.example.com`, or `https://*.example.org` for every subdomain.
   */
  allowedOrigins: readonly string[]
  /** What all servers share, so that a code is exchanged once: the signer's. Default `memoryStore()`. */
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
  /** Receives errors that no caller sees, and every answer 5xx of `fetch` and `node`; default `console.error`. */
  onError?(error: unknown): void
}

/**
 * Throws a `TypeError` that names the first bad option. No complaint repeats a value: the secret might be in the
 * wrong place.
 */
export function checkOptions(options: LoginOptions): void {
  const { appId, appSecret, stateSecret, callbackUrl, store, apiUrls, authorizeUrl, timeouts = {} } = options
  const isText = (value: unknown) => typeof value === 'string' && value !== ''
  const isDuration = (value: unknown) => value === undefined || (Number.isFinite(value) && Number(value) > 0)
  const rules: [name: string, isGood: boolean, wanted: string][] = [
    ['appId', isText(appId), 'the AppID of the account'],
    ['appSecret', isText(appSecret), 'the AppSecret of the account'],
    ['stateSecret', isText(stateSecret) && stateSecret !== appSecret, 'a long random text that is not the AppSecret'],
    ['callbackUrl', isCallbackUrl(callbackUrl), 'a URL such as "https://shop.example.com/login/callback", without #'],
    ['store', store === undefined || isStore(store), 'a store such as memoryStore()'],
    ['apiUrls', apiUrls === undefined || areUrls(apiUrls), 'an array such as ["https://api.weixin.qq.com"]'],
    ['authorizeUrl', authorizeUrl === undefined || isUrl(authorizeUrl), 'a URL without a query'],
    ...(['request', 'store', 'lease'] as const).map((name): [string, boolean, string] => [
      `timeouts.${name}`,
      isDuration(timeouts[name]),
      'a positive number of milliseconds',
    ]),
    ...(['fetch', 'now', 'onError'] as const).map((name): [string, boolean, string] => [
      name,
      ['undefined', 'function'].includes(typeof options[name]),
      'a function',
    ]),
  ]
  for (const [name, isGood, wanted] of rules) {
    if (!isGood) throw new TypeError(`"${name}" must be ${wanted}`)
  }
}

/** As a browser spells it: WeChat sends the browser to it to the letter. */
function isCallbackUrl(url: unknown): boolean {
  try {
    return typeof url === 'string' && /^https?:[!-"$-~]+$/.test(url) && new URL(url).href === url && !hasUserInfo(url)
  } catch {
    return false
  }
}

const hasUserInfo = (url: string) => new URL(url).username !== '' || new URL(url).password !== ''

const isUrl = (url: string) => /^https?:\/\/[^/?#]+[^?#]*$/.test(url)

const areUrls = (urls: readonly string[]) =>
  Array.isArray(urls) && urls.length > 0 && urls.every((url) => typeof url === 'string' && isUrl(url))

const isStore = (store: SignerStore) =>
  [store?.get, store?.set, store?.lease].every((method) => typeof method === 'function')
