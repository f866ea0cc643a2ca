import type { HandlerOptions } from './handler.ts'
import type { SignerStore } from './store.ts'

export interface SignerOptions extends HandlerOptions {
  /** Of the official account: `wx` and 16 hexadecimal digits. */
  appId: string
  appSecret: string
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
  /** The hosts to ask, one after the other; default `https://api.weixin.qq.com`, then `https://api2.weixin.qq.com`. */
  apiUrls?: readonly string[]
  /** Milliseconds after which a ticket is asked for again, whatever its `expires_in`; default 30 minutes. */
  ticketMaxAge?: number
  /** Milliseconds: `request` for one request to WeChat (default 5000), `store` for one call of the store (1000), `lease` for the refresh of one process before another takes over (20 000). */
  timeouts?: { request?: number; store?: number; lease?: number }
  /** Hears of what no caller sees, such as a failed refresh while the old ticket is served, and of every answer 5xx of `fetch`; default `console.error`. */
  onError?(error: unknown): void
}

/**
 * Throws a `TypeError` that names the first bad option; `allowedOrigins` is checked by its own module. No complaint repeats a value:
 * the secret might be in the wrong place.
 */
export function checkOptions(options: SignerOptions): void {
  const { appId, appSecret, tokenApi, apiUrls, ticketMaxAge, timeouts = {}, store, cors, head } = options
  const isText = (value: unknown) => typeof value === 'string' && value !== ''
  const is = (type: string, value: unknown) => value === undefined || typeof value === type
  const isDuration = (value: unknown) => value === undefined || (Number.isFinite(value) && Number(value) > 0)
  const rules: [name: string, isGood: boolean, wanted: string][] = [
    ['appId', isText(appId), 'the AppID of the account'],
    ['appSecret', isText(appSecret), 'the AppSecret of the account'],
    ['tokenApi', tokenApi === undefined || ['stable_token', 'token'].includes(tokenApi), '"stable_token" or "token"'],
    [
      'apiUrls',
      apiUrls === undefined || areApiUrls(apiUrls),
      'an array of origins such as "https://api.weixin.qq.com"',
    ],
    ['ticketMaxAge', isDuration(ticketMaxAge), 'a positive number of milliseconds'],
    ['timeouts.request', isDuration(timeouts.request), 'a positive number of milliseconds'],
    ['timeouts.store', isDuration(timeouts.store), 'a positive number of milliseconds'],
    ['timeouts.lease', isDuration(timeouts.lease), 'a positive number of milliseconds'],
    ['store', store === undefined || isStore(store), 'a store such as memoryStore()'],
    ['cors', [undefined, true, false, 'credentials'].includes(cors), 'true, false or "credentials"'],
    ['head', is('boolean', head), 'true or false'],
    ...(['fetch', 'now', 'authorize', 'onError'] as const).map((name): [string, boolean, string] => [
      name,
      is('function', options[name]),
      'a function',
    ]),
  ]
  for (const [name, isGood, wanted] of rules) {
    if (!isGood) throw new TypeError(`"${name}" must be ${wanted}`)
  }
}

const areApiUrls = (urls: readonly string[]) =>
  Array.isArray(urls) && urls.length > 0 && urls.every((url) => /^https?:\/\/[^/?#]+$/.test(url))

const isStore = (store: SignerStore) =>
  [store?.get, store?.set, store?.lease].every((method) => typeof method === 'function')
