import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import type { WechatOptions } from 'wechat-ready'
import { fakeWechatScript } from 'wechat-ready/testing'
import { serve } from '../kit/serve.ts'
import { missing, start } from './chromium.ts'

/* Pages that bring a JS-SDK of their own, or something else under its name. */

/** An Android that keeps its grants for each URL: there a route change matters most. */
const fake = fakeWechatScript({ platform: 'android', version: '7.0' })
const FIRST_HOST = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js'
const SDK_CHUNK = '/assets/weixin-js-sdk.js'

const require = createRequire(import.meta.url)

/** One version of the npm package, wrapped as the online script is: a loader of modules takes it, else it is global. */
function online(sdk: string): string {
  const source = readFileSync(require.resolve(sdk), 'utf8')
  return `;(function () {
    var make = function () {
      if (window.jWeixin) return window.jWeixin
      var module = { exports: {} }
      ${source}
      return module.exports
    }
    if (typeof define === 'function' && (define.amd || define.cmd)) define(make)
    else window.wx = window.jWeixin = make()
  })()`
}

const versions = [
  ['1.0.7', 'weixin-js-sdk-1.0'],
  ['1.2.0', 'weixin-js-sdk-1.2'],
  ['1.3.2', 'weixin-js-sdk-1.3'],
  ['1.6.5', 'weixin-js-sdk'],
] as const

interface Shop {
  /** Classic scripts before ours. */
  before?: string
  sdk?: (WechatOptions['sdk'] & string) | 'bridgeSdk'
  /** The SDK's chunk is gone, as after a deployment. */
  chunkIsGone?: boolean
  /** The official hosts do not answer. */
  isOffline?: boolean
}

describe.skipIf(missing() !== undefined)('in Chromium', () => {
  let browser: Browser
  let stop: () => Promise<void>
  beforeAll(async () => {
    ;({ browser, stop } = await start())
  })
  afterAll(() => stop())

  /** A page in the fake client, with a client object; `asked`: what it has asked the official hosts for. */
  async function open({ before = '', sdk = 'bundled', chunkIsGone = false, isOffline = false }: Shop) {
    const server = await serve({ root: inject('app'), head: '<script src="/before.js"></script>' })
    onTestFinished(() => server.close())
    const script = (source: string) => new Response(source, { headers: { 'content-type': 'text/javascript' } })
    server.routes['/before.js'] = () => script(`${fake};${before}`)
    if (chunkIsGone) server.routes[SDK_CHUNK] = () => new Response('gone', { status: 404 })
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    const asked: string[] = []
    await page.route('https://*.wx.qq.com/**', (route) => {
      asked.push(route.request().url())
      return isOffline
        ? route.abort()
        : route.fulfill({ contentType: 'text/javascript', body: online('weixin-js-sdk') })
    })
    await page.goto(`${server.origin}/shop/a`)
    await page.evaluate((name) => {
      const sdk = name === 'bridgeSdk' ? wechatReady.bridgeSdk : name
      globalThis.wechat = wechatReady.createWechat({ sdk, signature: (url) => theFake().sign(url) })
      function theFake() {
        if (!window.fakeWechat) throw new Error('no fake client')
        return window.fakeWechat
      }
    }, sdk)
    return { page, server, errors, asked }
  }

  /** What a page wants: to be ready, a picture after a route change, to share, to hear of an event. */
  const live = (page: Page, path: string) =>
    page.evaluate(async (path) => {
      const fake = window.fakeWechat
      if (!fake) throw new Error('no fake client')
      const { signedUrl } = await wechat.ready()
      history.pushState(null, '', path)
      const picture = await wechat.chooseImage({ count: 1 })
      const { localData } = await wechat.getLocalImgData({ localId: String(picture.localIds[0]) })
      await wechat.share({ title: `From ${path}` })
      const shared = fake.calls.filter(({ api }) => api === 'updateAppMessageShareData').at(-1)
      const heard = await new Promise<{ localId: string }>((resolve) => {
        wechat.onVoicePlayEnd(resolve)
        const emit = () => fake.emit('onVoicePlayEnd', { localId: 'voice' }) || setTimeout(emit, 5)
        emit()
      })
      return { signedUrl, picture: localData.length > 0, shared: shared?.params.title, heard: heard.localId }
    }, path)

  const lived = (origin: string, path: string, before = '/shop/a') => ({
    signedUrl: origin + before,
    picture: true,
    shared: `From ${path}`,
    heard: 'voice',
  })

  describe.each(versions)('a page works with jweixin %s', (_, name) => {
    test('as a classic script before ours', { tags: 'sdk-fallback' }, async () => {
      const count = `var config = wx.config, times = 0; wx.config = function (given) { times++; config(given) }`
      const { page, server, errors } = await open({ before: `${online(name)};${count}` })
      expect(await live(page, '/shop/b')).toEqual(lived(server.origin, '/shop/b'))
      // One for each URL: the page's own is used.
      expect(await page.evaluate('times')).toBe(2)
      expect(errors).toEqual([])
    })

    test('as a classic script before ours, which bridgeSdk does not use', async () => {
      const count = `var config = wx.config, times = 0; wx.config = function (given) { times++; config(given) }`
      const { page, server, errors } = await open({ before: `${online(name)};${count}`, sdk: 'bridgeSdk' })
      expect(await live(page, '/shop/b')).toEqual(lived(server.origin, '/shop/b'))
      expect(await page.evaluate('times')).toBe(0)
      expect(errors).toEqual([])
    })

    test.each(['bundled', 'bridgeSdk'] as const)(
      'as a classic script after %s, with its own configuration',
      async (sdk) => {
        const { page, server, errors } = await open({ sdk })
        expect(await live(page, '/shop/b')).toEqual(lived(server.origin, '/shop/b'))
        await page.addScriptTag({ content: online(name) })
        await page.evaluate(async () => {
          const { wx, fakeWechat } = window as unknown as { wx: Wx; fakeWechat: NonNullable<typeof window.fakeWechat> }
          interface Wx {
            config(options: object): void
            ready(callback: () => void): void
          }
          wx.config({ ...fakeWechat.sign(location.href), jsApiList: ['scanQRCode'] })
          await new Promise<void>((resolve) => wx.ready(resolve))
        })
        expect(await live(page, '/shop/c')).toEqual(lived(server.origin, '/shop/c', '/shop/b'))
        expect(errors).toEqual([])
      },
    )
  })

  describe('a page works if its wx', () => {
    const cases: [name: string, before: string, isTheirs: string][] = [
      [
        'is a getter',
        `var theirs = { name: 'theirs' }; Object.defineProperty(window, 'wx', { get: function () { return theirs } })`,
        'window.wx === theirs',
      ],
      ['is frozen', `${online('weixin-js-sdk')}; var theirs = Object.freeze(window.wx)`, 'window.wx === theirs'],
      [
        'is uni-app’s, without a config',
        `var theirs = window.wx = { miniProgram: { postMessage: function () {} }, getSystemInfoSync: function () {} }`,
        'window.wx === theirs',
      ],
      [
        'cannot be set, nor has one',
        `Object.defineProperty(window, 'wx', { value: undefined, writable: false })`,
        'window.wx === undefined',
      ],
    ]
    const overBoth = cases.flatMap((one) => (['bundled', 'bridgeSdk'] as const).map((sdk) => [...one, sdk] as const))
    test.each(overBoth)(
      '%s, and wx stays unchanged; sdk: $3',
      { tags: 'hostile-page' },
      async (_, before, isTheirs, sdk) => {
        const { page, server, errors } = await open({ before, sdk })
        expect(await live(page, '/shop/b')).toEqual(lived(server.origin, '/shop/b'))
        expect(await page.evaluate(isTheirs)).toBe(true)
        expect(errors).toEqual([])
      },
    )
  })

  test.each(['amd', 'cmd'])(
    'the online script is used beside a module loader with define.%s',
    { tags: 'sdk-fallback' },
    async (kind) => {
      const before = `window.taken = []; window.define = function (make) { taken.push(make) }; define.${kind} = { theirs: true }`
      const { page, server, errors, asked } = await open({ before, sdk: 'cdn' })
      expect(await live(page, '/shop/b')).toEqual(lived(server.origin, '/shop/b'))
      expect(asked).toEqual([FIRST_HOST])
      expect(server.requests).not.toContain(`GET ${SDK_CHUNK}`)
      // To everybody else the loader is what it was.
      expect(await page.evaluate(`({ taken: taken.length, kind: define.${kind} })`)).toEqual({
        taken: 0,
        kind: { theirs: true },
      })
      expect(errors).toEqual([])
    },
  )

  describe('a bundle whose SDK chunk answers 404', () => {
    test('loads the online script', { tags: 'sdk-fallback' }, async () => {
      const { page, server, errors, asked } = await open({ chunkIsGone: true })
      expect(await live(page, '/shop/b')).toEqual(lived(server.origin, '/shop/b'))
      expect(server.requests).toContain(`GET ${SDK_CHUNK}`)
      expect(asked).toEqual([FIRST_HOST])
      expect(errors).toEqual([])
    })

    test('rejects with both causes if the official hosts do not answer either', async () => {
      const { page, asked } = await open({ chunkIsGone: true, isOffline: true })
      const error = await page.evaluate(() =>
        wechat.ready().then(
          () => undefined,
          ({ code, cause, message }) => ({ code, cause: String(cause), causes: cause.errors.length, message }),
        ),
      )
      expect(error).toMatchObject({ code: 'sdk-load-failed', causes: 2 })
      expect(error?.message).toContain('bridgeSdk of wechat-ready/bridge')
      expect(error?.cause).toMatch(/weixin-js-sdk\.js(.|\n)*res2\.wx\.qq\.com/)
      expect(asked).toEqual([FIRST_HOST, FIRST_HOST.replace('res.', 'res2.')])
    })
  })
})
