/*
 * The desk and the page in its phone: two documents of one origin. The page finds the desk at its parent window, and
 * tells it which client object it has.
 */
import type { Wechat } from 'wechat-ready'
import type { Scene } from './scene.ts'

/** What the desk shows of the page in its phone. */
export interface PhonePage {
  readonly wechat: Wechat
  /** Opens the client's menu; none outside WeChat. */
  readonly openMenu?: (() => void) | undefined
  /** Whether the page has gone on to another route since it was opened. */
  hasGoneOn(): boolean
}

export type DeskTab = 'status' | 'calls' | 'bench' | 'share' | 'compare'

/** The desk, as the page in its phone sees it. */
export interface Desk {
  /** The page has been loaded. */
  attach(page: PhonePage): void
  /** The page has another title or another URL. */
  changed(): void
  /** Shows a view of the inspector, or the comparison. */
  show(tab: DeskTab): void
  /** Plays another client or another fault: the phone's page is loaded again. */
  play(scene: Partial<Scene>): void
}

const key = Symbol.for('wechat-ready/demo-desk')

export function setDesk(desk: Desk): void {
  Reflect.set(window, key, desk)
}

/** The desk around this page; `undefined` where the page has the browser's window for itself. */
export const desk = findDesk()

function findDesk(): Desk | undefined {
  if (window.parent === window) return undefined
  try {
    return Reflect.get(window.parent, key) as Desk | undefined
  } catch {
    // A frame of another origin.
    return undefined
  }
}

/** Which code this page is to run, where it is one of the two phones of the comparison. */
export const way = (window.frameElement as HTMLElement | null)?.dataset.way as 'ours' | 'raw' | undefined
