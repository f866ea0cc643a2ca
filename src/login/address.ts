import { LoginError } from './errors.ts'

/** Of an address to return to, in characters: what servers take in a request line leaves room for the rest. */
const MAX_LENGTH = 4000

const FORM =
  "pass the page's whole address as location.href spells it, through encodeURIComponent where it is a parameter"

/**
 * The page to return to, byte for byte but for letters outside of ASCII, which headers cannot hold. The fragment comes
 * along.
 *
 * Throws `LoginError` `invalid-return-to`.
 */
export function checkReturnTo(url: unknown, allowed: RegExp): string {
  if (typeof url !== 'string' || url === '') throw new LoginError('invalid-return-to', `"returnTo" is missing: ${FORM}`)
  const encoded = encode(url)
  if (!isAllowed(encoded, allowed)) {
    throw new LoginError(
      'invalid-return-to',
      `"returnTo" is not a page of allowedOrigins, or not spelled as a browser does: ${FORM}`,
    )
  }
  if (encoded.length <= MAX_LENGTH) return encoded
  throw new LoginError('invalid-return-to', `"returnTo" is longer than ${MAX_LENGTH} characters`)
}

/** Whether a browser may be sent there. */
export const isAllowed = (address: string, allowed: RegExp): boolean =>
  // Stryker disable next-line StringLiteral: there is always a first part
  /^[!-~]+$/.test(address) && allowed.test(address.split('#', 1)[0] ?? '')

function encode(url: string): string {
  try {
    return url.replace(/[\u00a1-\uffff]+/g, encodeURIComponent)
  } catch {
    throw new LoginError('invalid-return-to', '"returnTo" has half a character in it')
  }
}

/**
 * The origin that the visitor has, among the allowed ones: behind a proxy the request may name another scheme, or a host
 * that is not public. The callback's where it cannot be known.
 */
export function publicOrigin(request: Request, callback: URL, allowed: RegExp): string {
  const { protocol, host } = new URL(request.url)
  if (host === callback.host) return callback.origin
  const candidates = [`${protocol}//${host}`, `${callback.protocol}//${host}`]
  return candidates.find((origin) => allowed.test(origin)) ?? callback.origin
}

/** The path and the query of a request, to the letter. */
// Stryker disable next-line OptionalChaining,StringLiteral: every URL of a request matches
export const targetOf = ({ url }: Request): string => /:\/\/[^/?#]*([^#]*)/.exec(url)?.[1] ?? '/'
