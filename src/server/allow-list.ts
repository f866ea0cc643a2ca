// What may follow the origin: `location.href` holds nothing else.
const REST = '(?:[/?][!-~]*)?'

/**
 * Compiles `allowedOrigins` into one pattern for the URLs of allowed pages. `https://*.example.org` stands for every
 * subdomain of `example.org`, at any depth, and not for `example.org` itself.
 *
 * It matches an origin only as every browser spells it in `location.href`: lower case, no user info, no default port.
 * That leaves nothing for a URL parser and WeChat to read differently.
 *
 * Throws a `TypeError` that names the entry which is not an origin.
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

/** Throws unless `origin` is spelled as a browser does, and the wildcard does not cover a top-level domain. */
function checkSpelling(entry: string, origin: string, isWildcard: boolean): void {
  const spelled = originOf(origin)
  const isTooWide = isWildcard && !origin.includes('.')
  if (spelled === origin && !isTooWide) return
  const better = spelled && !isTooWide ? `: write "${isWildcard ? spelled.replace('//', '//*.') : spelled}"` : ''
  const form = 'neither an origin such as "https://shop.example.com" nor a wildcard such as "https://*.example.org"'
  throw new TypeError(`"allowedOrigins" has ${JSON.stringify(entry)}, which is ${form}${better}`)
}

/** The origin as browsers spell it, where the URL is one. */
export function originOf(url: string): string | undefined {
  try {
    const { protocol, origin } = new URL(url)
    return /^https?:$/.test(protocol) && !origin.includes('*') ? origin : undefined
  } catch {
    return undefined
  }
}
