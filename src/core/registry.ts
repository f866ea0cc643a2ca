/*
 * What all clients of a page share, however many copies of the library have made them: the bridge keeps one handler for
 * an event, and a button of the menu shares one content.
 */
import type { MenuShareContent } from './api-types.ts'
import type { RawReply } from './sdk.ts'

/** One client that has something to share. */
export interface Sharer {
  /** Whether it has something for the URL where the page is. */
  shares(button?: string): boolean
  /** What it shares there. */
  content(button?: string): MenuShareContent
  /** Tells the WeChat client, if this one's page is configured. */
  tell(): void
}

/** Version 1. Other copies of the library read it too: what is here stays as it is. */
interface PageRegistry {
  /** By official name of the event: who is to be told, one function for each client. */
  readonly listeners: Record<string, Set<(payload: RawReply) => void>>
  /** Who shares, the last one at the end. */
  readonly sharers: Sharer[]
  /** Who has told the client last: what another one has told it before counts no more. */
  teller?: Sharer
}

const key = Symbol.for('wechat-ready/1')

export const registry = (): PageRegistry => {
  const page = document as { [key]?: PageRegistry }
  page[key] ??= { listeners: {}, sharers: [] }
  return page[key]
}

/** Who decides what is shared where the page is: the last one that shares something here. */
export const decidingSharer = (button?: string): Sharer | undefined =>
  [...registry().sharers].reverse().find((sharer) => sharer.shares(button))
