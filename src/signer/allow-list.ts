import { withoutFragment } from '../knowledge/url.ts'
import { SignerError } from './errors.ts'

/** Longer than any page address that survives a proxy. */
const MAX_LENGTH = 16_384

// What may follow the origin: no `location.href` holds anything else.
const REST = '(?:[/?][!-~]*)?'

/**
 * Compiles `allowedOrigins` into one pattern for the URLs that may be signed. `https://*.example.org` stands for every
 * subdomain of `example.org`, at any depth, and not for `example.org` itself.
 *
 * It matches an origin only as every browser spells it in `location.href`: lower case, no user info, no default port.
 * That leaves nothing for a URL parser and WeChat to read differently.
 *
 * Throws a `TypeError` that names the entry which is no origin.
 */
export function createAllowList(allowedOrigins: readonly string[]): RegExp {
  if (!Array.isArray(allowedOrigins) || allowedOrigins.length === 0) {
    throw new TypeError('"allowedOrigins" must be a non-empty array such as ["https://shop.example.com"]')
  }
  return new RegExp(`^(?:${allowedOrigins.map(patternOf).join('|')})${REST}$`)
}

function patternOf(entry: string): string {
  const isWildcard = /^https?:\/\/\*\./.test(entry)
  const origin = isWildcard ? entry.replace('*.', '') : entry
  checkSpelling(entry, origin, isWildcard)
  const pattern = origin.replace(/[.[\]]/g, '\\$&')
  return isWildcard ? pattern.replace('//', '//(?:[a-z0-9_-]+\\.)+') : pattern
}

/** Throws unless `origin` is spelled as a browser does, and is no whole top-level domain behind a star. */
function checkSpelling(entry: string, origin: string, isWildcard: boolean): void {
  const spelled = originOf(origin)
  const isTooWide = isWildcard && !origin.includes('.')
  if (spelled === origin && !isTooWide) return
  const better = spelled && !isTooWide ? `: write "${isWildcard ? spelled.replace('//', '//*.') : spelled}"` : ''
  const form = 'neither an origin such as "https://shop.example.com" nor a wildcard such as "https://*.example.org"'
  throw new TypeError(`"allowedOrigins" has ${JSON.stringify(entry)}, which is ${form}${better}`)
}

function originOf(url: string): string | undefined {
  try {
    const { protocol, origin } = new URL(url)
    return /^https?:$/.test(protocol) && !origin.includes('*') ? origin : undefined
  } catch {
    return undefined
  }
}

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

  // As a URL parser reads it: only to say what is wrong.
  const origin = originOf(page)
  if (origin === undefined || allowed.test(origin)) {
    throw new SignerError(
      'invalid-url',
      'The URL to sign must be an http(s) URL exactly as location.href spells it, passed through encodeURIComponent once',
    )
  }
  throw new SignerError('origin-not-allowed', `The origin ${origin} is not in allowedOrigins`)
}
