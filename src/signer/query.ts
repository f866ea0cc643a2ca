import { SignerError } from '../server/errors.ts'

/** What a request asks for. */
export interface Asked {
  url: string
  reason?: string
}

const ADVICE = "send ?url= and encodeURIComponent(location.href), and nothing of the page's own query beside it"

/**
 * The query of a request, read strictly: a page's URL that is not encoded would come apart at its `&`, and half of it
 * be signed.
 *
 * Throws `SignerError` `invalid-url`.
 */
export function readQuery(address: string): Asked {
  const at = address.indexOf('?')
  const parts = at < 0 ? [] : address.slice(at + 1).split('&')
  const [first, ...more] = parts.filter((part) => part.startsWith('url='))
  if (!first || first === 'url=') throw new SignerError('invalid-url', `The URL to sign is missing: ${ADVICE}`)
  if (more.length) throw new SignerError('invalid-url', `There are two "url" in the query: ${ADVICE}`)

  const url = decode(first.slice('url='.length))
  if (url === undefined || /[^!-~]/.test(url) || isHalf(first, parts)) {
    throw new SignerError('invalid-url', `The URL to sign was not encoded: ${ADVICE}`)
  }
  const reason = parts.find((part) => part.startsWith('reason='))
  return { url, reason: reason && decode(reason.slice('reason='.length)) }
}

/** A raw `?` alone is fine, as some encoders leave it; with a parameter behind it, that one may be the page's. */
function isHalf(part: string, parts: string[]): boolean {
  const behind = parts.slice(parts.indexOf(part) + 1)
  return part.includes('?') && behind.some((other) => other !== '' && !/^reason(=|$)/.test(other))
}

/** `undefined` for what no encoder makes. A `+` is a space, as in any query. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch {
    return undefined
  }
}
