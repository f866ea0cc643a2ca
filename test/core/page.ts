import { afterEach, beforeEach, vi } from 'vitest'
import { createWechat, type Wechat, type WechatOptions } from 'wechat-ready'
import { type FakeWechat, type FakeWechatOptions, installFakeWechat } from 'wechat-ready/testing'

export const LANDING = 'http://localhost:3000/shop/%E5%95%86%E5%93%81?from=singlemessage&x=a%3Ab+c'

/** Short enough for a test to wait for, long enough for what must not run into them. */
export const shortly = { sdk: 400, bridge: 60, signature: 60, config: 60 }

const fakes: FakeWechat[] = []
const clients: Wechat[] = []

/** A page in a WeChat client, gone after the test. */
export function openInWechat(options: FakeWechatOptions = {}): FakeWechat {
  const fake = installFakeWechat({ platform: 'android', landing: LANDING, ...options })
  fakes.push(fake)
  return fake
}

/** A client object, disposed of after the test. */
export function wechatOf(options: WechatOptions): Wechat {
  const wechat = createWechat(options)
  clients.push(wechat)
  return wechat
}

/** What a promise rejects with; fails when it resolves. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('It resolved.')
}

/** Waits until the condition holds, for a second at most. */
export async function until(condition: () => unknown): Promise<void> {
  for (const end = performance.now() + 1000; !condition(); ) {
    if (performance.now() > end) throw new Error(`Never: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

beforeEach(() => {
  history.replaceState(null, '', `${LANDING}#/detail`)
  // happy-dom has no navigation timing.
  const entry = { name: `${LANDING}#/detail` } as PerformanceEntry
  vi.spyOn(performance, 'getEntriesByType').mockImplementation((type) => (type === 'navigation' ? [entry] : []))
})
afterEach(() => {
  for (const wechat of clients.splice(0)) wechat.dispose()
  for (const fake of fakes.splice(0)) fake.uninstall()
  // The SDK that the client object has loaded.
  Reflect.deleteProperty(window, 'wx')
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})
