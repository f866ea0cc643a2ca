import { withoutFragment } from '../knowledge/url.ts'
import type { WechatEnvironment } from './environment.ts'
import { WechatError } from './errors.ts'

/** What a `signUrl` function is given. Both URLs are literal, without their fragment. */
export interface SignUrlContext {
  /** The URL that the document was loaded with. */
  readonly landing: string
  /** The URL of the page now. */
  readonly current: string
  readonly environment: WechatEnvironment
}

/**
 * Which URL is signed. `'auto'`: what the client is known to check, and when it disagrees, what it names, then the
 * other one. `'landing'` and `'current'`: that one and no other. A function: the URL or the URLs that it returns, in
 * that order.
 */
export type SignUrl = 'auto' | 'landing' | 'current' | ((context: SignUrlContext) => string | readonly string[])

/** What has worked on this page so far: `'landing'`, `'current'`, or a third URL, which the client had named. */
export type KnownGood = string | undefined

const hrefAtEvaluation = typeof location === 'object' ? location.href : ''

/**
 * The URL that the document was loaded with: what iOS checks, whatever `pushState` and `replaceState` did since. The
 * navigation timing entry keeps it literally, also for code that is loaded late; where there is none, the URL at which
 * this module was first evaluated.
 */
function landingUrl(): string {
  const name = performance.getEntriesByType?.('navigation')[0]?.name
  // The first browsers with navigation timing named every entry "document".
  return withoutFragment(name && /^http/.test(name) ? name : hrefAtEvaluation)
}

/** The URL of the page now. */
export const currentUrl = (): string => withoutFragment(location.href)

/** Where the page is. */
export const here = (environment: WechatEnvironment): SignUrlContext => ({
  landing: landingUrl(),
  current: currentUrl(),
  environment,
})

/** The URLs to sign, at least one, the most likely first. One that is there twice is tried once. */
export function candidateUrls(signUrl: SignUrl, context: SignUrlContext, known: KnownGood): [string, ...string[]] {
  if (typeof signUrl === 'function') return urlsOf(signUrl, context)
  if (signUrl !== 'auto') return [context[signUrl]]
  const { landing, current, environment } = context
  const first = known ?? (environment.platform === 'ios' ? 'landing' : 'current')
  // A name, or the URL itself.
  return [{ landing, current }[first] ?? first, current, landing]
}

function urlsOf(choose: Extract<SignUrl, (...args: never) => unknown>, context: SignUrlContext): [string, ...string[]] {
  let cause: unknown
  try {
    const urls = [choose(context)].flat().map(withoutFragment)
    if (urls[0]) return urls as [string, ...string[]]
  } catch (error) {
    cause = error
  }
  throw new WechatError('invalid-argument', '"signUrl" must return one or more URLs', { cause })
}
