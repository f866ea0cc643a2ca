import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FakeWechat, type FakeWechatOptions, installFakeWechat } from 'wechat-ready/testing'
import { call, configure, loadSdk } from './weixin-js-sdk.ts'

// What is known of the real clients, held against the fake: first a test per row of the table "who needs a new configuration on
// a route change", then one per row of the table of error texts.

const landing = 'http://localhost:3000/landing?from=timeline'

let fake: FakeWechat
beforeEach(() => history.replaceState(null, '', landing))
afterEach(() => {
  fake.uninstall()
  vi.restoreAllMocks()
})

const here = () => location.href.split('#')[0] as string

/** A page in this client, not yet configured. */
function open(options: FakeWechatOptions) {
  fake = installFakeWechat(options)
  const wx = loadSdk()
  const config = (
    url: string,
    apis: string[] | undefined = ['chooseImage', 'geoLocation', 'updateAppMessageShareData'],
  ) => configure(wx, fake.sign(url), apis)
  const outcome = async (api: string) => (await call(wx, api)).errMsg
  return { wx, config, outcome }
}

const share = 'updateAppMessageShareData'

describe('a route change', () => {
  test('iOS / iPadOS: no new configuration for most calls, one for share calls; the landing URL is signed', async () => {
    const { config, outcome } = open({ platform: 'ios' })
    await config(here())
    history.pushState(null, '', '/b')
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
    expect(await outcome(share)).toBe(`${share}:fail, the permission value is offline verifying`)
    expect((await config(here())).err_msg).toBe('preVerifyJSAPI:fail_invalid_signature')
    expect((await config(landing)).err_msg).toBe('preVerifyJSAPI:ok')
    expect(await outcome(share)).toBe(`${share}:ok`)
  })

  test('Android ≥ 6.3.31: a new configuration; the current URL is signed, the landing URL accepted', async () => {
    const { config, outcome } = open({ platform: 'android' })
    await config(here())
    history.pushState(null, '', '/b')
    expect(await outcome('chooseImage')).toBe('chooseImage:permission denied')
    expect((await config(here())).err_msg).toBe('preVerifyJSAPI:ok')
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
    history.pushState(null, '', '/c')
    expect((await config(landing)).err_msg).toBe('preVerifyJSAPI:ok')
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
  })

  test.each([
    ['Harmony', 'harmony'],
    ['Windows / Mac, Windows', 'windows'],
    ['Windows / Mac, Mac', 'mac'],
    ['devtools', 'devtools'],
  ] as const)('%s: a new configuration; the current URL is signed', async (_row, platform) => {
    const { config, outcome } = open({ platform })
    await config(here())
    history.pushState(null, '', '/b')
    expect(await outcome('chooseImage')).not.toBe('chooseImage:ok')
    await config(landing)
    expect(fake.configurations.at(-1)?.signedUrl).toBeUndefined()
    await config(here())
    expect(fake.configurations.at(-1)?.signedUrl).toBe(here())
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
  })

  test.each(['ios', 'android'] as const)('mini-program web-view on %s: as the host', async (platform) => {
    const { config, outcome } = open({ platform, miniProgram: true })
    expect(navigator.userAgent).toContain(` miniProgram/${fake.appId}`)
    await config(here())
    history.pushState(null, '', '/b')
    expect(await outcome('chooseImage')).toBe(`chooseImage:${platform === 'ios' ? 'ok' : 'permission denied'}`)
  })

  test.each(['ios', 'android', 'harmony', 'windows', 'mac', 'devtools'] as const)(
    'on %s a change of the fragment needs nothing',
    async (platform) => {
      const { config, outcome } = open({ platform })
      await config(here())
      location.hash = '#/b'
      expect([await outcome('chooseImage'), await outcome(share)]).toEqual(['chooseImage:ok', `${share}:ok`])
    },
  )

  test('back at a configured URL, Android checks the signature of a getLocation again', async () => {
    const { config, outcome } = open({ platform: 'android' })
    await config(here())
    history.pushState(null, '', '/b')
    await config(here())
    history.replaceState(null, '', landing)
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
    expect(await outcome('getLocation')).toBe('getLocation:invalid signature')
    await config(landing)
    expect(await outcome('getLocation')).toBe('getLocation:ok')
  })
})

describe('error texts', () => {
  /** What `wx.error` is told of this configuration. */
  const errorOf = (options: FakeWechatOptions, jsApiList: string[] | undefined, url = here()) => {
    const { wx } = open(options)
    return new Promise<string>((resolve) => {
      wx.error(({ errMsg }) => resolve(errMsg))
      wx.config({ ...fake.sign(url), jsApiList })
    })
  }

  test.each(['ios', 'android'] as const)('config:invalid signature (%s)', async (platform) => {
    expect(await errorOf({ platform }, ['chooseImage'], `${landing}&x`)).toBe('config:invalid signature')
  })

  test('config:fail (Android, no reason): an empty jsApiList', async () => {
    expect(await errorOf({ platform: 'android' }, [])).toBe('config:fail')
    fake.uninstall()
    const { config } = open({ platform: 'ios' })
    expect((await config(here(), [])).err_msg).toBe('preVerifyJSAPI:ok')
  })

  test('config:fail,Error: 系统错误,错误码:63002,invalid signature [20200914 13:48:00][] (devtools)', async () => {
    expect(await errorOf({ platform: 'devtools' }, ['chooseImage'], `${landing}&x`)).toBe(
      'config:fail,Error: 系统错误,错误码:63002,invalid signature [20200914 13:48:00][]',
    )
  })

  test('config:fail,invalid url domain / config:invalid url domain', async () => {
    const domains = ['shop.example.com']
    expect(await errorOf({ platform: 'devtools', domains }, ['chooseImage'])).toBe('config:fail,invalid url domain')
    fake.uninstall()
    expect(await errorOf({ platform: 'android', domains }, ['chooseImage'])).toBe('config:invalid url domain')
    expect(fake.configurations[0]?.explanation).toContain('localhost:3000')
  })

  test("config:fail,TypeError: Cannot read property 'filter' of undefined (devtools without jsApiList)", async () => {
    expect(await errorOf({ platform: 'devtools' }, undefined)).toBe(
      "config:fail,TypeError: Cannot read property 'filter' of undefined",
    )
  })

  test('xxx:permission denied: not in jsApiList, account not allowed, URL not configured (Android)', async () => {
    const { config, outcome } = open({ platform: 'android', denied: ['chooseImage'] })
    expect(await outcome('scanQRCode')).toBe('scanQRCode:permission denied')
    expect((await config(here())).noPermissionJsApi).toBe('["chooseImage"]')
    expect(await outcome('scanQRCode')).toBe('scanQRCode:permission denied')
    expect(await outcome('chooseImage')).toBe('chooseImage:permission denied')
    expect(await outcome('getLocation')).toBe('getLocation:ok')
  })

  test('iOS does not say which APIs are denied until they are called', async () => {
    const { config, outcome } = open({ platform: 'ios', denied: ['chooseImage'] })
    expect(await config(here())).toEqual({ err_msg: 'preVerifyJSAPI:ok' })
    expect(await outcome('chooseImage')).toBe('chooseImage:fail, the permission value is offline verifying')
  })

  test.each(['ios', 'devtools'] as const)(
    'xxx:fail, the permission value is offline verifying (%s)',
    async (platform) => {
      const { config, outcome } = open({ platform })
      const refusal = 'scanQRCode:fail, the permission value is offline verifying'
      expect(await outcome('scanQRCode')).toBe(refusal)
      await config(here())
      expect(await outcome('scanQRCode')).toBe(refusal)
    },
  )

  test.each(['ios', 'android'] as const)(
    'xxx:function not exist / system:function_not_exist (%s)',
    async (platform) => {
      const { config, outcome } = open({ platform, unsupported: ['chooseImage'] })
      await config(here())
      expect(await outcome('chooseImage')).toBe('chooseImage:function not exist')
      const { checkResult } = await call(loadSdk(), 'checkJsApi', { jsApiList: ['chooseImage', 'getLocation'] })
      expect(checkResult).toEqual({ chooseImage: false, getLocation: true })
    },
  )

  test.each(['access_denied', 'too_frequent', 'invalid_data', 'invalid_api'])('system:%s', async (words) => {
    const { config, wx } = open({ platform: 'android' })
    await config(here())
    fake.reply('chooseImage', `system:${words}`)
    const raw = await new Promise<object>((resolve) => wx.invoke('chooseImage', {}, resolve))
    expect(raw).toEqual({ err_msg: `system:${words}` })
  })

  test('getBrandWCPayRequest:fail_no permission to execute: paying in a mini program on iOS', async () => {
    const { wx, outcome } = open({ platform: 'ios', miniProgram: true })
    wx.config({ check: false, jsApiList: [] })
    const raw = await new Promise<object>((resolve) => wx.invoke('getBrandWCPayRequest', {}, resolve))
    expect(raw).toEqual({ err_msg: 'getBrandWCPayRequest:fail_no permission to execute' })
    expect(await outcome('chooseWXPay')).toBe('chooseWXPay:permission denied')
  })

  test('require subscribe: a test account that the visitor does not follow', async () => {
    const { wx } = open({ platform: 'android' })
    fake.reply('config', 'fail_require_subscribe')
    const told = new Promise<string>((resolve) => wx.error(({ errMsg }) => resolve(errMsg)))
    wx.config({ ...fake.sign(here()), jsApiList: ['chooseImage'] })
    expect(await told).toBe('config:require subscribe')
  })

  test('updateAppMessageShareData:没有此SDK或暂不支持此SDK模拟 (devtools)', async () => {
    const { config, outcome } = open({ platform: 'devtools', unsupported: [share] })
    await config(here())
    expect(await outcome(share)).toBe(`${share}:没有此SDK或暂不支持此SDK模拟`)
  })

  test('wx.config:invalid signature more info at https://open.work.weixin.qq.com/… (WeCom)', async () => {
    const { wx } = open({ platform: 'android' })
    const errMsg = 'wx.config:invalid signature more info at https://open.work.weixin.qq.com/devtool/query?e=40093'
    fake.reply('config', { errMsg })
    const told = new Promise<string>((resolve) => wx.error(({ errMsg }) => resolve(errMsg)))
    wx.config({ ...fake.sign(here()), jsApiList: ['chooseImage'] })
    expect(await told).toBe(errMsg)
  })
})
