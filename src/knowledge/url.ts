/** Cuts the fragment at the first `#`. Every other byte stays, since the signature is computed over the literal URL. */
export const withoutFragment = (url: string): string => url.replace(/#[\s\S]*/, '')
