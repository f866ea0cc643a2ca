import { Window } from 'happy-dom'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FakeWechat, type FakeWechatOptions, installFakeWechat } from 'wechat-ready/testing'
import { call, configure, loadSdk } from '../kit/sdk.ts'

// What is known of the real clients, held against the fake: first a test per row of the table "who needs a new
// configuration on a route change", then one per row of the table of error texts.

const landing = 'http://localhost:3000/landing?from=timeline'

let fake: FakeWechat
beforeEach(() => history.replaceState(null, '', landing))
afterEach(() => {
  fake.uninstall()
  vi.restoreAllMocks()
})

/** A page at another address. */
const createPage = (url: string) => ({
  window: new Window({ url }) as unknown as globalThis.Window & typeof globalThis,
})

/** What the client says of a configuration on a page without an SDK. */
function judged(page: globalThis.Window & typeof globalThis): Promise<unknown> {
  const { WeixinJSBridge } = page as unknown as {
    WeixinJSBridge: { invoke(api: string, params: object, callback: (answer: { err_msg: string }) => void): void }
  }
  const { appId, timestamp, nonceStr, signature } = fake.sign(page.location.href)
  const message = {
    verifyAppId: appId,
    verifyTimestamp: `${timestamp}`,
    verifyNonceStr: nonceStr,
    verifySignature: signature,
    verifyJsApiList: ['chooseImage'],
  }
  return new Promise((resolve) => WeixinJSBridge.invoke('preVerifyJSAPI', message, ({ err_msg }) => resolve(err_msg)))
}

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
  test('iOS / iPadOS: only share calls need a new configuration; the landing URL is signed', async () => {
    const { config, outcome } = open({ platform: 'ios' })
    await config(here())
    history.pushState(null, '', '/b')
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
    expect(await outcome(share)).toBe(`${share}:fail, the permission value is offline verifying`)
    expect((await config(here())).err_msg).toBe('preVerifyJSAPI:fail_invalid_signature')
    expect((await config(landing)).err_msg).toBe('preVerifyJSAPI:ok')
    expect(await outcome(share)).toBe(`${share}:ok`)
  })

  test('Android from 8.0 on: no call needs a new configuration; either URL is signed', async () => {
    const { config, outcome } = open({ platform: 'android' })
    await config(here())
    history.pushState(null, '', '/b')
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
    expect((await config(here())).err_msg).toBe('pre_verify_jsapi:ok')
    history.pushState(null, '', '/c')
    expect((await config(landing)).err_msg).toBe('pre_verify_jsapi:ok')
    expect(await outcome(share)).toBe(`${share}:ok`)
  })

  test('Android from 8.0 on: grants of a document add up, and a refused configuration removes none', async () => {
    const { config, outcome } = open({ platform: 'android' })
    await config(here(), ['chooseImage'])
    history.pushState(null, '', '/b')
    await config(here(), ['scanQRCode'])
    await config('http://localhost:3000/wrong', ['chooseImage', 'scanQRCode'])
    expect(fake.configurations.at(-1)?.signedUrl).toBeUndefined()
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
    expect(await outcome('scanQRCode')).toBe('scanQRCode:ok')
  })

  test('Android 7.0: each URL needs a new configuration; either URL is signed', async () => {
    const { config, outcome } = open({ platform: 'android', version: '7.0' })
    expect(navigator.userAgent).toMatch(/Android .* MicroMessenger\/7\.0 /)
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
  ] as const)('%s: each URL needs a new configuration; the current URL is signed', async (_row, platform) => {
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

  test('devtools: no call needs a new configuration; an accepted one replaces the grants', async () => {
    const { config, outcome } = open({ platform: 'devtools' })
    await config(here(), ['chooseImage', 'scanQRCode'])
    history.pushState(null, '', '/b')
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
    await config(landing, ['getNetworkType'])
    expect(fake.configurations.at(-1)?.signedUrl).toBeUndefined()
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
    await config(here(), ['chooseImage'])
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
    expect(await outcome('scanQRCode')).toBe('scanQRCode:fail, the permission value is offline verifying')
  })

  test.each(['ios', 'android', 'harmony'] as const)('mini-program web-view on %s: like its host', async (platform) => {
    const { config, outcome } = open({ platform, miniProgram: true })
    expect(navigator.userAgent).toContain(` miniProgram/${fake.appId}`)
    await config(here())
    history.pushState(null, '', '/b')
    expect(await outcome('chooseImage')).toBe(`chooseImage:${platform === 'harmony' ? 'permission denied' : 'ok'}`)
  })

  test.each(['ios', 'android', 'harmony', 'windows', 'mac', 'devtools'] as const)(
    'on %s a change of the fragment needs no new configuration',
    async (platform) => {
      const { config, outcome } = open({ platform })
      await config(here())
      location.hash = '#/b'
      expect([await outcome('chooseImage'), await outcome(share)]).toEqual(['chooseImage:ok', `${share}:ok`])
    },
  )

  test.each([undefined, '7.0'])(
    'Android %s verifies getLocation and openAddress again at each call',
    async (version) => {
      const { config, outcome } = open({ platform: 'android', ...(version && { version }) })
      await config(here(), ['chooseImage', 'geoLocation', 'editAddress'])
      history.pushState(null, '', '/b')
      await config(here(), ['chooseImage', 'geoLocation', 'editAddress'])
      history.replaceState(null, '', '/c')
      history.replaceState(null, '', landing)
      expect(await outcome('chooseImage')).toBe('chooseImage:ok')
      expect(await outcome('getLocation')).toBe('getLocation:invalid signature')
      expect(await outcome('openAddress')).toBe('openAddress:invalid signature')
      await config(landing, ['geoLocation'])
      expect(await outcome('getLocation')).toBe('getLocation:ok')
    },
  )

  test("another script's wx.config leaves only the grants that it requests", async () => {
    const { config, outcome } = open({ platform: 'android' })
    await config(here())
    fake.replaceGrants(['getLocation', 'scanQRCode'])
    expect(await outcome('getLocation')).toBe('getLocation:ok')
    expect(await outcome('chooseImage')).toBe('chooseImage:permission denied')
    expect(await outcome('scanQRCode')).toBe('scanQRCode:permission denied')
    await config(here())
    expect(await outcome('chooseImage')).toBe('chooseImage:ok')
    fake.replaceGrants()
    expect(await outcome('getLocation')).toBe('getLocation:permission denied')
  })
})

describe('Android from 8.0 on', () => {
  const raw = (wx: ReturnType<typeof loadSdk>, api: string) =>
    new Promise<object>((resolve) => wx.invoke(api, {}, resolve))

  test('writes error texts in lower case, with "fail_" before a refusal of the server', async () => {
    const { config, wx } = open({ platform: 'android' })
    expect(await config(`${landing}&x`)).toMatchObject({ err_msg: 'pre_verify_jsapi:fail_invalid_signature' })
    expect(await config(here())).toEqual({ err_msg: 'pre_verify_jsapi:ok' })
    expect(await raw(wx, 'geoLocation')).toMatchObject({ err_msg: 'geo_location:ok' })
    history.pushState(null, '', '/b')
    history.replaceState(null, '', '/b')
    fake.landing = here()
    expect(await raw(wx, 'geoLocation')).toEqual({
      err_msg: 'geo_location:fail_invalid_signature',
      realAuthUrl: `[${here()}, ${here()}]`,
    })
  })

  test.each([
    ['a wrong signature', {}, (url: string) => fake.sign(`${url}&x`), ['chooseImage']],
    ['an empty list', {}, (url: string) => fake.sign(url), []],
    ['a foreign domain', { domains: ['shop.example.com'] }, (url: string) => fake.sign(url), ['chooseImage']],
    ['another account', {}, (url: string) => ({ ...fake.sign(url), appId: 'wx9' }), ['chooseImage']],
  ] as [string, FakeWechatOptions, (url: string) => object, string[]][])(
    'adds realAuthUrl to every failed configuration: %s',
    async (_failure, options, signature, apis) => {
      const { wx } = open({ platform: 'android', ...options })
      history.pushState(null, '', '/b')
      const answer = await configure(wx, signature(here()), apis)
      expect(answer).toMatchObject({ realAuthUrl: `[http://localhost:3000/b, ${landing}]` })
      expect(answer.err_msg).toMatch(/^pre_verify_jsapi:fail/)
    },
  )
})

test.each([
  ['android', 'text'],
  ['harmony', 'text'],
  ['ios', 'object'],
  ['windows', 'object'],
  ['mac', 'object'],
  ['devtools', 'object'],
] as const)('on %s checkResult is text where the client sends JSON, an object elsewhere', async (platform, shape) => {
  const { wx, config } = open({ platform })
  await config(here())
  const { checkResult } = await new Promise<Record<string, unknown>>((resolve) =>
    wx.invoke('checkJsApi', { jsApiList: ['chooseImage'] }, resolve),
  )
  expect(shape === 'text' ? JSON.parse(checkResult as string) : checkResult).toEqual({ chooseImage: true })
})

test('only iOS sets __wxjs_is_wkwebview', () => {
  open({ platform: 'ios' })
  expect(window).toHaveProperty('__wxjs_is_wkwebview', true)
  for (const platform of ['android', 'harmony', 'windows', 'mac', 'devtools'] as const) {
    fake.platform = platform
    expect(window, platform).not.toHaveProperty('__wxjs_is_wkwebview')
  }
  fake.platform = 'ios'
  fake.uninstall()
  expect(window).not.toHaveProperty('__wxjs_is_wkwebview')
})

test.each(['ios', 'android', 'harmony', 'windows', 'mac', 'devtools'] as const)(
  'the web-view of a mini program sets __wxjs_environment on %s',
  (platform) => {
    open({ platform })
    expect(window).not.toHaveProperty('__wxjs_environment', 'miniprogram')
    fake.uninstall()
    open({ platform, miniProgram: true })
    expect(window).toHaveProperty('__wxjs_environment', 'miniprogram')
  },
)

test('HarmonyOS has both words of the documentation in its user agent, and not Android', () => {
  open({ platform: 'harmony' })
  for (const word of ['OpenHarmony', 'ArkWeb', 'MicroMessenger']) expect(navigator.userAgent).toContain(word)
  expect(navigator.userAgent).not.toContain('Android')
})

describe('devtools', () => {
  const bridge = () => (window as unknown as { WeixinJSBridge: Record<string, (name: string) => void> }).WeixinJSBridge

  test('the bridge is a writable property with four functions, and call() logs an error', () => {
    const error = vi.spyOn(console, 'error').mockReturnValue()
    open({ platform: 'devtools' })
    expect(Object.keys(bridge()).sort()).toEqual(['call', 'invoke', 'log', 'on'])
    bridge().call?.('closeWindow')
    expect(error).toHaveBeenCalledWith(expect.stringContaining('closeWindow'))
    expect(fake.calls).toEqual([])
    expect(Object.getOwnPropertyDescriptor(window, 'WeixinJSBridge')).toMatchObject({ writable: true })
  })

  test('the bridge is there once the document has been parsed', () => {
    const readyState = vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading')
    open({ platform: 'devtools', miniProgram: true })
    expect('WeixinJSBridge' in window).toBe(false)
    // The page is told at document start that it is in a mini program; the user agent has no slash behind the word.
    expect(window).toMatchObject({ __wxjs_environment: 'miniprogram' })
    expect(navigator.userAgent).toMatch(/ miniprogramhtmlwebview miniProgram port\//)
    readyState.mockRestore()
    document.dispatchEvent(new Event('DOMContentLoaded'))
    expect('WeixinJSBridge' in window).toBe(true)
  })

  test('another platform has the complete, read-only bridge again', () => {
    open({ platform: 'devtools' })
    fake.platform = 'android'
    expect(Object.keys(bridge())).toContain('subscribe')
    expect(Object.getOwnPropertyDescriptor(window, 'WeixinJSBridge')).toMatchObject({ writable: false })
  })

  test('getNetworkType and getLocalImgData need no configuration; the network is a subtype', async () => {
    const { wx } = open({ platform: 'devtools' })
    wx.config({ check: false })
    const raw = (api: string, params: object) => new Promise<object>((resolve) => wx.invoke(api, params, resolve))
    expect(await raw('getNetworkType', {})).toEqual({ errMsg: 'getNetworkType:ok', subtype: 'wifi' })
    expect(await raw('getLocalImgData', { localId: 'a' })).toMatchObject({ errMsg: 'getLocalImgData:ok' })
  })

  test('checkJsApi lists exactly the granted APIs', async () => {
    const { wx, config } = open({ platform: 'devtools' })
    await config(here(), ['checkJsApi', 'geoLocation'])
    const { checkResult } = await call(wx, 'checkJsApi', { jsApiList: ['getLocation', 'scanQRCode', 'getTea'] })
    expect(checkResult).toEqual({ getLocation: true })
  })

  test.each([
    ['startSearchBeacons', 'startMonitoringBeacons'],
    ['openAddress', 'editAddress'],
    ['chooseWXPay', 'getBrandWCPayRequest'],
    ['launchMiniProgram', 'launchMiniProgram'],
    ['openBusinessView', 'openBusinessView'],
  ])('%s is not simulated, and the failure names %s', async (api, native) => {
    const { outcome, config } = open({ platform: 'devtools' })
    await config(here(), [native])
    expect(await outcome(api)).toBe(`${native}:没有此SDK或暂不支持此SDK模拟`)
  })

  test('a refusal names the native API', async () => {
    const { outcome } = open({ platform: 'devtools' })
    expect(await outcome('getLocation')).toBe('geoLocation:fail, the permission value is offline verifying')
  })
})

describe('clients without an API', () => {
  const share = 'updateAppMessageShareData'
  const transfer = { mchId: 'a', appId: 'wx1', package: 'a' }
  const outcomeOf = async (options: FakeWechatOptions, native: string, params: object = {}) => {
    const { wx, config } = open(options)
    await config(here(), [native])
    const raw = await new Promise<Record<string, unknown>>((resolve) => wx.invoke(native, params, resolve))
    fake.uninstall()
    return raw.err_msg ?? raw.errMsg
  }

  test('a version before the one in the table lacks the API, the one in the table has it', async () => {
    const api = 'requestMerchantTransfer'
    expect(await outcomeOf({ version: '8.0.45.50' }, api, transfer)).toBe('system:function_not_exist')
    expect(await outcomeOf({ version: '8.0.45.51' }, api, transfer)).toBe('request_merchant_transfer:ok')
    expect(await outcomeOf({ platform: 'ios', version: '8.0.44' }, api, transfer)).toBe(`${api}:function_not_exist`)
    expect(await outcomeOf({ platform: 'ios', version: '8.0.45' }, api, transfer)).toBe(`${api}:ok`)
  })

  test('versions are compared as numbers', async () => {
    const api = 'openBusinessView'
    const params = { businessType: 'wxpayScoreUse' }
    expect(await outcomeOf({ version: '7.0.4' }, api, params)).toBe('system:function_not_exist')
    expect(await outcomeOf({ version: '7.0.10' }, api, params)).toBe(`${api}:ok`)
  })

  test.each(['windows', 'mac'] as const)('%s has no requestMerchantTransfer', async (platform) => {
    expect(await outcomeOf({ platform }, 'requestMerchantTransfer', transfer)).toBe('system:function_not_exist')
    const { wx, config } = open({ platform })
    await config(here(), ['checkJsApi'])
    const { checkResult } = await call(wx, 'checkJsApi', { jsApiList: ['requestMerchantTransfer', 'chooseImage'] })
    expect(checkResult).toEqual({ requestMerchantTransfer: false, chooseImage: true })
  })

  test('openEnterpriseChat exists in WeCom only', async () => {
    expect(await outcomeOf({}, 'openEnterpriseChat')).toBe('system:function_not_exist')
    expect(await outcomeOf({ platform: 'ios' }, 'openEnterpriseChat')).toBe('openEnterpriseChat:function_not_exist')
  })

  test.each([share, 'hideMenuItems', 'editAddress'])('the web-view of a mini program refuses %s', async (native) => {
    const params = { menuList: [] }
    expect(await outcomeOf({ miniProgram: true }, native, params)).toBe('system:access_denied')
    const ios = await outcomeOf({ miniProgram: true, platform: 'ios' }, native, params)
    expect(ios).toBe(`${native}:fail_no permission to execute`)
  })

  test('a handler overrides the table, and next() returns the decision to the client', async () => {
    const { config, outcome } = open({ platform: 'windows' })
    await config(here(), ['requestMerchantTransfer'])
    fake.on('openEnterpriseChat', {})
    await config(here(), ['openEnterpriseChat'])
    expect(await outcome('openEnterpriseChat')).toBe('openEnterpriseChat:ok')
    fake.on('openEnterpriseChat', (_call, client) => client.next(), { times: 1 })
    fake.reply('openEnterpriseChat')
    fake.on('openEnterpriseChat', (_call, client) => client.next())
    expect(await outcome('openEnterpriseChat')).toBe('openEnterpriseChat:function not exist')
  })

  test('miniProgram.* gets no answer outside a mini program', async () => {
    vi.useFakeTimers()
    const answered = vi.fn()
    const { wx } = open({})
    wx.config({ check: false })
    wx.invoke('invokeMiniProgramAPI', { name: 'navigateTo', arg: {} }, answered)
    await vi.runAllTimersAsync()
    expect(answered).not.toHaveBeenCalled()
    vi.useRealTimers()
    fake.uninstall()
    const inside = open({ miniProgram: true }).wx
    inside.config({ check: false })
    const params = { name: 'navigateTo', arg: {} }
    expect(await new Promise((resolve) => inside.invoke('invokeMiniProgramAPI', params, resolve))).toBeDefined()
  })

  test('the option "version" is for phones only, and has numbers and dots only', () => {
    expect(() => installFakeWechat({ platform: 'windows', version: '3.9' })).toThrow(
      '"version" is for the clients of phones',
    )
    expect(() => installFakeWechat({ version: 'new' })).toThrow('"version" must be numbers and dots')
    fake = installFakeWechat({ version: '8.0.50' })
    expect(fake.version).toBe('8.0.50')
    fake.platform = 'ios'
    expect(fake.version).not.toBe('8.0.50')
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

  test.each(['example.com', 'shop.example.com', 'm.shop.example.com'])(
    'a registered domain covers %s',
    async (host) => {
      const { window: page } = createPage(`https://${host}/`)
      fake = installFakeWechat({ window: page, domains: ['example.com'] })
      expect(await judged(page)).toBe('pre_verify_jsapi:ok')
    },
  )

  test.each(['example.org', 'badexample.com', 'example.com.evil.org'])(
    'a registered domain does not cover %s',
    async (host) => {
      const { window: page } = createPage(`https://${host}/`)
      fake = installFakeWechat({ window: page, domains: ['example.com'] })
      expect(await judged(page)).toBe('pre_verify_jsapi:fail_invalid_url_domain')
    },
  )

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

  test("config:fail,TypeError: Cannot read property 'filter' of undefined (devtools, no jsApiList)", async () => {
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

  test('iOS does not report denied APIs until they are called', async () => {
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

  test('require subscribe: a test account that the user does not follow', async () => {
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
