import { createRequire } from 'node:module'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FakeWechat, installFakeWechat, type Platform } from 'wechat-ready/testing'
import { loadSdk, type Result } from './weixin-js-sdk.ts'

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

test.each(platforms)('weixin-js-sdk 1.6.5 as its documentation uses it, on %s', async (platform) => {
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

test.each(platforms)('@wecom/jssdk 2.4.4 as its documentation uses it, on %s', async (platform) => {
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
