import { afterEach, beforeEach, vi } from 'vitest'
import { createWechat, type Step, type Wechat, type WechatOptions } from 'wechat-ready'
import { bridgeSdk } from 'wechat-ready/bridge'
import { type FakeWechat, type FakeWechatOptions, installFakeWechat } from 'wechat-ready/testing'
import { SECOND, turn, until } from './time.ts'

/** The URL that every test of a page begins at, without its fragment. */
export const LANDING = 'http://localhost:3000/shop/%E5%95%86%E5%93%81?from=singlemessage&x=a%3Ab+c'

const fakes: FakeWechat[] = []
const clients: Wechat[] = []

/** A page in a WeChat client, gone after the test. */
export function openInWechat(options: FakeWechatOptions = {}): FakeWechat {
  const fake = installFakeWechat({ platform: 'android', landing: LANDING, ...options })
  fakes.push(fake)
  return fake
}

/** `WECHAT_READY_SDK=bridge` runs the tests of pages over `bridgeSdk` where they name no SDK of their own. */
const sdkOfRun: Partial<WechatOptions> = process.env.WECHAT_READY_SDK === 'bridge' ? { sdk: bridgeSdk } : {}

/** A client object, disposed of after the test. */
export function wechatOf(options: WechatOptions): Wechat {
  const wechat = createWechat({ ...sdkOfRun, ...options })
  clients.push(wechat)
  return wechat
}

/** A page in a fake client, and a client object that the fake signs for. */
export function open(options: FakeWechatOptions = {}, given: Partial<WechatOptions> = {}) {
  const fake = openInWechat(options)
  return { fake, wechat: wechatOf({ signature: fake.sign, ...given }) }
}

/** A signature that the client does not check. */
export const someSignature = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }

/** Short time-outs, in milliseconds: for a test that turns the clock. */
export const shortly = { sdk: 400, bridge: 60, signature: 60, config: 60 }

/** Waits until a step has started, then turns the clock beyond its time-out. */
export async function runOut(wechat: Wechat, name: Step['name']): Promise<void> {
  await until(() => 'steps' in wechat.state && wechat.state.steps.some((step) => step.name === name && !step.duration))
  await turn(10 * SECOND)
}

/** The titles that the client has received for a share with a friend, oldest first. */
export const sharedTitles = ({ calls }: FakeWechat): unknown[] =>
  calls.filter(({ api }) => api === 'updateAppMessageShareData').map(({ params }) => params.title)

/** A URL of this page's origin. */
export const at = (path: string): string => `http://localhost:3000${path}`

/** The user goes back or forward: the browser changes the URL by itself, and says so. */
export function travel(path: string): void {
  History.prototype.replaceState.call(history, null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
}

/** The page comes back from the back-forward cache. */
export function comeBack(): void {
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
}

beforeEach(() => {
  history.replaceState(null, '', `${LANDING}#/detail`)
  // happy-dom has no navigation timing.
  const entry = { name: `${LANDING}#/detail` } as PerformanceEntry
  vi.spyOn(performance, 'getEntriesByType').mockImplementation((type) => (type === 'navigation' ? [entry] : []))
})
afterEach(() => {
  try {
    for (const wechat of clients.splice(0)) wechat.dispose()
  } finally {
    // Also where a dispose() throws: the tests that follow have a page of their own.
    for (const fake of fakes.splice(0)) fake.uninstall()
    // The SDK that the client object has loaded.
    Reflect.deleteProperty(window, 'wx')
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  }
})
