/*
 * Which URL is signed next, and what an answer teaches. Pure: nothing here asks, waits or remembers.
 */
import { withoutFragment } from '../knowledge/url.ts'
import type { KnownGood, SignUrlContext } from './sign-url.ts'

/** One URL whose signature the client has refused. */
export interface Refusal {
  readonly url: string
  /** Whether its signature was kept from before, so that it is fetched afresh before any other URL is tried. */
  again: boolean
  /** The URLs that the client says it has verified with. */
  named: readonly string[]
}

/**
 * The URL to sign next; `undefined` when all have been tried.
 *
 * The first candidate comes first, then what the client names, then the other candidates. Each is tried once, and once
 * more where its signature was a kept one. A URL that is known beforehand belongs into `candidateUrls`; here is only
 * the order after a refusal.
 *
 * @param candidates the URLs that come into question, the most likely first
 * @param refusals what the client has refused so far, oldest first
 */
export function nextUrl(candidates: readonly string[], refusals: readonly Refusal[]): string | undefined {
  const last = refusals[refusals.length - 1]
  if (last?.again) return last.url
  const order = [candidates[0], ...namedUrls(refusals), ...candidates]
  return order.find((url) => url && !refusals.some((refusal) => refusal.url === url))
}

/**
 * The URL whose signature is requested once more when all have been refused: that which the client names, else the
 * first candidate.
 */
export const refreshUrl = (candidates: readonly string[], refusals: readonly Refusal[]): string =>
  (namedUrls(refusals)[0] ?? candidates[0]) as string

/** Only the first final refusal counts: a client that names another URL each time would never come to an end. */
const namedUrls = (refusals: readonly Refusal[]): readonly string[] => refusals.find(({ again }) => !again)?.named ?? []

/**
 * What an accepted URL teaches about the next page. Where the page is at its landing URL both names fit: the one that
 * was known stays, a third URL is forgotten.
 */
export function learn(accepted: string, { landing, current }: SignUrlContext, before: KnownGood): KnownGood {
  if (accepted !== current) return accepted === landing ? 'landing' : accepted
  if (current !== landing) return 'current'
  return before === 'landing' || before === 'current' ? before : undefined
}

/**
 * Reads `realAuthUrl`: the URL with which the client has verified. iOS sends a string, Android the text of a Java list
 * (`[a, b]`), some versions a JSON array. Only URLs of this page's origin are of use, and no other is safe to have
 * signed. Clients that decode a URL name it with raw characters, which no URL of a page has: they are percent-encoded.
 */
export function parseRealAuthUrl(value: unknown): string[] {
  return String(value)
    .replace(/^\s*\["?([\s\S]*?)"?\]\s*$/, '$1')
    .split(/"?,\s*"?(?=http)/)
    .map((url) => withoutFragment(url.replace(/\\\//g, '/')).replace(/[^!-~\ud800-\udfff]/gu, encodeURIComponent))
    .filter((url) => url.startsWith(`${location.origin}/`))
}
