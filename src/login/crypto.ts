/** Bytes as text and back, hashes and MACs: WebCrypto, which every runtime has. */

export const bytes = (text: string) => new TextEncoder().encode(text)

export const hex = (data: Uint8Array) => Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** As many hexadecimal digits of SHA-256 as asked for. */
export async function digest(text: string, length = 64): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes(text)))).slice(0, length)
}

/** Random hexadecimal digits. */
export const random = (length: number) => hex(crypto.getRandomValues(new Uint8Array(length / 2)))

const HMAC = { name: 'HMAC', hash: 'SHA-256' }
/** Hexadecimal digits: 128 bits. */
export const MAC_LENGTH = 32

/** Signs texts, and compares in constant time. */
export function createMac(secret: string) {
  let key: Promise<CryptoKey> | undefined
  const sign = async (text: string) => {
    // Stryker disable next-line BooleanLiteral: nothing exports the key
    key ??= crypto.subtle.importKey('raw', bytes(secret), HMAC, false, ['sign'])
    return hex(new Uint8Array(await crypto.subtle.sign(HMAC, await key, bytes(text)))).slice(0, MAC_LENGTH)
  }
  return { sign, verify: async (mac: string, text: string) => isEqual(mac, await sign(text)) }
}

function isEqual(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  // Stryker disable next-line EqualityOperator: behind the end of both there is no difference
  for (let at = 0; at < other.length; at++) difference |= one.charCodeAt(at) ^ other.charCodeAt(at)
  return difference === 0
}

/** Printable ASCII as base64url: nothing in it is changed by percent-encoding, however often. */
export const toBase64Url = (text: string) =>
  btoa(text).replace(/[+/=]/g, (character) => ({ '+': '-', '/': '_' })[character] ?? '')

/** `undefined` where it is not base64url. */
export function fromBase64Url(text: string): string | undefined {
  try {
    return /^[\w-]*$/.test(text) ? atob(text.replace(/-/g, '+').replace(/_/g, '/')) : undefined
  } catch {
    return undefined
  }
}
