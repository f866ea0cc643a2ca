import { readFacts } from '../facts.ts'
import { isFactsPage } from '../paths.ts'

/** CSS pixels from which on there is room for a phone and the inspector beside it. */
export const DESK_WIDTH = 1024

/**
 * Whether this document shows a phone on a table: where a client is played, in a window that is wide enough. In WeChat
 * and in a frame the page has the document for itself.
 */
export const isDeskWanted = (): boolean =>
  window.parent === window &&
  innerWidth >= DESK_WIDTH &&
  readFacts().sandbox !== undefined &&
  !/MicroMessenger/i.test(navigator.userAgent) &&
  !isFactsPage(location.pathname)
