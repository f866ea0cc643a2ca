/*
 * What a content is made of, and which route it is of. Pure but for what the page itself says.
 */
import { withoutFragment } from '../knowledge/url.ts'
import type { MenuShareContent } from './api-types.ts'

/** What is shared. Default for a field that is left out: the page's title, the page's URL. */
export type ShareContent = MenuShareContent

/**
 * The route of a URL: the whole of it where a hash router is at work (`#/…`, `#!/…`), else what stands before the
 * fragment. No fragment, `#/` and `#!/` are one route; a second `#` and what follows is a place on the page.
 */
export const routeOf = (href: string): string => withoutFragment(href) + (/#(!?\/[^#]+)/.exec(href)?.[0] ?? '')

/**
 * Removes the parameters that WeChat and its login add to a page's URL: with `code` and `state` another person would
 * take over the login, `from` and `isappinstalled` say how this page was opened.
 */
export const withoutAdded = (href: string): string =>
  href.replace(
    /([?&])(?:(?:code=[^&#]*&state=[^&#]*|from=(?:singlemessage|groupmessage|timeline)|isappinstalled=[01])(&|(?=#|$)))+/g,
    (_, before: string, after: string) => (after ? before : ''),
  )

/** A URL as clients take it: absolute and percent-encoded; `undefined` when it is none. */
export const absolute = (url: string): string | undefined => {
  try {
    return new URL(url, document.baseURI).href
  } catch {
    return undefined
  }
}

/**
 * A content whose fields are all there: what is left out is the page's own, and so is what is `undefined`, or an empty
 * URL.
 */
export const complete = ({ title, desc, link, imgUrl, ...others }: MenuShareContent = {}) => ({
  ...others,
  title: title ?? document.title,
  desc: desc ?? '',
  link: (link && absolute(link)) || withoutAdded(location.href),
  imgUrl: (imgUrl && absolute(imgUrl)) || '',
})
