import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FakeWechat, installFakeWechat, type Platform } from 'wechat-ready/testing'
import { loadSdk, type Result } from '../kit/sdk.ts'

// Other people's code, written for the real client, over the fake one.

let fake: FakeWechat
beforeEach(() => history.replaceState(null, '', 'http://localhost:3000/shop?a=1'))
afterEach(() => fake.uninstall())

const require = createRequire(import.meta.url)

/** Evaluated anew: it reads the user agent when it is loaded. */
function loadWecom(): typeof import('@wecom/jssdk') {
  delete require.cache[require.resolve('@wecom/jssdk')]
  return require('@wecom/jssdk')
}

const platforms: Platform[] = ['ios', 'android', 'harmony', 'windows', 'mac', 'devtools']

test.each(platforms)('weixin-js-sdk 1.6.5 works as documented on %s', async (platform) => {
  fake = installFakeWechat({ platform })
  const wx = loadSdk() as ReturnType<typeof loadSdk> & { chooseImage(options: object): void }
  const localIds = await new Promise((resolve, reject) => {
    wx.error(reject)
    wx.ready(() => wx.chooseImage({ count: 1, success: (result: Result) => resolve(result.localIds), fail: reject }))
    wx.config({ debug: false, ...fake.sign('http://localhost:3000/shop?a=1'), jsApiList: ['chooseImage'] })
  })
  // HarmonyOS sends JSON text, and jweixin looks for "android" to know that it must be parsed.
  expect(localIds).toEqual(platform === 'harmony' ? expect.any(String) : [expect.any(String)])
})

/**
 * What each of the older SDKs makes of the fake's answers, written down before it was run. All configure, call and
 * refuse in the same way; what differs is whether `wx.invoke` is there without `beta: true`, whether `miniProgram` is,
 * and whether the JSON text of an Android is parsed (1.0.7 was not expected to, and it does).
 */
const older = [
  { sdk: 'weixin-js-sdk-1.0', version: '1.0.7', invoke: false, miniProgram: false, parses: true },
  { sdk: 'weixin-js-sdk-1.2', version: '1.2.0', invoke: false, miniProgram: false, parses: true },
  { sdk: 'weixin-js-sdk-1.3', version: '1.3.2', invoke: true, miniProgram: true, parses: true },
]

describe.each(older)('weixin-js-sdk $version, used as documented,', ({ sdk, version, ...expected }) => {
  interface Older extends ReturnType<typeof loadSdk> {
    chooseImage(options: object): void
    getLocation(options: object): void
    miniProgram?: object
  }
  const load = (): Older => {
    const file = require.resolve(sdk)
    delete require.cache[file]
    return require(file)
  }
  const shop = 'http://localhost:3000/shop?a=1'
  const configured = (wx: Older, url = shop) =>
    new Promise<void>((resolve, reject) => {
      wx.error(reject)
      wx.ready(resolve)
      wx.config({ debug: false, ...fake.sign(url), jsApiList: ['chooseImage'] })
    })
  const asked = (run: (options: object) => void) =>
    new Promise<Result>((resolve) => run({ success: resolve, fail: resolve, cancel: resolve }))

  test('has this version', () => {
    fake = installFakeWechat()
    expect(require(`${sdk}/package.json`).version).toBe(version)
  })

  test.each(platforms)('on %s configures, calls, and is refused an API that it did not request', async (platform) => {
    fake = installFakeWechat({ platform })
    const wx = load()
    await configured(wx)
    const { localIds } = await asked((options) => wx.chooseImage({ count: 1, ...options }))
    const isText = platform === 'harmony' || (platform === 'android' && !expected.parses)
    expect(localIds).toEqual(isText ? expect.any(String) : [expect.any(String)])
    const { errMsg } = await asked((options) => wx.getLocation(options))
    expect(errMsg).toMatch(/permission denied|access_?denied|offline verifying/)
    expect(typeof wx.invoke === 'function').toBe(expected.invoke)
    expect(wx.miniProgram !== undefined).toBe(expected.miniProgram)
  })

  test.each(platforms)('on %s reports an invalid signature for another URL', async (platform) => {
    fake = installFakeWechat({ platform })
    const wx = load()
    const told = new Promise<Result>((resolve) => wx.error(resolve))
    wx.config({ debug: false, ...fake.sign(`${shop}&b`), jsApiList: ['chooseImage'] })
    expect((await told).errMsg).toMatch(/^config:.*invalid signature/)
  })
})

test.each(platforms)('@wecom/jssdk 2.4.4 works as documented on %s', async (platform) => {
  fake = installFakeWechat({ platform })
  const ww = loadWecom()
  const denied = vi.fn()
  ww.register({
    corpId: fake.appId,
    jsApiList: ['getLocation', 'getNetworkType'],
    getConfigSignature: (url: string) => fake.sign(url),
    onConfigFail: denied,
  })
  expect(await ww.getLocation({ type: ww.LocationType.gcj02 })).toMatchObject({ latitude: 23.10647 })
  expect(denied).not.toHaveBeenCalled()
  expect(fake.configurations).toMatchObject([{ signedUrl: 'http://localhost:3000/shop?a=1' }])
  await expect(ww.chooseImage({})).rejects.toMatchObject({
    errMsg: expect.stringMatching(/accessdenied|permission value/),
  })
})
