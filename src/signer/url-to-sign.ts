import { withoutFragment } from '../knowledge/url.ts'
import { originOf } from '../server/allow-list.ts'
import { SignerError } from '../server/errors.ts'

/** In characters: longer than any page URL that survives a proxy. */
const MAX_LENGTH = 16_384

/**
 * The URL to sign: byte for byte what was asked, minus the fragment.
 *
 * Throws `SignerError` `invalid-url` or `origin-not-allowed`.
 */
export function urlToSign(url: unknown, allowed: RegExp): string {
  if (typeof url !== 'string' || url === '') {
    throw new SignerError(
      'invalid-url',
      'The URL to sign is missing: ask with ?url=<encodeURIComponent(location.href)>',
    )
  }
  if (url.length > MAX_LENGTH) {
    throw new SignerError('invalid-url', `The URL to sign is longer than ${MAX_LENGTH} characters`)
  }
  const page = withoutFragment(url)
  if (allowed.test(page)) return page

  // As a URL parser reads it: only for the message.
  const origin = originOf(page)
  if (origin === undefined || allowed.test(origin)) {
    throw new SignerError(
      'invalid-url',
      'The URL to sign must be an http(s) URL exactly as location.href spells it, passed through encodeURIComponent once',
    )
  }
  throw new SignerError('origin-not-allowed', `The origin ${origin} is not in allowedOrigins`)
}
