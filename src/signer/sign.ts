import { withoutFragment } from '../knowledge/url.ts'

import { hex, nodeCrypto } from '../server/node-crypto.ts'

// On Node WebCrypto costs some 25 times as much per signature; elsewhere it is all there is.
const sha1: (text: string) => string | Promise<string> = (() => {
  const { hash, createHash } = nodeCrypto()
  if (hash) return (text) => hash('sha1', text)
  if (createHash) return (text) => createHash('sha1').update(text).digest('hex')
  return async (text) => hex(new Uint8Array(await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))))
})()

function need(fields: Record<string, unknown>): void {
  for (const name in fields) {
    const value = fields[name]
    if (!(typeof value === 'string' ? value : Number.isFinite(value))) throw new TypeError(`"${name}" is missing`)
  }
}

/** The documentation's 字典序: the values, sorted and joined. */
const sha1OfSorted = (values: unknown[]) =>
  sha1(
    values
      .map((value) => String(value ?? ''))
      .sort()
      .join(''),
  )

// A thousand at a time: the call costs more than the bytes.
let nonces = ''

/** A random string of 16 letters, 64 bits. */
export function createNonce(): string {
  if (nonces === '') {
    const bytes = crypto.getRandomValues(new Uint8Array(16_000))
    nonces = new TextDecoder().decode(bytes.map((byte) => 97 + (byte & 15)))
  }
  const nonce = nonces.slice(0, 16)
  nonces = nonces.slice(16)
  return nonce
}

export interface UrlFields {
  /** A valid `jsapi_ticket`. */
  ticket: string
  nonceStr: string
  /** Seconds since 1970. */
  timestamp: number | string
  /** The page's URL as the client has it; the fragment is cut here. */
  url: string
}

/**
 * The signature for `wx.config`, 40 lower-case hexadecimal digits.
 *
 * Rejects with a `TypeError` that names the missing field.
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html appendix 1
 */
export async function signUrl({ ticket, nonceStr, timestamp, url }: UrlFields): Promise<string> {
  need({ ticket, nonceStr, timestamp, url })
  return urlDigest(ticket, nonceStr, timestamp, withoutFragment(url))
}

const urlDigest = (ticket: string, nonceStr: string, timestamp: number | string, url: string) =>
  sha1(`jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`)

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

/** Signs a URL without a fragment: no checks, and on Node no promise. */
export function urlSignature(
  appId: string,
  ticket: string,
  url: string,
  timestamp: number,
): UrlSignature | Promise<UrlSignature> {
  const nonceStr = createNonce()
  const digest = urlDigest(ticket, nonceStr, timestamp, url)
  if (typeof digest === 'string') return { appId, timestamp, nonceStr, signature: digest, url }
  return digest.then((signature) => ({ appId, timestamp, nonceStr, signature, url }))
}

export interface CardFields {
  /** A valid card `api_ticket` (not the `jsapi_ticket`). */
  ticket: string
  cardId: string
  /** Seconds since 1970; must differ from one call of `addCard` to the next. */
  timestamp: number | string
  /** At most 32 letters and digits. */
  nonceStr?: string
  code?: string
  openid?: string
}

/**
 * The `signature` inside the `cardExt` of `wx.addCard`.
 *
 * Rejects with a `TypeError` that names the missing field.
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html appendix 4
 */
export async function signCard({ ticket, cardId, timestamp, nonceStr, code, openid }: CardFields): Promise<string> {
  need({ ticket, cardId, timestamp })
  return sha1OfSorted([ticket, timestamp, cardId, code, openid, nonceStr])
}

export interface CardChoiceFields {
  /** A valid card `api_ticket` (not the `jsapi_ticket`). */
  ticket: string
  appId: string
  /** Seconds since 1970. */
  timestamp: number | string
  /** At most 32 letters and digits. */
  nonceStr: string
  cardId?: string
  /** `GROUPON`, `CASH`, …; empty for every type. */
  cardType?: string
  /** WeChat's `location_id`. */
  shopId?: string
}

/**
 * The `cardSign` of `wx.chooseCard`.
 *
 * Rejects with a `TypeError` that names the missing field.
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html appendix 4
 */
export async function signCardChoice(fields: CardChoiceFields): Promise<string> {
  const { ticket, appId, timestamp, nonceStr, cardId, cardType, shopId } = fields
  need({ ticket, appId, timestamp, nonceStr })
  return sha1OfSorted([ticket, appId, shopId, timestamp, nonceStr, cardId, cardType])
}

export interface ServerProof {
  /** The token typed into the platform's server settings. */
  token: string
  /** The three query parameters of the platform's request, as they came. */
  signature: unknown
  timestamp: unknown
  nonce: unknown
}

/**
 * Whether a request to the server comes from WeChat: answer `echostr` then, 403 otherwise. Compares in constant time.
 *
 * Rejects with a `TypeError` when the token is missing.
 * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Access_Overview.html
 */
export async function verifyServer({ token, signature, timestamp, nonce }: ServerProof): Promise<boolean> {
  need({ token })
  const expected = await sha1OfSorted([token, timestamp, nonce])
  return typeof signature === 'string' && equalInConstantTime(signature, expected)
}

function equalInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < b.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
