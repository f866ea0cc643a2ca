import { createAllowList, urlToSign } from './allow-list.ts'
import { type CardChoice, type CardToAdd, createCards } from './cards.ts'
import { createCredentials } from './credentials.ts'
import { createHandler } from './handler.ts'
import type { NodeRequest, NodeResponse } from './node.ts'
import { checkOptions, type SignerOptions } from './options.ts'
import type { Asked } from './query.ts'
import { type UrlSignature, urlSignature } from './sign.ts'
import { memoryStore } from './store.ts'
import { MINUTE } from './time.ts'
import { createWechatApi } from './wechat-api.ts'

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
  /**
   * The access_token that is kept, for the server's own calls of WeChat; never for a page. `rejected` is the one that
   * WeChat has just rejected (40001, 40014, 42001): another one is fetched then.
   *
   * Rejects with `SignerError`, or with a `TypeError` where there is neither `appSecret` nor `accessToken`.
   */
  accessToken(options?: { rejected?: string }): Promise<string>
  /**
   * What a page uploaded, by the `serverId` that `uploadImage` or `uploadVoice` gave it: a `Response` whose body
   * streams. `speex` asks for a voice in 16 kHz speex in place of 8 kHz amr. A video comes as WeChat's JSON with its
   * `video_url`.
   *
   * Rejects with `SignerError`: `errcode` 40007 where there is no such media, which is kept for three days.
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_temporary_materials.html
   */
  media(serverId: string, options?: { speex?: boolean }): Promise<Response>
  /** Answers `GET ?url=<encodeURIComponent(url)>` with what `sign` gives, as JSON. Never rejects. */
  fetch(
    request: Request,
    environment?: unknown,
    context?: { waitUntil?(work: Promise<unknown>): void },
  ): Promise<Response>
  /** The same for Node's own `http`, Express and Koa: resolves when the response has been sent. Never rejects. */
  node(request: NodeRequest, response: NodeResponse): Promise<void>
}

const API_URLS = ['https://api.weixin.qq.com', 'https://api2.weixin.qq.com']

/**
 * The server's part of the JS-SDK: signs the URLs of allowed pages with a ticket that it keeps fresh. Does no work
 * until the first signature.
 *
 * Throws a `TypeError` that names the bad option.
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html appendix 1
 */
export function createSigner(options: SignerOptions): Signer {
  checkOptions(options)
  const { appId, appSecret, accessToken, ticket, tokenApi = 'stable_token', apiUrls = API_URLS } = options
  const { now = Date.now, timeouts = {}, ticketMaxAge = 30 * MINUTE, store = memoryStore({ now }) } = options
  const { request: timeout = 5000, store: storeTimeout = 1000, lease = 20_000 } = timeouts
  const onError = createReporter(options.onError)
  const allowed = createAllowList(options.allowedOrigins)
  const hasToken = Boolean(appSecret ?? accessToken)

  // Looked up at each call: who replaces the global one later (a test, a tracer) is heard.
  const fetcher: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init))
  const api = createWechatApi({ appId, appSecret, tokenApi, apiUrls, fetch: fetcher, now, timeout })
  const cache = { store, now, lease, storeTimeout, onError }
  const { token, withToken, jsapi, card, idle } = createCredentials({
    ...cache,
    ...{ appId, api, ticketMaxAge, timeout, accessToken, ticket },
  })

  const seconds = () => Math.floor(now() / 1000)
  const check = (url: unknown) => urlToSign(url, allowed)

  /**
   * Signs a URL that is known to be allowed. Only what is not there yet is awaited: each await costs a tenth of a
   * signature.
   */
  async function sign({ url, reason }: Asked): Promise<UrlSignature> {
    const entry = reason === 'invalid-signature' ? await jsapi.renew() : (jsapi.peek() ?? (await jsapi.get()))
    return urlSignature(appId, entry.value, url, seconds())
  }

  function needToken(): void {
    if (!hasToken) throw new TypeError('There is no access_token without "appSecret" or "accessToken"')
  }

  return {
    ...createCards({ appId, seconds, ticket: async () => (await card.get()).value }),
    ...createHandler({ ...options, check, sign, isAllowed: (origin) => allowed.test(origin), idle, onError }),

    sign: async (url, { reason } = {}) => sign({ url: check(url), reason }),

    async accessToken({ rejected } = {}) {
      needToken()
      const entry = rejected === undefined ? await token.get() : await token.replace(rejected)
      return entry.value
    },

    async media(serverId, speex) {
      needToken()
      if (typeof serverId !== 'string' || serverId === '') throw new TypeError('"serverId" must be a non-empty text')
      return withToken((value) => api.media(serverId, value, speex))
    },
  }
}

/** Whatever the user's hook does, nobody else hears of it. */
function createReporter(hook: SignerOptions['onError']): (error: unknown) => void {
  if (!hook) return (error) => console.error('wechat-ready/signer:', error)
  return async (error) => {
    try {
      await hook(error)
    } catch {
      // A log that is out of order must not take the signer with it.
    }
  }
}
