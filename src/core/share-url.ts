/*
 * URLs as sharing sees them: where a hash router's routes are, and what must not travel.
 */
import { withoutFragment } from './sign-url.ts'

/**
 * The route of a URL: the whole of it where a hash router is at work (`#/…`, `#!/…`), else what stands before the fragment. No fragment, `#/` and `#!/` are one route; a
 * second `#` and what follows is a place on the page.
 */
export const routeOf = (href: string): string => withoutFragment(href) + (/#(!?\/[^#]+)/.exec(href)?.[0] ?? '')

/** Without the parameters that a login has left: whoever opens them would take it over. */
export const withoutLogin = (href: string): string =>
  href.replace(/([?&])code=[^&#]*&state=[^&#]*(&?)/g, (_, before: string, after: string) => (after ? before : ''))
