import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Wechat } from 'wechat-ready'
import { registry } from '../../src/core/registry.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { SECOND, turn, virtualTime } from '../kit/time.ts'

/* What is left when something is over: nothing. */

beforeEach(() => loadLazyParts())

/** A signal, and how many listen to it. */
function countedSignal() {
  const controller = new AbortController()
  const { signal } = controller
  const listening = new Set<unknown>()
  vi.spyOn(signal, 'addEventListener').mockImplementation((_, listener) => void listening.add(listener))
  vi.spyOn(signal, 'removeEventListener').mockImplementation((_, listener) => void listening.delete(listener))
  return { signal, listening }
}

test('a hundred listeners on and off outside WeChat leave nothing behind', async () => {
  virtualTime()
  const wechat = wechatOf({ signature: '/signature' })
  const added = [window, document].map((target) => vi.spyOn(target, 'addEventListener'))
  for (let index = 0; index < 100; index++) {
    wechat.onVoicePlayEnd(() => {})()
    wechat.onMenuShareQQ(() => {})()
    wechat.subscribe(() => {})()
  }
  await turn(SECOND)
  expect(vi.getTimerCount()).toBe(0)
  expect(added.flatMap(({ mock }) => mock.calls)).toEqual([])
  expect(registry().sharers).toEqual([])
  expect(window).not.toHaveProperty('wx')
})

test('a hundred listeners on and off in WeChat leave one handler without listeners', async () => {
  virtualTime()
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const listener = vi.fn()
  for (let index = 0; index < 100; index++) wechat.onVoicePlayEnd(listener)()
  await turn(SECOND)
  expect(fake.emit('onVoicePlayEnd', {})).toBe(true)
  expect(listener).not.toHaveBeenCalled()
  expect(registry().listeners.onVoicePlayEnd?.size).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})

describe('the abort listener of a call is removed when the call settles', { tags: 'no-leaks' }, () => {
  const settled = async (call: (options: { signal: AbortSignal }) => Promise<unknown>) => {
    const { signal, listening } = countedSignal()
    const seen = call({ signal }).then(
      () => 'ok',
      (error) => error.code,
    )
    await turn(12 * SECOND)
    expect(signal.addEventListener).toHaveBeenCalled()
    expect(listening.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
    return seen
  }
  const open = async () => {
    virtualTime()
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    wechat.ready().catch(() => {})
    await turn(SECOND)
    return { fake, wechat }
  }

  test('with a result', async () => {
    const { wechat } = await open()
    expect(await settled((options) => wechat.chooseImage({}, options))).toBe('ok')
    expect(await settled((options) => wechat.getLocation({}, options))).toBe('ok')
    expect(await settled((options) => wechat.closeWindow({}, options))).toBe('ok')
  })

  test('with a refusal after healing', async () => {
    const { fake, wechat } = await open()
    fake.on('chooseImage', 'deny')
    expect(await settled((options) => wechat.chooseImage({}, options))).toBe('permission-denied')
    expect(fake.configurations).toHaveLength(2)
  })

  test('with a time-out, in a lane and without one', async () => {
    const { fake, wechat } = await open()
    for (const api of ['getLocalImgData', 'getNetworkType']) fake.on(api, 'never')
    expect(await settled((options) => wechat.getLocalImgData({ localId: '1' }, options))).toBe('call-timeout')
    expect(await settled((options) => wechat.getNetworkType({}, options))).toBe('call-timeout')
  })

  test('of share(), when its content is replaced or the client object is disposed of', async () => {
    const { wechat } = await open()
    const [one, two] = [countedSignal(), countedSignal()]
    wechat.share({ title: 'one' }, { signal: one.signal }).catch(() => {})
    await turn(SECOND)
    expect(one.listening.size).toBe(1)
    wechat.share({ title: 'two' }, { signal: two.signal }).catch(() => {})
    await turn(SECOND)
    expect([one.listening.size, two.listening.size]).toEqual([0, 1])
    wechat.dispose()
    await turn(0)
    expect(two.listening.size).toBe(0)
  })
})

describe('10 000 navigations, calls and subscriptions', () => {
  const VISITS = 10_000
  /** Each listener and each signal weighs that much, so that one that stays is seen among whatever else a heap does. */
  const BALLAST_KB = 8
  const ballast = () => new Array(BALLAST_KB * 128).fill(0)

  /** Kilobytes that are in use when what nobody holds is gone. */
  const heap = () => {
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
    return process.memoryUsage().heapUsed / 1024
  }

  /** One visit of a route: its own URL, a call, listeners of every kind, a content to share. */
  async function visit(wechat: Wechat, number: number) {
    history.replaceState(null, '', `/goods/${number}`)
    const weight = ballast()
    const listener = () => weight.length
    const { signal } = Object.assign(new AbortController(), { weight })
    Object.assign(signal, { weight })
    const stops = [wechat.subscribe(listener), wechat.onVoicePlayEnd(listener), wechat.onMenuShareQQ(listener)]
    const controller = Object.assign(new AbortController(), { weight })
    Object.assign(controller.signal, { weight })
    const done = Promise.all([
      wechat.ready({ signal }),
      wechat.getNetworkType({}, { signal }),
      wechat.getLocation({}, { signal }),
      wechat.share({ title: `Goods ${number}` }, { signal: controller.signal }),
    ])
    await turn(20)
    await done
    controller.abort()
    for (const stop of stops) stop()
    await turn(20)
  }

  test('do not grow the heap', { tags: 'no-leaks', timeout: 300_000 }, async () => {
    virtualTime()
    // A client that keeps no grants of configurations that have gone.
    const fake = openInWechat({ platform: 'devtools' })
    const wechat = wechatOf({ signature: fake.sign })
    const visits = async (from: number, to: number) => {
      for (let number = from; number < to; number++) {
        await visit(wechat, number)
        // What the fake and the test keep is not the library's.
        for (const list of [fake.calls, fake.configurations, fake.signatures]) (list as unknown[]).length = 0
        vi.mocked(performance.getEntriesByType).mockClear()
      }
      return heap()
    }
    const before = await visits(0, 500)
    const after = await visits(500, 500 + VISITS)
    console.log(`heap: ${Math.round(after - before)} kB more after 10 000 visits`)
    // A quarter of what one thing left by each visit would weigh; the page of these tests itself grows by some bytes
    // for each URL.
    expect(after - before).toBeLessThan((VISITS * BALLAST_KB) / 4)
  })
})
