import { createAllowList } from '../server/allow-list.ts'
import { SignerError } from '../server/errors.ts'
import type { NodeReply, NodeRequest } from '../server/node.ts'
import { createReporter } from '../server/reporter.ts'
import { createSharedStore } from '../server/shared-store.ts'
import { memoryStore } from '../server/store.ts'
import { MINUTE } from '../server/time.ts'
import { API_URLS } from '../server/upstream.ts'
import { createWechatApi } from '../server/wechat-api.ts'
import { type CardChoice, type CardToAdd, createCards } from './cards.ts'
import { createHandler } from './handler.ts'
import { checkOptions, type SignerOptions } from './options.ts'
import type { Asked } from './query.ts'
import { type UrlSignature, urlSignature } from './sign.ts'
import { createTokenAndTickets } from './token-and-tickets.ts'
import { urlToSign } from './url-to-sign.ts'

export interface Signer {
  /**
   * Signs a page's URL for `wx.config`; `reason: 'invalid-signature'` fetches the ticket again, at most once a minute.
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
   * Rejects with `SignerError` (`errcode` 40007 where there is no such media; WeChat keeps it for three days), or with a
   * `TypeError` where `serverId` is not a non-empty string.
   * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_temporary_materials.html
   */
  media(serverId: string, options?: { speex?: boolean }): Promise<Response>
  /** Answers `GET ?url=<encodeURIComponent(url)>` with what `sign` gives, as JSON. Never rejects. */
  fetch(
    request: Request,
    environment?: unknown,
    context?: { waitUntil?(work: Promise<unknown>): void },
  ): Promise<Response>
  /**
   * The same for Node's own `http`, Express, Koa and Egg (`ctx.req`, `ctx.res`, `ctx.respond = false`) and for Fastify's
   * reply, also under Nest: resolves when the response has been sent.
   *
   * Rejects with a `TypeError` where `response` is none of these, and in no other case.
   */
  node(request: NodeRequest, response: NodeReply): Promise<void>
}

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
  const { authorize, cors, head } = options
  const { now = Date.now, timeouts = {}, ticketMaxAge = 30 * MINUTE, store = memoryStore({ now }) } = options
  const { request: timeout = 5000, store: storeTimeout = 1000, lease = 20_000 } = timeouts
  const onError = createReporter(options.onError, 'wechat-ready/signer')
  const allowed = createAllowList(options.allowedOrigins)
  const hasToken = Boolean(appSecret ?? accessToken)

  // Looked up at each call: a global `fetch` that is replaced later (a test, a tracer) is used.
  const fetcher: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init))
  const api = createWechatApi({ appId, appSecret, tokenApi, apiUrls, fetch: fetcher, now, timeout })
  const shared = createSharedStore({ store, storeName: "The signer's store", storeTimeout, lease, onError })
  const { token, withToken, jsapi, card, idle } = createTokenAndTickets({
    ...{ appId, api, shared, ticketMaxAge, timeout, accessToken, ticket, now, onError },
  })

  const seconds = () => Math.floor(now() / 1000)

  /** Only what is not there yet is awaited: each `await` costs a tenth of a signature. */
  async function sign({ url, reason }: Asked): Promise<UrlSignature> {
    const entry = reason === 'invalid-signature' ? await jsapi.renew() : (jsapi.peek() ?? (await jsapi.get()))
    return urlSignature(appId, entry.value, url, seconds())
  }

  /** What a request from outside goes through: the allow list, then `authorize`, then the signature. */
  async function authorizeAndSign(
    { url, reason }: { url: unknown; reason?: string },
    request: () => Request,
  ): Promise<UrlSignature | Response> {
    const asked = { url: urlToSign(url, allowed), reason }
    const verdict = authorize ? await authorize(request(), asked) : true
    if (verdict instanceof Response) return verdict
    if (verdict !== true) throw new SignerError('not-authorized', 'This request may not have a signature')
    return sign(asked)
  }

  function needToken(): void {
    if (!hasToken) throw new TypeError('There is no access_token without "appSecret" or "accessToken"')
  }

  return {
    ...createCards({ appId, seconds, ticket: async () => (await card.get()).value }),
    ...createHandler(authorizeAndSign, { cors, head, allowed, idle, onError }),

    sign: async (url, { reason } = {}) => sign({ url: urlToSign(url, allowed), reason }),

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
