import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { WxSdk } from 'wechat-ready'
import { rejection } from '../kit/errors.ts'
import { LANDING, openInWechat, wechatOf } from '../kit/page.ts'
import { loadSdk as evaluate, loadLazyParts } from '../kit/sdk.ts'
import { turn, until, virtualTime } from '../kit/time.ts'

const FIRST = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js'
const SECOND = 'https://res2.wx.qq.com/open/js/jweixin-1.6.0.js'

/** A page in WeChat that asks for the online script; its scripts do what the test says. */
function openOnline(sdk: 'bundled' | 'cdn' = 'cdn') {
  const fake = openInWechat()
  const scripts: HTMLScriptElement[] = []
  vi.spyOn(document.head, 'append').mockImplementation((script) => void scripts.push(script as HTMLScriptElement))
  const removed = vi.spyOn(Element.prototype, 'remove')
  const urls = () => scripts.map(({ src }) => src)
  const arrive = (script?: HTMLScriptElement) => {
    vi.stubGlobal('wx', evaluate())
    script?.dispatchEvent(new Event('load'))
  }
  return { wechat: wechatOf({ signature: fake.sign, sdk }), scripts, urls, removed, arrive }
}

describe("sdk: 'cdn'", () => {
  test('loads the official online script from its first host, and keeps it', async () => {
    const { wechat, scripts, urls, removed, arrive } = openOnline()
    const ready = wechat.ready()
    await until(() => scripts.length)
    expect(scripts[0]).toBeInstanceOf(HTMLScriptElement)
    arrive(scripts[0])
    await expect(ready).resolves.toMatchObject({ signedUrl: LANDING })
    expect(urls()).toEqual([FIRST])
    expect(removed).not.toHaveBeenCalled()
  })

  test('loads it from the second host at once if the first one fails', { tags: 'sdk-fallback' }, async () => {
    const { wechat, scripts, urls, removed, arrive } = openOnline()
    const sdk = wechat.sdk()
    await until(() => scripts.length)
    scripts[0]?.dispatchEvent(new Event('error'))
    await until(() => scripts.length === 2)
    expect(removed.mock.contexts).toEqual([scripts[0]])
    arrive(scripts[1])
    expect((await sdk).config).toBeInstanceOf(Function)
    expect(urls()).toEqual([FIRST, SECOND])
  })

  test('loads it from the second host in time if the first one hangs', { tags: 'sdk-fallback' }, async () => {
    await loadLazyParts()
    const { wechat, scripts, urls, arrive } = openOnline()
    virtualTime()
    const sdk = wechat.sdk()
    await vi.advanceTimersByTimeAsync(3900)
    expect(urls()).toEqual([FIRST])
    await vi.advanceTimersByTimeAsync(200)
    expect(urls()).toEqual([FIRST, SECOND])
    arrive(scripts[1])
    expect((await sdk).config).toBeInstanceOf(Function)
  })

  test('rejects if both hosts fail, and names the URL', async () => {
    const { wechat, scripts, removed } = openOnline()
    const error = rejection(wechat.sdk())
    for (const count of [1, 2]) {
      await until(() => scripts.length === count)
      scripts[count - 1]?.dispatchEvent(new Event('error'))
    }
    expect(await error).toMatchObject({
      code: 'sdk-load-failed',
      message: expect.stringContaining(`${SECOND} does not load`),
    })
    expect(removed.mock.contexts).toEqual(scripts)
  })
})

test("sdk: 'bundled' rejects if chunk and online script fail, and recommends bridgeSdk", async () => {
  vi.doMock('../../src/core/sdk-bundled.ts', () => {
    throw new Error('gone')
  })
  onTestFinished(() => vi.doUnmock('../../src/core/sdk-bundled.ts'))
  const { wechat, scripts } = openOnline('bundled')
  const error = rejection(wechat.sdk())
  for (const count of [1, 2]) {
    await until(() => scripts.length === count)
    scripts[count - 1]?.dispatchEvent(new Event('error'))
  }
  expect(await error).toMatchObject({
    code: 'sdk-load-failed',
    cause: { errors: [expect.any(Error), expect.any(Error)] },
  })
  for (const part of [`; Error: ${SECOND}`, 'bridgeSdk of wechat-ready/bridge'])
    expect(String(await error)).toContain(part)
})

describe("sdk: 'bundled'", () => {
  /** The page's own global while the chunk is evaluated, and what the chunk gives. */
  function withChunk(load: () => unknown) {
    const seen: unknown[] = []
    const look = () => {
      seen.push((window as { jWeixin?: unknown }).jWeixin)
      return load()
    }
    vi.doMock('../../src/core/sdk-bundled.ts', () => ({ load: look }))
    onTestFinished(() => vi.doUnmock('../../src/core/sdk-bundled.ts'))
    return seen
  }

  test.each([
    ['of no use is hidden from the npm package while that is loaded', {}, false],
    ['that can do the work stays where it is', { config() {} }, true],
  ])('a global jWeixin %s', async (_, theirs, isSeen) => {
    vi.stubGlobal('jWeixin', theirs)
    const seen = withChunk(() => evaluate())
    const { wechat } = openOnline('bundled')
    await wechat.sdk()
    expect(seen).toEqual([isSeen ? theirs : undefined])
    expect(window).toHaveProperty('jWeixin', theirs)
  })

  test('a global jWeixin of no use is back on the page also if the npm package fails', async () => {
    const online = evaluate()
    const theirs = {}
    vi.stubGlobal('jWeixin', theirs)
    withChunk(() => {
      throw new Error('gone')
    })
    const { wechat, scripts } = openOnline('bundled')
    const sdk = wechat.sdk()
    await until(() => scripts.length)
    expect((window as { jWeixin?: unknown }).jWeixin).toBe(theirs)
    vi.stubGlobal('wx', online)
    scripts[0]?.dispatchEvent(new Event('load'))
    expect(await sdk).toBe(online)
  })

  test('gives way to the online script after 3 s, and the error says why', async () => {
    withChunk(() => new Promise(() => {}))
    const { wechat, scripts, urls } = openOnline('bundled')
    virtualTime()
    const error = rejection(wechat.sdk())
    await turn(2990)
    expect(urls()).toEqual([])
    await turn(20)
    expect(urls()).toEqual([FIRST])
    for (const count of [1, 2]) {
      scripts[count - 1]?.dispatchEvent(new Event('error'))
      await turn(0)
    }
    expect(String(await error)).toContain('no chunk within 3000 ms')
  })
})

describe('an AMD or CMD loader on the page', () => {
  /** What each script that runs sees of the loader. */
  function openBesideLoader(define: Record<string, unknown>) {
    vi.stubGlobal(
      'define',
      Object.assign(() => {}, define),
    )
    const page = openOnline()
    const current = vi.spyOn(document, 'currentScript', 'get')
    const seenBy = (script: HTMLScriptElement | null | undefined) => {
      current.mockReturnValue(script ?? null)
      const { amd, cmd } = (window as unknown as { define: Record<string, unknown> }).define
      return { amd, cmd }
    }
    return { ...page, seenBy }
  }

  test('is hidden from the online script of each host, and from no other', async () => {
    const loader = { amd: { jQuery: true }, cmd: {} }
    const { wechat, scripts, arrive, seenBy } = openBesideLoader(loader)
    const sdk = wechat.sdk()
    await until(() => scripts.length)
    expect(seenBy(scripts[0])).toEqual({ amd: undefined, cmd: undefined })
    expect([null, document.createElement('script')].map(seenBy)).toEqual([loader, loader])
    scripts[0]?.dispatchEvent(new Event('error'))
    await until(() => scripts.length === 2)
    expect(seenBy(scripts[1])).toEqual({ amd: undefined, cmd: undefined })
    expect(seenBy(null)).toEqual(loader)
    arrive(scripts[1])
    await sdk
  })

  test('of one kind is not made one of the other', async () => {
    const { wechat, scripts, arrive } = openBesideLoader({ amd: {} })
    const sdk = wechat.sdk()
    await until(() => scripts.length)
    expect('cmd' in (window as unknown as { define: object }).define).toBe(false)
    arrive(scripts[0])
    await sdk
  })
})

describe('the SDK is', () => {
  const one = { config() {} } as unknown as WxSdk
  const other = { config() {} } as unknown as WxSdk

  /** What `sdk()` gives when these are on the page. */
  function given(loaded: unknown, globals: Record<string, unknown>): Promise<WxSdk> {
    const fake = openInWechat()
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
    return wechatOf({ signature: fake.sign, sdk: async () => loaded as WxSdk }).sdk()
  }

  test('the loaded one, even if there is one on the page', async () => {
    expect(await given(one, { jWeixin: other, wx: other })).toBe(one)
  })

  describe.each([undefined, null, {}, { config: true }])('if %j was loaded,', (loaded) => {
    test("the online script's global on the page", async () => {
      expect(await given(loaded, { jWeixin: one, wx: { login() {} } })).toBe(one)
    })

    test('else the global wx', async () => {
      expect(await given(loaded, { jWeixin: undefined, wx: one })).toBe(one)
    })
  })

  test.each([
    ['not a frozen one that lacks what config would add', { config() {} }, false],
    ['a frozen one that has it', { config() {}, invoke() {} }, true],
  ])('%s', async (_, loaded, isTaken) => {
    const frozen = Object.freeze(loaded)
    expect(await given(frozen, { jWeixin: undefined, wx: one })).toBe(isTaken ? frozen : one)
  })

  test.each([
    ['made the global wx if there is none, since it asks that for pictures', undefined, true],
    ['not made the global wx if there is one', { login() {} }, false],
  ])('%s', async (_, wx, isGlobal) => {
    const withPictures = { config() {}, getLocalImgData() {} }
    expect(await given(withPictures, { jWeixin: undefined, wx })).toBe(withPictures)
    expect((window as { wx?: unknown }).wx === withPictures).toBe(isGlobal)
  })

  test('loaded after the signature was requested, which takes longer', async () => {
    const fake = openInWechat()
    const asked: string[] = []
    const signature = (url: string) => {
      asked.push('signature')
      return fake.sign(url)
    }
    const sdk = async () => {
      asked.push('sdk')
      return evaluate() as unknown as WxSdk
    }
    await wechatOf({ signature, sdk }).ready()
    expect(asked).toEqual(['signature', 'sdk'])
  })

  test.each([
    ['the SDK', 300, 200],
    ['the signature', 200, 300],
  ])(
    'loaded beside the signature: ready() takes as long as the slower of the two (%s is faster)',
    {
      tags: 'ready-parallel',
    },
    async (_, signatureMs, sdkMs) => {
      virtualTime()
      const fake = openInWechat()
      const later = <T>(ms: number, value: () => T) =>
        new Promise<T>((resolve) => setTimeout(() => resolve(value()), ms))
      const wechat = wechatOf({
        signature: (url) => later(signatureMs, () => fake.sign(url)),
        sdk: () => later(sdkMs, () => evaluate() as unknown as WxSdk),
      })
      const start = performance.now()
      const took = wechat.ready().then(() => performance.now() - start)
      await turn(1000)
      // The client answers in a task of its own.
      expect(await took).toBeLessThan(310)
    },
  )

  test('missing if nothing has a wx.config, and the error says so', async () => {
    expect(await rejection(given({}, { jWeixin: undefined, wx: { login() {} } }))).toMatchObject({
      code: 'sdk-load-failed',
      message: expect.stringContaining('no wx.config'),
      cause: undefined,
    })
  })
})
