import { LoginError } from './errors.ts'

/** As the cookie has it: longer ones do not fit, and a browser drops what does not without a word. */
const MAX_LENGTH = 3500

const FORM =
  "pass the page's whole address as location.href spells it, through encodeURIComponent where it is a parameter"

/**
 * The page to return to, byte for byte but for letters outside of ASCII, which no header may have. The fragment comes
 * along.
 *
 * Throws `LoginError` `invalid-return-to`.
 */
export function checkReturnTo(url: unknown, allowed: RegExp): string {
  if (typeof url !== 'string' || url === '') throw new LoginError('invalid-return-to', `"returnTo" is missing: ${FORM}`)
  const encoded = encode(url)
  const [page = ''] = encoded.split('#', 1)
  if (!/^[!-~]+$/.test(encoded) || !allowed.test(page)) {
    throw new LoginError(
      'invalid-return-to',
      `"returnTo" is not a page of allowedOrigins, or not spelled as a browser does: ${FORM}`,
    )
  }
  if (toCookie(encoded).length <= MAX_LENGTH) return encoded
  throw new LoginError('invalid-return-to', `"returnTo" is longer than ${MAX_LENGTH} characters`)
}

/** What a cookie's value may not have, escaped; `decodeURIComponent` reads it. */
export const toCookie = (url: string) => url.replace(/[%;,"\\]/g, encodeURIComponent)

function encode(url: string): string {
  try {
    return url.replace(/[\u00a1-\uffff]+/g, encodeURIComponent)
  } catch {
    throw new LoginError('invalid-return-to', '"returnTo" has half a character in it')
  }
}
