import { shallowRef } from 'vue'
import { createWechat, type Wechat } from 'wechat-ready'
import { bridgeSdk } from 'wechat-ready/bridge'
import { readFacts } from './facts.ts'
import { keepJournal } from './journal.ts'
import { enterSandbox } from './sandbox.ts'

export const facts = readFacts()

/** Must come before the client object is used: from here on this looks like WeChat. */
export const sandbox = enterSandbox(facts)

/** `VITE_SDK=bridge npm run demo` runs the whole demo without jweixin. */
const sdk = import.meta.env.VITE_SDK === 'bridge' ? { sdk: bridgeSdk } : {}

export const wechat: Wechat = createWechat({ signature: '/api/wechat/signature', ...sdk, ...sandbox?.options })

/** The page's configurations, the latest first. */
export const journal = keepJournal(wechat)

/** How the last `ready()` of the page ended. */
export const outcome = shallowRef<{ readonly error?: unknown }>()

/** Configures the page; the page shows how it goes. */
export async function connect(): Promise<void> {
  outcome.value = undefined
  try {
    await wechat.ready()
    outcome.value = {}
  } catch (error) {
    outcome.value = { error }
  }
}
