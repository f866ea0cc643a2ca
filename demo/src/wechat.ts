import { createWechat, type Wechat } from 'wechat-ready'
import { readFacts } from './facts.ts'
import { keepJournal } from './journal.ts'
import { enterSandbox } from './sandbox.ts'

export const facts = readFacts()

/** Must come before the client object is used: from here on this looks like WeChat. */
export const sandbox = enterSandbox(facts)

export const wechat: Wechat = createWechat({ signature: '/api/wechat/signature', ...sandbox?.options })

const listeners = new Set<() => void>()

/** Reports everything that the page may have to show anew. */
export const onChange = (listener: () => void): void => void listeners.add(listener)

export const changed = (): void => {
  for (const listener of listeners) listener()
}

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
