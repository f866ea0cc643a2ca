/** The two ways in which single-page apps keep a route in the URL. */
export type Mode = 'history' | 'hash'

export const modes: readonly Mode[] = ['history', 'hash']

/** The mode of a URL: a fragment that starts with `#/` is a route. */
export const modeOfUrl = (href: string): Mode => (/^[^#]*#\//.test(href) ? 'hash' : 'history')

/** The URL of the same route in a mode. */
export function changeModeOf(href: string, mode: Mode): string {
  const { origin, pathname, search, hash } = new URL(href)
  if (modeOfUrl(href) === mode) return href
  return origin + (mode === 'hash' ? `/#${pathname}${search}` : hash.slice(1))
}
