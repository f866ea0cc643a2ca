import { type KnownGood, type SignUrlContext, withoutFragment } from './sign-url.ts'

/** What an accepted URL tells about the next page. When both URLs are the same, nothing but that a third one has not worked. */
export function learn(accepted: string, { landing, current }: SignUrlContext, before: KnownGood): KnownGood {
  if (accepted !== current) return accepted === landing ? 'landing' : accepted
  if (current !== landing) return 'current'
  return before === 'landing' || before === 'current' ? before : undefined
}

/**
 * Reads `realAuthUrl`: the URL with which the client has verified. iOS sends a string, Android the text of a Java list (`[a, b]`), some versions a JSON
 * array. Only URLs of this page's origin are of use, and no other is safe to have signed.
 */
export function parseRealAuthUrl(value: unknown): string[] {
  return String(value ?? '')
    .replace(/^\s*\["?(.*?)"?\]\s*$/s, '$1')
    .split(/"?,\s*"?(?=http)/)
    .map((url) => withoutFragment(url.replace(/\\\//g, '/')))
    .filter((url) => url.startsWith(`${location.origin}/`))
}
