import type { Wechat } from 'wechat-ready'

/** What the tests do to an app: one interface for every framework. */
export interface SharingApp {
  readonly wechat: Wechat
  push(path: string): void
  replace(path: string): void
  /** Opens or closes the dialog over the page. */
  dialog(open: boolean): void
}

declare global {
  var sharingApp: SharingApp
  /** Whether the form says no, after 400 ms, to leaving it. */
  var dirty: boolean | undefined
  /** How often it has said so. */
  var refusals: number | undefined
}

/** The guard of a form: it asks a server, and that takes its time. */
export async function mayLeave(): Promise<boolean> {
  if (!globalThis.dirty) return true
  await new Promise((resolve) => setTimeout(resolve, 400))
  globalThis.refusals = (globalThis.refusals ?? 0) + 1
  return false
}
