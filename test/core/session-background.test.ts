import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SignatureContext, Wechat } from 'wechat-ready'
import { rejection } from '../kit/errors.ts'
import { at, LANDING, openInWechat, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { SECOND, turn, virtualTime } from '../kit/time.ts'

/* Configurations without a caller: new URLs, retries. And a caller on a page that never stays at a URL. */

beforeAll(loadLazyParts)
beforeEach(virtualTime)

const replace = (path: string) => history.replaceState(null, '', path)
const awake = {
  online: () => dispatchEvent(new Event('online')),
  visible: () => document.dispatchEvent(new Event('visibilitychange')),
}

/** A page that is configured at its landing URL. */
async function configured() {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const ready = wechat.ready()
  await turn(10)
  await ready
  return { fake, wechat }
}

describe('a URL that keeps changing, without a caller', () => {
  test.each([1, 2, 4, 10, 20, 60])(
    '%i times a second for 4 s costs at most five requests, and is configured at the end',
    { tags: 'url-rate' },
    async (rate) => {
      const { fake, wechat } = await configured()
      await turn(2 * SECOND)
      for (let count = 0; count < 4 * rate; count++) {
        replace(`/map?at=${count}`)
        await turn(SECOND / rate)
      }
      expect(fake.signatures.length - 1).toBeLessThanOrEqual(5)
      await turn(4 * SECOND)
      expect(wechat.state).toMatchObject({ status: 'ready', url: location.href })
      expect(fake.signatures.length - 1).toBeLessThanOrEqual(6)
    },
  )

  test('is configured after 100 ms again once it has stayed the same for a second', async () => {
    const { fake, wechat } = await configured()
    for (const path of ['/a', '/b', '/c']) {
      replace(path)
      await turn(500)
    }
    await turn(5 * SECOND)
    expect(wechat.state).toMatchObject({ status: 'ready', url: at('/c') })
    replace('/d')
    await turn(99)
    expect(fake.signatures.at(-1)?.url).toBe(at('/c'))
    await turn(2)
    expect(fake.signatures.at(-1)?.url).toBe(at('/d'))
  })

  test('is configured after 100 ms if the URL before had a caller, after 200 ms if not', async () => {
    const { fake } = await configured()
    const requests = () => fake.signatures.length - 1
    replace('/a')
    await turn(99)
    expect(requests()).toBe(0)
    await turn(2)
    expect(requests()).toBe(1)
    replace('/b')
    await turn(199)
    expect(requests()).toBe(1)
    await turn(2)
    expect(requests()).toBe(2)
  })

  test('is reported as configuring at once, before its delay has passed', async () => {
    const { wechat } = await configured()
    replace('/a')
    expect(wechat.state).toMatchObject({ status: 'configuring', url: at('/a') })
    replace('/b')
    expect(wechat.state).toMatchObject({ status: 'configuring', url: at('/b') })
  })
})

describe('a signature function that navigates each time it fails, while a caller waits', () => {
  test('is called for five URLs at once, then after delays that double', { tags: 'url-rate' }, async () => {
    openInWechat()
    const times: number[] = []
    const signature = () => {
      times.push(performance.now())
      history.pushState(
        null,
        '',
        `/login?redirect=${encodeURIComponent(location.pathname.slice(0, 20))}&n=${times.length}`,
      )
      throw new Error('401')
    }
    const ready = rejection(wechatOf({ signature }).ready())
    await turn(4 * SECOND)
    const gaps = times.slice(1).map((time, index) => time - Number(times[index]))
    for (const gap of gaps.slice(0, 4)) expect(gap).toBeLessThan(50)
    for (const [index, gap] of gaps.slice(4).entries()) expect(gap).toBeGreaterThanOrEqual(100 * 2 ** index)
    expect(times.length).toBeLessThanOrEqual(10)
    await turn(60 * SECOND)
    expect(await ready).toMatchObject({ code: 'config-timeout' })
  })

  test('is called at once again for later callers if the URL stays', async () => {
    const fake = openInWechat()
    let moves = 7
    const signature = (url: string, context: SignatureContext) => {
      if (!moves--) return fake.sign(url, context)
      history.pushState(null, '', `/n${moves}`)
      throw new Error('401')
    }
    const wechat = wechatOf({
      signature: (url, context) => (moves > 0 ? signature(url, context) : fake.sign(url, context)),
    })
    const ready = wechat.ready()
    await turn(SECOND)
    await ready
    replace('/next')
    const next = wechat.ready()
    await turn(20)
    await expect(next).resolves.toMatchObject({ url: at('/next') })
  })
})

describe('a failed configuration', () => {
  /** A page whose signer is down, and when it was asked since. */
  async function failing(depend: (wechat: Wechat) => unknown) {
    const fake = openInWechat()
    const server = { down: true }
    const times: number[] = []
    const wechat = wechatOf({
      signature: (url, context) => {
        times.push(performance.now())
        if (server.down) throw new Error('offline')
        return fake.sign(url, context)
      },
      openTagList: depend === tag ? ['wx-open-launch-weapp'] : [],
    })
    depend(wechat)
    const ready = rejection(wechat.ready())
    await turn(10)
    await ready
    const start = performance.now()
    times.length = 0
    return { fake, wechat, server, seconds: () => times.map((time) => Math.round((time - start) / 100) / 10) }
  }
  const nothing = () => {}
  const listener = (wechat: Wechat) => wechat.onVoiceRecordEnd(() => {})
  const tag = () => {}

  test.each([
    ['an event listener', listener],
    ['an open tag', tag],
  ])('is retried 2, 8 and 30 s later while it is needed by %s', { tags: 'ready-retries' }, async (_, depend) => {
    const { wechat, seconds } = await failing(depend)
    await turn(120 * SECOND)
    expect(seconds()).toEqual([2, 8, 30])
    expect(wechat.state.status).toBe('failed')
  })

  test('is not retried while nothing needs it', async () => {
    const { seconds } = await failing(nothing)
    awake.online()
    await turn(60 * SECOND)
    expect(seconds()).toEqual([])
  })

  test('is not retried after the last listener has unsubscribed', async () => {
    let unsubscribe = () => {}
    const { seconds } = await failing((wechat) => {
      unsubscribe = listener(wechat)
    })
    await turn(3 * SECOND)
    unsubscribe()
    await turn(60 * SECOND)
    expect(seconds()).toEqual([2])
  })

  test('is not retried after it has succeeded', async () => {
    const { server, wechat, seconds } = await failing(listener)
    server.down = false
    await turn(60 * SECOND)
    expect(seconds()).toEqual([2])
    expect(wechat.state.status).toBe('ready')
  })

  test.each(['online', 'visible'] as const)(
    'is retried when the browser is %s, at least 5 s after the last retry',
    { tags: 'ready-retries' },
    async (event) => {
      const { seconds } = await failing(listener)
      await turn(SECOND)
      awake[event]()
      await turn(SECOND)
      awake[event]()
      await turn(8 * SECOND)
      expect(seconds()).toEqual([1, 6])
      await turn(60 * SECOND)
      awake[event]()
      await turn(SECOND)
      expect(seconds()).toEqual([1, 6, 30, 70])
    },
  )

  test('is not retried when the page becomes hidden', async () => {
    const { seconds } = await failing(listener)
    await turn(40 * SECOND)
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    awake.visible()
    await turn(SECOND)
    expect(seconds()).toEqual([2, 8, 30])
  })

  test('is not retried at a URL that was left', async () => {
    const { fake, server, wechat, seconds } = await failing(listener)
    server.down = false
    replace('/b')
    await turn(60 * SECOND)
    expect(wechat.state).toMatchObject({ status: 'ready', url: at('/b') })
    expect([seconds().length, fake.configurations.length]).toEqual([1, 1])
  })

  test('is logged once in a development build, with the reason', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    await failing(listener)
    await turn(60 * SECOND)
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^\[wechat-ready\] .*offline/)]])
  })

  test('is not retried after dispose()', async () => {
    const { wechat, seconds } = await failing(listener)
    wechat.dispose()
    awake.online()
    await turn(60 * SECOND)
    expect(seconds()).toEqual([])
  })

  test('sends the reason invalid-signature once a minute at most', async () => {
    const fake = openInWechat()
    fake.reply('config', 'deny')
    const refreshes: number[] = []
    const wechat = wechatOf({
      signature: (url, context) => {
        if (context.reason === 'invalid-signature') refreshes.push(performance.now())
        return fake.sign(url, context)
      },
    })
    wechat.onVoiceRecordEnd(() => {})
    await turn(40 * SECOND)
    awake.online()
    await turn(SECOND)
    expect(refreshes.length).toBeLessThanOrEqual(1)
    expect(fake.configurations.length).toBeGreaterThanOrEqual(5)
  })
})

test('a ready() during a scheduled or running retry shares it', async () => {
  const fake = openInWechat()
  const asked = vi.fn()
  const server = { down: true }
  const wechat = wechatOf({
    signature: (url, context) => {
      asked()
      if (server.down) throw new Error('offline')
      return new Promise((resolve) => setTimeout(() => resolve(fake.sign(url, context)), 100))
    },
  })
  wechat.onVoiceRecordEnd(() => {})
  await turn(10)
  server.down = false
  await turn(2 * SECOND)
  const ready = wechat.ready()
  await turn(200)
  await expect(ready).resolves.toMatchObject({ url: LANDING })
  expect(asked).toHaveBeenCalledTimes(2)
})
