import { createHash } from 'node:crypto'
import { createSigner, type SignerOptions } from 'wechat-ready/signer'
import { createFakeWechatApi, type FakeWechatApiOptions } from 'wechat-ready/testing'

export const appId = 'wx0123456789abcdef'
export const appSecret = '0123456789abcdef0123456789abcdef'
/** A page whose URL the signer of these tests signs. */
export const page = 'https://shop.example.com/shop/%E5%95%86%E5%93%81?from=singlemessage&x=a%3Ab+c'

export const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

/** A signer over the fake API, on one clock that `api.advance` turns, and what it told `onError`. */
export function createPair(options: Partial<SignerOptions> = {}, apiOptions: Partial<FakeWechatApiOptions> = {}) {
  const api = createFakeWechatApi({ appId, appSecret, now: () => 1_700_000_000_000, ...apiOptions })
  const errors: unknown[] = []
  const signer = createSigner({
    appId,
    appSecret,
    allowedOrigins: ['https://shop.example.com', 'https://*.example.org'],
    fetch: api.fetch,
    now: api.now,
    onError: (error) => errors.push(error),
    ...options,
  })
  /** How often each path was asked. */
  const count = (end = '') => api.requests.filter(({ path }) => path.endsWith(end)).length
  return { api, signer, errors, count }
}

/** Whether a client that holds this ticket accepts the signature. */
export function isSignedWith(
  ticket: string,
  signed: { nonceStr: string; timestamp: number; url: string; signature: string },
) {
  const { nonceStr, timestamp, url, signature } = signed
  return signature === sha1(`jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`)
}

export const get = (query: string, init?: RequestInit) => new Request(`https://api.example.com/signature${query}`, init)
export const ask = (url = page, more = '') => get(`?url=${encodeURIComponent(url)}${more}`)
