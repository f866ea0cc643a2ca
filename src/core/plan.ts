/*
 * Which URL is signed next, and what an answer teaches. Pure: nothing here asks, waits or remembers.
 */
import { type KnownGood, type SignUrlContext, withoutFragment } from './sign-url.ts'

/** One URL whose signature the client has refused. */
export interface Refusal {
  readonly url: string
  /** Whether the signature was an old one and may be fetched afresh, before any other URL is tried. */
  readonly again: boolean
  /** The URLs that the client says it has verified with. */
  readonly named: readonly string[]
}

/**
 * The URL to sign next; `undefined` when all have been tried.
 *
 * The first candidate comes first; what the client names at the first real refusal comes next, then the other
 * candidates. Each is tried once. To try another URL, add it to `order`.
 *
 * @param candidates the URLs that come into question, the most likely first
 * @param refusals what the client has refused so far, oldest first
 */
export function nextUrl(candidates: readonly string[], refusals: readonly Refusal[]): string | undefined {
  const last = refusals[refusals.length - 1]
  if (last?.again) return last.url
  // Named once: a client that names another one at every refusal would never come to an end.
  const named = refusals.find(({ again }) => !again)?.named ?? []
  const order = [candidates[0], ...named, ...candidates]
  return order.find((url) => url && !refusals.some((refusal) => refusal.url === url))
}

/**
 * What an accepted URL teaches about the next page. When both URLs are the same, nothing but that a third one has not
 * worked.
 */
export function learn(accepted: string, { landing, current }: SignUrlContext, before: KnownGood): KnownGood {
  if (accepted !== current) return accepted === landing ? 'landing' : accepted
  if (current !== landing) return 'current'
  return before === 'landing' || before === 'current' ? before : undefined
}

/**
 * Reads `realAuthUrl`: the URL with which the client has verified. iOS sends a string, Android the text of a Java list
 * (`[a, b]`), some versions a JSON array. Only URLs of this page's origin are of use, and no other is safe to have
 * signed.
 */
export function parseRealAuthUrl(value: unknown): string[] {
  return String(value ?? '')
    .replace(/^\s*\["?(.*?)"?\]\s*$/s, '$1')
    .split(/"?,\s*"?(?=http)/)
    .map((url) => withoutFragment(url.replace(/\\\//g, '/')))
    .filter((url) => url.startsWith(`${location.origin}/`))
}
