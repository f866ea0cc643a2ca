/*
 * What all clients of a page share, however many copies of the library have made them: the bridge keeps one handler for
 * an event, a button of the menu shares one content, and a signature is of the page, not of a client.
 */
import type { MenuShareContent } from './api-types.ts'
import type { RawReply } from './sdk.ts'

/** One client that has something to share. */
export interface Sharer {
  /** Whether it has something for the URL where the page is. */
  shares(button?: string): boolean
  /**
   * The place of what it has there: 0 where it has nothing but has shared before, `undefined` where it has nothing.
   * Copies of version 0.1 lack it.
   */
  place?(button?: string): number | undefined
  /** What it shares there. */
  content(button?: string): MenuShareContent
  /** Sends it to the WeChat client, if this one's page is configured. */
  tell(): void
}

/** Version 1. Other copies of the library read it too: what is here stays as it is. */
interface PageRegistry {
  /** The listeners of each event by its official name, one function for each client. */
  readonly listeners: Record<string, Set<(payload: RawReply) => void>>
  /** The clients that share; the one that set a content last is at the end. */
  readonly sharers: Sharer[]
  /** The client that sent a content last. What another one sent before no longer applies. */
  teller?: Sharer
  /** The place that was taken last. */
  places?: number
  /** By `signature` option: the signatures of the clients that have the same one. Used by signature.ts alone. */
  signatures?: Map<unknown, unknown>
}

const key = Symbol.for('wechat-ready/1')

export const registry = (): PageRegistry => {
  const page = document as { [key]?: PageRegistry }
  page[key] ??= { listeners: {}, sharers: [] }
  return page[key]
}

/** Takes the next place among the contents of all clients of the page. A server has none. */
export const takePlace = (): number => {
  if (typeof document !== 'object') return 0
  const page = registry()
  page.places = (page.places ?? 0) + 1
  return page.places
}

/** The client that decides what is shared where the page is: the one whose content has the latest place. */
export const activeSharer = (button?: string): Sharer | undefined => {
  let active: Sharer | undefined
  let latest = 0
  for (const sharer of registry().sharers) {
    // A copy without places comes after those that had shared when it did.
    const place = (sharer.place ? sharer.place(button) : sharer.shares(button) ? latest || 1 : undefined) ?? -1
    if (place >= latest) [active, latest] = [sharer, place]
  }
  return active
}
