/*
 * Which content is shared: a pure function of the contents, the URL and the default.
 */
import { routeOf, type ShareContent, withoutAdded } from './share-content.ts'

/** A content in its place. */
export interface PlacedContent {
  /** Contents are ordered by it: the latest one that is alive decides. */
  readonly place: number
  readonly content: ShareContent
  /** The one URL where it is alive, as `shareUrl` gives it. Default: it is alive wherever the page is. */
  readonly at?: string
}

/** What a URL is compared by: its route, without what WeChat and its login add. */
export const shareUrl = (href: string): string => withoutAdded(routeOf(href))

/**
 * The content that is shared at a URL.
 *
 * @param contents those that are set, in any order
 * @param href the page's URL
 * @param byDefault what is shared where none of them is alive
 */
export function decide(
  contents: Iterable<PlacedContent>,
  href: string,
  byDefault: () => PlacedContent | undefined,
): PlacedContent | undefined {
  const url = shareUrl(href)
  let latest: PlacedContent | undefined
  for (const one of contents) if ((one.at ?? url) === url && !(latest && latest.place > one.place)) latest = one
  return latest ?? byDefault()
}
