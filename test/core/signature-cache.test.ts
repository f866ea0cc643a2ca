import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { SignatureContext } from 'wechat-ready'
import { createSignatures } from '../../src/core/signature.ts'
import { rejection } from '../kit/errors.ts'
import { at, LANDING, openInWechat, shortly, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { inTime, turnableTime, until, virtualTime } from '../kit/time.ts'

beforeAll(loadLazyParts)

const signature = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 'f'.repeat(40) }
const minutes = (count: number) => count * 60_000

function cache() {
  const source = vi.fn((_url: string, _context: SignatureContext) => ({ ...signature }))
  return { source, signatures: createSignatures(source) }
}

describe('a signature', () => {
  test('is kept for 30 minutes after it arrived', async () => {
    const now = vi.spyOn(Date, 'now').mockReturnValue(1e12)
    const { source, signatures } = cache()
    await signatures.get(LANDING, 'initial')
    now.mockReturnValue(1e12 + minutes(29))
    expect(await signatures.get(LANDING, 'route')).toMatchObject({ kept: true })
    expect(source).toHaveBeenCalledTimes(1)
    now.mockReturnValue(1e12 + minutes(30))
    expect(await signatures.get(LANDING, 'route')).toMatchObject({ kept: false })
    expect(source).toHaveBeenCalledTimes(2)
  })

  test('is one of 50 in the cache: the least recently used is dropped', async () => {
    const { source, signatures } = cache()
    for (let i = 0; i < 50; i++) await signatures.get(at(`/${i}`), 'route')
    await signatures.get(at('/0'), 'route')
    await signatures.get(at('/50'), 'route')
    expect(source).toHaveBeenCalledTimes(51)
    await signatures.get(at('/0'), 'route')
    expect(source).toHaveBeenCalledTimes(51)
    await signatures.get(at('/1'), 'route')
    expect(source).toHaveBeenCalledTimes(52)
  })

  test('is requested again after a refusal, and the new one is kept', async () => {
    const { source, signatures } = cache()
    await signatures.get(LANDING, 'initial')
    expect(await signatures.get(LANDING, 'invalid-signature')).toMatchObject({ kept: false })
    await signatures.get(LANDING, 'route')
    expect(source.mock.calls.map(([, { reason }]) => reason)).toEqual(['initial', 'invalid-signature'])
  })

  test('is not cached if the request failed', async () => {
    const { source, signatures } = cache()
    source.mockImplementationOnce(() => {
      throw new Error('offline')
    })
    await rejection(signatures.get(LANDING, 'initial'))
    await expect(signatures.get(LANDING, 'initial')).resolves.toMatchObject({ signature, kept: false })
  })

  test('does not drop its successor when it fails after it was dropped', async () => {
    const { source, signatures } = cache()
    let fail: ((error: Error) => void) | undefined
    source.mockImplementationOnce(() => new Promise((_, reject) => (fail = reject)) as never)
    const first = rejection(signatures.get(LANDING, 'initial'))
    signatures.drop(LANDING)
    await signatures.get(LANDING, 'initial')
    fail?.(new Error('late'))
    await first
    expect(await signatures.get(LANDING, 'route')).toMatchObject({ kept: true })
    expect(source).toHaveBeenCalledTimes(2)
  })

  test('is aborted if it is dropped while it is pending', async () => {
    let given: AbortSignal | undefined
    const signatures = createSignatures((_, { signal }) => {
      given = signal
      return new Promise(() => {})
    })
    void signatures.get(LANDING, 'initial')
    expect(given?.aborted).toBe(false)
    signatures.drop(LANDING)
    expect(given?.aborted).toBe(true)
  })

  describe('without a caller any more', () => {
    async function leftBehind() {
      const now = vi.spyOn(Date, 'now').mockReturnValue(1e12)
      const { source, signatures } = cache()
      let answer: (() => void) | undefined
      source.mockImplementationOnce(() => new Promise((resolve) => (answer = () => resolve(signature))) as never)
      const controller = new AbortController()
      const left = rejection(signatures.get(LANDING, 'route', { signal: controller.signal, ms: 1000 }))
      controller.abort('left')
      expect(await left).toBe('left')
      return { now, source, signatures, answer: () => answer?.() }
    }

    test('is not requested again when the page comes back within its time-out', async () => {
      const { now, source, signatures, answer } = await leftBehind()
      now.mockReturnValue(1e12 + 999)
      const back = signatures.get(LANDING, 'route', { ms: 1000 })
      answer()
      await expect(back).resolves.toMatchObject({ signature })
      expect(source).toHaveBeenCalledTimes(1)
    })

    test('is aborted and requested again when the page comes back after its time-out', async () => {
      const { now, source, signatures } = await leftBehind()
      now.mockReturnValue(1e12 + 1000)
      await expect(signatures.get(LANDING, 'route', { ms: 1000 })).resolves.toMatchObject({ signature, kept: false })
      expect(source).toHaveBeenCalledTimes(2)
      expect(source.mock.calls[0]?.[1].signal.aborted).toBe(true)
    })

    test('is kept as long as another caller waits for it', async () => {
      const { now, source, signatures, answer } = await leftBehind()
      const other = signatures.get(LANDING, 'route')
      now.mockReturnValue(1e12 + 1000)
      const back = signatures.get(LANDING, 'route', { ms: 1000 })
      answer()
      await Promise.all([other, back])
      expect(source).toHaveBeenCalledTimes(1)
    })
  })
})

describe('prefetch()', () => {
  test('requests the signature of a route, so that the route requests none', { tags: 'prefetch' }, async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    await wechat.ready()
    await wechat.prefetch('/b?x=1#/detail')
    expect(fake.signatures.at(-1)).toEqual({ url: at('/b?x=1'), reason: 'route' })
    expect(fake.configurations).toHaveLength(1)
    history.pushState(null, '', '/b?x=1')
    expect(await wechat.ready()).toMatchObject({ url: at('/b?x=1') })
    expect(fake.signatures).toHaveLength(2)
  })

  test('requests nothing where the landing URL is signed', async () => {
    const fake = openInWechat({ platform: 'ios' })
    const wechat = wechatOf({ signature: fake.sign })
    await wechat.ready()
    await wechat.prefetch('/b')
    expect(fake.signatures).toHaveLength(1)
  })

  test('shares its pending request with a configuration', async () => {
    const fake = openInWechat()
    let answer: (() => void) | undefined
    const wechat = wechatOf({
      signature: async (url, context) => {
        if (url !== LANDING) await new Promise<void>((resolve) => (answer = resolve))
        return fake.sign(url, context)
      },
    })
    await wechat.ready()
    const prefetch = wechat.prefetch('/b')
    await until(() => answer)
    history.pushState(null, '', '/b')
    const ready = wechat.ready()
    answer?.()
    await prefetch
    expect(await ready).toMatchObject({ url: at('/b') })
    expect(fake.signatures).toHaveLength(2)
  })

  test.each([
    ['fails', () => Promise.reject(new Error('offline'))],
    ['never comes', () => new Promise<never>(() => {})],
  ])('resolves if the signature %s, and the route requests it again', async (_, fault) => {
    turnableTime()
    const fake = openInWechat()
    let broken = false
    const wechat = wechatOf({ signature: (url, context) => (broken ? fault() : fake.sign(url, context)) })
    await wechat.ready()
    broken = true
    expect(await inTime(wechat.prefetch('/b'))).toBeUndefined()
    broken = false
    expect(wechat.state.status).toBe('ready')
    history.pushState(null, '', '/b')
    expect(await wechat.ready()).toMatchObject({ url: at('/b') })
  })

  test('drops an unanswered request after its time-out, also during another configuration', async () => {
    virtualTime()
    const fake = openInWechat()
    const lost = () => new Promise<never>(() => {})
    let asked = 0
    const wechat = wechatOf({
      signature: async (url, context) => {
        if (url === at('/b') && !asked++) return lost()
        if (url === at('/a')) await new Promise((resolve) => setTimeout(resolve, 50))
        return fake.sign(url, context)
      },
      timeouts: shortly,
    })
    void wechat.ready()
    await vi.advanceTimersByTimeAsync(100)
    void wechat.prefetch('/b')
    await vi.advanceTimersByTimeAsync(30)
    history.pushState(null, '', '/a')
    await vi.advanceTimersByTimeAsync(70)
    history.pushState(null, '', '/b')
    const ready = wechat.ready()
    await vi.advanceTimersByTimeAsync(100)
    await expect(ready).resolves.toMatchObject({ url: at('/b') })
  })

  test('resolves and requests nothing for an invalid URL, and outside WeChat', async () => {
    const signature = vi.fn()
    await expect(wechatOf({ signature }).prefetch('/b')).resolves.toBeUndefined()
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    await wechat.ready()
    await expect(wechat.prefetch('http://')).resolves.toBeUndefined()
    expect(signature).not.toHaveBeenCalled()
    expect(fake.signatures).toHaveLength(1)
  })
})
