import { createWechat, type Wechat } from 'wechat-ready'
import { readFacts } from './facts.ts'
import { keepJournal } from './journal.ts'
import { enterSandbox } from './sandbox.ts'

export const facts = readFacts()

/** Must come before the client object is used: from here on this looks like WeChat. */
export const sandbox = enterSandbox(facts)

export const wechat: Wechat = createWechat({ signature: '/api/wechat/signature', ...sandbox?.options })

const listeners = new Set<() => void>()
let changes = 0

/** Reports everything that the page may have to show anew. Returns a function that ends it. */
export function onChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function changed(): void {
  changes++
  for (const listener of listeners) listener()
}

/** How many changes there were: another number, another page. */
export const changeCount = (): number => changes

/** The page's configurations, the latest first. */
export const journal = keepJournal(wechat, changed)

/** How the last `ready()` of the page ended. */
export let outcome: { readonly error?: unknown } | undefined

/** Configures the page; the page shows how it goes. */
export async function connect(): Promise<void> {
  outcome = undefined
  changed()
  try {
    await wechat.ready()
    outcome = {}
  } catch (error) {
    outcome = { error }
  }
  changed()
}
