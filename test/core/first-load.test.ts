import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as engine from '../../src/core/engine.ts'
import { LANDING, openInWechat, rejection, shortly, until, wechatOf } from './page.ts'

/* What happens while the part that only runs inside WeChat is still on its way. */

/** Ends the loading; nothing is loaded before. */
let arrive: () => void
let load: () => Promise<typeof engine>

beforeEach(() => {
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  load = async () => {
    await arrived
    return engine
  }
  vi.resetModules()
  // Anew for each test, so that nothing is kept of what the one before has loaded.
  vi.doMock('../../src/core/engine.ts', () => load())
})
afterEach(async () => {
  arrive()
  await import('../../src/core/engine.ts')
})

describe('while the library loads its second part', () => {
  test('the first signature is asked for already, and only once', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const ready = wechat.ready()
    await until(() => fake.signatures.length)
    expect(fake.signatures).toMatchObject([{ url: LANDING, reason: 'initial' }])
    expect(wechat.state).toEqual({ status: 'idle' })
    arrive()
    await expect(ready).resolves.toMatchObject({ signedUrl: LANDING })
    expect(fake.signatures).toHaveLength(1)
  })

  test('an abort rejects at once, with the reason of its signal', async () => {
    const fake = openInWechat()
    const controller = new AbortController()
    const error = rejection(wechatOf({ signature: fake.sign }).ready({ signal: controller.signal }))
    await until(() => fake.signatures.length)
    controller.abort('gone')
    expect(await error).toBe('gone')
  })

  test('dispose() ends it: nothing is asked for, and what is loaded is not used', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const createEngine = vi.fn(engine.createEngine)
    const loadLater = load
    load = async () => ({ ...(await loadLater()), createEngine })
    const error = rejection(wechat.ready())
    await Promise.resolve()
    wechat.dispose()
    expect(await error).toMatchObject({ code: 'disposed' })
    arrive()
    await import('../../src/core/engine.ts')
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(createEngine).not.toHaveBeenCalled()
    expect(fake.signatures).toEqual([])
  })

  test('it takes no longer than the SDK may', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, timeouts: { ...shortly, sdk: 20 } })
    expect(await rejection(wechat.ready())).toMatchObject({
      code: 'sdk-load-failed',
      message: expect.stringContaining('none within 20 ms'),
    })
  })
})

test('a second part that cannot be loaded fails with sdk-load-failed, and is loaded again by the next call', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const loadLater = load
  load = async () => {
    throw new Error('offline')
  }
  expect(await rejection(wechat.ready())).toMatchObject({ code: 'sdk-load-failed', cause: expect.any(Error) })
  load = loadLater
  arrive()
  await expect(wechat.ready()).resolves.toMatchObject({ signedUrl: LANDING })
})
