import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SignatureContext, WechatState } from 'wechat-ready'
import type { FakeSignature, FakeWechat } from 'wechat-ready/testing'
import { rejection } from '../kit/errors.ts'
import { at, comeBack, LANDING, openInWechat, shortly, travel, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { nextTask, turnableTime, until, virtualTime } from '../kit/time.ts'

beforeEach(turnableTime)

// Virtual time does not wait for them.
beforeAll(loadLazyParts)

const urlsAsked = (fake: FakeWechat) => fake.signatures.map(({ url }) => url)
const urlsConfigured = (fake: FakeWechat) => fake.configurations.map(({ signedUrl }) => signedUrl)
const push = (path: string) => history.pushState(null, '', path)

/** A page that is configured at its landing URL. */
async function openReady(options: Parameters<typeof openInWechat>[0] = {}) {
  const fake = openInWechat(options)
  const wechat = wechatOf({ signature: fake.sign })
  await wechat.ready()
  return { fake, wechat }
}

/** A signature source whose answers come when the test says so. */
function slowSigner(fake: FakeWechat) {
  const open = new Map<string, () => void>()
  const signature = (url: string, context: SignatureContext) =>
    new Promise<FakeSignature>((resolve, reject) => {
      context.signal.onabort = () => reject(context.signal.reason)
      open.set(url, () => resolve(fake.sign(url, context)))
    })
  const answer = async (url: string) => {
    await until(() => open.has(url))
    open.get(url)?.()
  }
  return { signature, answer, asked: open }
}

describe('a call in the same task as pushState succeeds', () => {
  test('when it is made after it', { tags: 'call-waits' }, async () => {
    const { fake, wechat } = await openReady()
    push('/next')
    await wechat.hideOptionMenu()
    expect(fake.calls.at(-1)).toMatchObject({ api: 'hideOptionMenu', url: at('/next') })
  })

  // Between a call and its message to the client lie a few microtasks.
  test.each(Array.from({ length: 24 }, (_, count) => count))(
    'when it is made %i microtasks before it',
    { tags: 'call-waits' },
    async (count) => {
      const { wechat } = await openReady()
      const call = wechat.hideOptionMenu()
      for (let left = count; left; left--) await undefined
      push('/next')
      await expect(call).resolves.toBeUndefined()
    },
  )

  test("with the new URL's parameters, for an API that the client verifies at every call", async () => {
    const { wechat } = await openReady({ verifies: 'current' })
    push('/next')
    await expect(wechat.getLocation()).resolves.toHaveProperty('latitude')
  })
})

describe('a chain of redirects costs one signature, for its last URL', () => {
  test('before the first configuration', { tags: 'redirects-one' }, async () => {
    const fake = openInWechat()
    const ready = wechatOf({ signature: fake.sign }).ready()
    for (let i = 0; i < 50; i++) push(`/${i}`)
    expect(await ready).toMatchObject({ url: at('/49'), signedUrl: at('/49') })
    expect(urlsAsked(fake)).toEqual([at('/49')])
    expect(urlsConfigured(fake)).toEqual([at('/49')])
  })

  test('after it, and with microtasks between the redirects', { tags: 'redirects-one' }, async () => {
    const { fake, wechat } = await openReady()
    for (let i = 0; i < 50; i++) {
      push(`/${i}`)
      await undefined
    }
    expect(await wechat.ready()).toMatchObject({ url: at('/49') })
    expect(urlsAsked(fake)).toEqual([LANDING, at('/49')])
    expect(urlsConfigured(fake)).toEqual([LANDING, at('/49')])
  })
})

describe('a URL seen before costs no request', () => {
  test('A, B, A, B: two requests', { tags: 'seen-url-free' }, async () => {
    const { fake, wechat } = await openReady()
    for (const path of ['/b', LANDING, '/b']) {
      push(path)
      await wechat.ready()
    }
    expect(urlsAsked(fake)).toEqual([LANDING, at('/b')])
    expect(urlsConfigured(fake)).toEqual([LANDING, at('/b'), LANDING, at('/b')])
  })

  test('A, B, A, B while both requests are pending: two requests', async () => {
    const fake = openInWechat()
    const { signature, answer, asked } = slowSigner(fake)
    const wechat = wechatOf({ signature })
    const ready = wechat.ready()
    await until(() => asked.has(LANDING))
    for (const path of ['/b', LANDING, '/b']) {
      push(path)
      await nextTask()
    }
    await answer(at('/b'))
    await answer(LANDING)
    expect(await ready).toMatchObject({ url: at('/b') })
    expect(urlsAsked(fake).sort()).toEqual([at('/b'), LANDING].sort())
  })

  test('after back, forward and the back-forward cache; the page is configured again by itself', async () => {
    const { fake, wechat } = await openReady()
    push('/b')
    await until(() => wechat.state.status === 'ready')
    travel(LANDING)
    await until(() => fake.configurations.length === 3 && wechat.state.status === 'ready')
    comeBack()
    await until(() => fake.configurations.length === 4 && wechat.state.status === 'ready')
    expect(urlsConfigured(fake)).toEqual([LANDING, at('/b'), LANDING, LANDING])
    expect(urlsAsked(fake)).toEqual([LANDING, at('/b')])
  })
})

test('a late signature for a URL that was left has no effect', { tags: 'ready-here' }, async () => {
  const fake = openInWechat()
  const { signature, answer, asked } = slowSigner(fake)
  const wechat = wechatOf({ signature })
  const ready = wechat.ready()
  await until(() => asked.has(LANDING))
  push('/b')
  await answer(at('/b'))
  expect(await ready).toMatchObject({ url: at('/b'), signedUrl: at('/b') })
  const before = wechat.state
  await answer(LANDING)
  await nextTask()
  expect(wechat.state).toBe(before)
  expect(urlsConfigured(fake)).toEqual([at('/b')])
  await expect(wechat.hideOptionMenu()).resolves.toBeUndefined()
})

test('a verification that ends after the page has left the URL has no effect', async () => {
  for (const verdict of [undefined, 'deny'] as const) {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    let answerFirst: ((verdict: 'deny' | undefined) => void) | undefined
    fake.replyOnce('config', () => new Promise((resolve) => (answerFirst = resolve)))
    const ready = wechat.ready()
    await until(() => answerFirst)
    push('/b')
    expect(await ready).toMatchObject({ url: at('/b') })
    answerFirst?.(verdict)
    await nextTask()
    travel(LANDING)
    expect(await wechat.ready()).toMatchObject({ url: LANDING })
    expect(urlsAsked(fake), `verdict ${verdict}`).toEqual([LANDING, at('/b')])
    wechat.dispose()
    fake.uninstall()
  }
})

describe('a refusal while the page is at another URL for a moment is not final', () => {
  const unheard = (path: string) => History.prototype.replaceState.call(history, null, '', path)

  test.each(Array.from({ length: 24 }, (_, count) => count))('for %i microtasks', async (count) => {
    const { fake, wechat } = await openReady()
    for (const path of ['/b', '/c']) {
      push(path)
      await wechat.ready()
    }
    fake.replyOnce('config', () => {
      unheard('/d')
      const comeBack = async () => {
        for (let left = count; left; left--) await undefined
        unheard('/b')
      }
      void comeBack()
      return 'deny'
    })
    push('/b')
    await expect(wechat.ready()).resolves.toMatchObject({ url: at('/b') })
  })
})

test('an attempt has its full signature time-out for a request of an earlier attempt', async () => {
  const fake = openInWechat({ platform: 'ios' })
  const { signature, answer, asked } = slowSigner(fake)
  virtualTime()
  const wechat = wechatOf({ signature, timeouts: { signature: 1000 } })
  const ready = wechat.ready()
  await vi.advanceTimersByTimeAsync(100)
  expect([...asked.keys()]).toEqual([LANDING])
  await vi.advanceTimersByTimeAsync(800)
  push('/b')
  await vi.advanceTimersByTimeAsync(600)
  await answer(LANDING)
  await vi.advanceTimersByTimeAsync(100)
  await expect(ready).resolves.toMatchObject({ url: at('/b'), signedUrl: LANDING })
})

describe('a change of the fragment alone does nothing', () => {
  const change = () => {
    location.hash = '#/one'
    push('#/two')
    travel(`${LANDING}#/three`)
    dispatchEvent(new Event('hashchange'))
  }

  test('at a configured URL', { tags: 'fragment-free' }, async () => {
    const { fake, wechat } = await openReady()
    const listener = vi.fn()
    wechat.subscribe(listener)
    change()
    await wechat.ready()
    await nextTask()
    expect(listener).not.toHaveBeenCalled()
    expect([fake.signatures.length, fake.configurations.length]).toEqual([1, 1])
  })

  test('after a failed configuration', async () => {
    const fake = openInWechat()
    fake.reply('config', 'fail')
    const wechat = wechatOf({ signature: fake.sign })
    await rejection(wechat.ready())
    const failed = wechat.state
    change()
    await nextTask()
    expect(wechat.state).toBe(failed)
    expect(fake.configurations).toHaveLength(1)
  })
})

describe('where the client verifies the landing URL', () => {
  test('a new URL is configured with the cached signature, or share and menu calls are refused', {
    tags: 'ios-repeats',
  }, async () => {
    const { fake, wechat } = await openReady({ platform: 'ios' })
    push('/b')
    await expect(wechat.hideOptionMenu()).resolves.toBeUndefined()
    expect(urlsAsked(fake)).toEqual([LANDING])
    expect(fake.configurations.map(({ url, signedUrl }) => [url, signedUrl])).toEqual([
      [`${LANDING}#/detail`, LANDING],
      [at('/b'), LANDING],
    ])
  })
})

describe('autoResign: false', () => {
  test('follows no URL and leaves history alone', { tags: 'auto-resign-off' }, async () => {
    const { pushState, replaceState } = history
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, autoResign: false })
    await wechat.ready()
    expect([history.pushState, history.replaceState]).toEqual([pushState, replaceState])
    push('/b')
    travel('/c')
    comeBack()
    await nextTask()
    expect(wechat.state).toMatchObject({ status: 'ready', url: LANDING })
    expect(fake.configurations).toHaveLength(1)
  })

  test('configures the current URL at the next ready(), even if it changes meanwhile', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, autoResign: false })
    const urlsReady: string[] = []
    wechat.subscribe((state) => state.status === 'ready' && urlsReady.push(state.url))
    await wechat.ready()
    push('/b')
    expect(await wechat.ready()).toMatchObject({ url: at('/b') })
    push('/c')
    fake.replyOnce('config', () => push('/d'))
    expect(await wechat.ready()).toMatchObject({ url: at('/d') })
    expect(urlsConfigured(fake)).toEqual([LANDING, at('/b'), at('/c'), at('/d')])
    expect(urlsReady).toEqual([LANDING, at('/b'), at('/d')])
  })

  test('resolves a pending ready() by the configuration of the URL that replaced it', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, autoResign: false })
    fake.replyOnce('config', 'never')
    const first = wechat.ready()
    await until(() => fake.configurations.length)
    push('/b')
    const second = wechat.ready()
    await until(() => wechat.state.status === 'ready')
    expect(await Promise.all([first, second])).toMatchObject([{ url: at('/b') }, { url: at('/b') }])
  })

  test('ignores a failure for a URL that the page has left', async () => {
    const fake = openInWechat()
    const signature = (url: string, context: SignatureContext) => {
      if (url !== at('/b')) return fake.sign(url, context)
      push('/c')
      throw new Error('offline')
    }
    const wechat = wechatOf({ signature, autoResign: false })
    const failed = vi.fn()
    wechat.subscribe((state) => state.status === 'failed' && failed())
    await wechat.ready()
    push('/b')
    expect(await wechat.ready()).toMatchObject({ url: at('/c') })
    expect(failed).not.toHaveBeenCalled()
  })
})

describe('the reason for a signature', () => {
  test('is initial, then route, and invalid-signature after a refusal', async () => {
    const { fake, wechat } = await openReady()
    push('/b')
    await wechat.ready()
    fake.reply('config', 'deny')
    push('/c')
    await rejection(wechat.ready())
    fake.reply('config')
    await wechat.ready()
    push('/d')
    await wechat.ready()
    expect(fake.signatures.map(({ url, reason }) => [url, reason])).toEqual([
      [LANDING, 'initial'],
      [at('/b'), 'route'],
      [at('/c'), 'route'],
      [LANDING, 'invalid-signature'],
      [at('/c'), 'invalid-signature'],
      [at('/d'), 'route'],
    ])
  })
})

test('is not invalid-signature after a configuration that failed for another reason', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  fake.replyOnce('config', 'fail')
  await rejection(wechat.ready())
  push('/b')
  await wechat.ready()
  expect(fake.signatures.map(({ reason }) => reason)).toEqual(['initial', 'initial'])
})

describe('in the background', () => {
  test('a failure causes no unhandled rejection, sets state.error, and is cleared at the next URL', {
    tags: 'no-unhandled',
  }, async () => {
    const { fake, wechat } = await openReady()
    fake.reply('config', 'fail_invalid_url_domain')
    push('/b')
    await until(() => wechat.state.status === 'failed')
    expect(wechat.state).toMatchObject({ url: at('/b'), error: { code: 'invalid-url-domain' } })
    fake.reply('config')
    push('/c')
    await until(() => wechat.state.status === 'ready')
    expect(wechat.state).toMatchObject({ url: at('/c') })
  })

  test('an error thrown by the share option is reported as uncaught; the page stays configured', async () => {
    const fake = openInWechat()
    const thrown = vi.fn()
    const { setTimeout } = globalThis
    vi.stubGlobal('setTimeout', (task: () => unknown, ms?: number) =>
      setTimeout(async () => {
        try {
          await task()
        } catch (error) {
          thrown(error)
        }
      }, ms),
    )
    const wechat = wechatOf({
      signature: fake.sign,
      share: () => {
        throw new RangeError('mine')
      },
    })
    await expect(wechat.ready()).resolves.toMatchObject({ url: LANDING })
    await until(() => thrown.mock.calls.length)
    expect(thrown.mock.calls).toEqual([[new RangeError('mine')]])
    expect(wechat.state.status).toBe('ready')
  })
})

describe('subscribe()', () => {
  test('reports a new URL as configuring at once, then as ready', { tags: 'state' }, async () => {
    const { wechat } = await openReady()
    const states: WechatState[] = []
    wechat.subscribe((state) => states.push(state))
    push('/b')
    const configuring = { status: 'configuring', url: at('/b'), steps: [], openTags: 'unknown' }
    expect(wechat.state).toEqual(configuring)
    // A router may change the URL at a moment at which no component may be updated.
    expect(states).toEqual([])
    await undefined
    expect(states).toEqual([configuring])
    await wechat.ready()
    expect(states.at(-1)).toMatchObject({
      status: 'ready',
      url: at('/b'),
      steps: [{ name: 'signature' }, { name: 'config' }],
    })
  })

  test('allows a listener to navigate when the page is ready: ready() resolves for the new URL', {
    tags: 'ready-here',
  }, async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    wechat.subscribe(({ status }) => {
      if (status === 'ready' && location.pathname !== '/b') push('/b')
    })
    expect(await wechat.ready()).toMatchObject({ url: at('/b') })
    expect(wechat.state).toMatchObject({ status: 'ready', url: at('/b') })
  })

  test('allows a listener to call ready() after a failure: it starts another attempt', async () => {
    const fake = openInWechat()
    fake.replyOnce('config', 'fail')
    const wechat = wechatOf({ signature: fake.sign })
    let second: Promise<unknown> | undefined
    wechat.subscribe(({ status }) => {
      if (status === 'failed') second ??= wechat.ready()
    })
    expect(await rejection(wechat.ready())).toMatchObject({ code: 'config-failed' })
    await expect(second).resolves.toMatchObject({ url: LANDING })
  })
})

describe('ready() settles within the sum of the time-outs', () => {
  const sum = shortly.sdk + shortly.bridge + shortly.signature + shortly.config

  /** How ready() ends, and after how many virtual milliseconds; on a page that has been open for a while. */
  async function settle(ready: () => Promise<unknown>) {
    await vi.advanceTimersByTimeAsync(sum)
    const start = performance.now()
    const end = ready().then(
      () => ({ code: undefined, message: '', after: performance.now() - start }),
      ({ code, message }) => ({ code, message, after: performance.now() - start }),
    )
    await vi.advanceTimersByTimeAsync(10 * sum)
    return end
  }

  test('if the client refuses slowly each time and names another URL', { tags: 'ready-settles' }, async () => {
    const { fake, wechat } = await openReady()
    wechat.dispose()
    virtualTime()
    let count = 0
    fake.reply('config', async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      return { err_msg: 'preVerifyJSAPI:fail_invalid_signature', realAuthUrl: at(`/${count++}`) }
    })
    const slow = wechatOf({ signature: fake.sign, timeouts: shortly })
    const { code, after } = await settle(() => slow.ready())
    expect(['invalid-signature', 'config-timeout']).toContain(code)
    expect(after).toBeLessThanOrEqual(sum)
    expect(count).toBeLessThanOrEqual(4)
  })

  test('if the page never stays at a URL', { tags: 'ready-settles' }, async () => {
    const fake = openInWechat({ delay: 20 })
    virtualTime()
    const wechat = wechatOf({ signature: fake.sign, timeouts: shortly })
    let count = 0
    const timer = setInterval(() => push(`/${count++}`), 10)
    const { code, message, after } = await settle(() => wechat.ready())
    clearInterval(timer)
    expect(code).toBe('config-timeout')
    expect(message).toContain('the page kept changing its URL')
    expect(after).toBeLessThanOrEqual(sum + 50)
  })

  test('and may take that long: a page that stays at last is configured', async () => {
    const fake = openInWechat({ delay: 20 })
    virtualTime()
    const wechat = wechatOf({ signature: fake.sign, timeouts: shortly })
    let count = 0
    const timer = setInterval(() => push(`/${count++}`), 10)
    // After five URLs that were left too early, it must have stayed for 100 ms.
    setTimeout(() => clearInterval(timer), sum + 0.7 * sum)
    const { code, after } = await settle(() => wechat.ready())
    expect(code).toBeUndefined()
    expect(after).toBeGreaterThan(0.69 * sum)
  })

  test('and a repeated stage has only the rest of its time', async () => {
    const { fake, wechat } = await openReady()
    wechat.dispose()
    virtualTime()
    fake.reply('config', async () => {
      await new Promise((resolve) => setTimeout(resolve, 40))
      return { err_msg: 'preVerifyJSAPI:fail_invalid_signature', realAuthUrl: at('/third') }
    })
    const slow = wechatOf({ signature: fake.sign, timeouts: shortly })
    const { code, message, after } = await settle(() => slow.ready())
    expect(code).toBe('config-timeout')
    expect(message).toContain(` for ${at('/third')}, no answer within `)
    expect(after).toBeLessThan(80)
  })
})

describe('dispose()', () => {
  test('rejects a ready() and a call of the same task at a new URL', async () => {
    const { pushState } = history
    const { fake, wechat } = await openReady()
    push('/b')
    const ready = wechat.ready()
    const call = wechat.hideOptionMenu()
    wechat.dispose()
    expect(await rejection(ready)).toMatchObject({ code: 'disposed' })
    expect(await rejection(call)).toMatchObject({ code: 'disposed' })
    push('/c')
    await nextTask()
    expect(history.pushState).toBe(pushState)
    expect(fake.configurations).toHaveLength(1)
  })

  test('prevents an attempt that has not started: no signature is requested', async () => {
    const { fake, wechat } = await openReady()
    virtualTime()
    push('/b')
    wechat.dispose()
    await vi.advanceTimersByTimeAsync(1000)
    expect([fake.signatures.length, fake.configurations.length]).toEqual([1, 1])
  })

  test('aborts the pending signature request', async () => {
    openInWechat()
    let given: AbortSignal | undefined
    const wechat = wechatOf({
      signature: (_, { signal }) => {
        given = signal
        return new Promise(() => {})
      },
    })
    const ready = wechat.ready()
    await until(() => given && wechat.state.status === 'configuring')
    wechat.dispose()
    await rejection(ready)
    expect(given?.aborted).toBe(true)
  })
})
