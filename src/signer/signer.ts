import { createAllowList, urlToSign } from './allow-list.ts'
import { createCredentials } from './credentials.ts'
import { createHandler } from './handler.ts'
import { checkOptions, type SignerOptions } from './options.ts'
import { createNonce, signCard, signCardChoice, urlDigest } from './sign.ts'
import { memoryStore } from './store.ts'
import { MINUTE } from './time.ts'
import { createWechatApi } from './wechat-api.ts'

/** What `wx.config` needs. */
export interface UrlSignature {
  appId: string
  /** Seconds since 1970. */
  timestamp: number
  nonceStr: string
  signature: string
  /** What was signed: the URL without its fragment. */
  url: string
}

/** What `wx.chooseCard` needs. */
export interface CardChoice {
  shopId: string
  cardType: string
  cardId: string
  timestamp: number
  nonceStr: string
  signType: 'SHA1'
  cardSign: string
}

export interface Signer {
  /**
   * Signs a page's URL for `wx.config`; `reason: 'invalid-signature'` fetches the ticket anew, at most once a minute.
   *
   * Rejects with `SignerError`, whose `status` is the HTTP status to answer with.
   */
  sign(url: string, options?: { reason?: string }): Promise<UrlSignature>
  /** The `cardExt` of one card in `wx.addCard`, a JSON string. Rejects with `SignerError`. */
  cardExt(card: CardToAdd): Promise<string>
  /** The parameters of `wx.chooseCard`. Rejects with `SignerError`. */
  cardChoice(choice?: { shopId?: string; cardType?: string; cardId?: string }): Promise<CardChoice>
  /** Answers `GET ?url=<encodeURIComponent(url)>` with what `sign` gives, as JSON. Never rejects. */
  fetch(
    request: Request,
    environment?: unknown,
    context?: { waitUntil?(work: Promise<unknown>): void },
  ): Promise<Response>
}

export interface CardToAdd {
  cardId: string
  /** Required for cards with codes of one's own. */
  code?: string
  /** Required for cards bound to a user. */
  openid?: string
  /** When the user really gets the card, in seconds since 1970. */
  fixedBegintimestamp?: number
  /** The channel, for statistics. */
  outerStr?: string
}

const API_URLS = ['https://api.weixin.qq.com', 'https://api2.weixin.qq.com']

/**
 * The server's part of the JS-SDK: signs the URLs of allowed pages with a ticket that it keeps fresh. Does no work until the first
 * signature.
 *
 * Throws a `TypeError` that names the bad option.
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html appendix 1
 */
export function createSigner(options: SignerOptions): Signer {
  checkOptions(options)
  const { appId, appSecret, tokenApi = 'stable_token', apiUrls = API_URLS, now = Date.now, timeouts = {} } = options
  const { request: timeout = 5000, store: storeTimeout = 1000, lease = 20_000 } = timeouts
  const onError = options.onError ?? ((error) => console.error('wechat-ready/signer:', error))
  const allowed = createAllowList(options.allowedOrigins)

  // Looked up at each call: who replaces the global one later (a test, a tracer) is heard.
  const fetcher: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init))
  const api = createWechatApi({ appId, appSecret, tokenApi, apiUrls, fetch: fetcher, now, timeout })
  const { jsapi, card, idle } = createCredentials(api, appId, options.ticketMaxAge ?? 30 * MINUTE, {
    store: options.store ?? memoryStore({ now }),
    now,
    lease,
    storeTimeout,
    onError,
  })

  const seconds = () => Math.floor(now() / 1000)
  const check = (url: unknown) => urlToSign(url, allowed)

  // Only what is not there yet is awaited: each await costs a tenth of a signature.
  async function sign(asked: string, { reason }: { reason?: string } = {}): Promise<UrlSignature> {
    const url = check(asked)
    const entry = reason === 'invalid-signature' ? jsapi.renew() : jsapi.get()
    const { value: ticket } = entry instanceof Promise ? await entry : entry
    const timestamp = seconds()
    const nonceStr = createNonce()
    const digest = urlDigest(ticket, nonceStr, timestamp, url)
    const signature = typeof digest === 'string' ? digest : await digest
    return { appId, timestamp, nonceStr, signature, url }
  }

  return {
    sign,

    async cardExt({ cardId, code = '', openid = '', fixedBegintimestamp, outerStr }) {
      const { value: ticket } = await card.get()
      const timestamp = String(seconds())
      const nonceStr = createNonce()
      const signature = await signCard({ ticket, cardId, timestamp, nonceStr, code, openid })
      return JSON.stringify({
        code,
        openid,
        timestamp,
        nonce_str: nonceStr,
        fixed_begintimestamp: fixedBegintimestamp,
        outer_str: outerStr,
        signature,
      })
    },

    async cardChoice({ shopId = '', cardType = '', cardId = '' } = {}) {
      const { value: ticket } = await card.get()
      const timestamp = seconds()
      const nonceStr = createNonce()
      const cardSign = await signCardChoice({ ticket, appId, timestamp, nonceStr, cardId, cardType, shopId })
      return { shopId, cardType, cardId, timestamp, nonceStr, signType: 'SHA1', cardSign }
    },

    fetch: createHandler({ ...options, check, sign, isAllowed: (origin) => allowed.test(origin), idle, onError }),
  }
}
