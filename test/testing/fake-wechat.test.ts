import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FakeWechat, type FakeWechatOptions, installFakeWechat, type Platform } from 'wechat-ready/testing'
import { call, configure, loadSdk, type Wx } from '../kit/sdk.ts'

const landing = 'http://localhost:3000/shop?from=singlemessage&x=a%3Ab+c'
const allPlatforms: Platform[] = ['ios', 'android', 'harmony', 'windows', 'mac', 'devtools']

let fake: FakeWechat | undefined
const install = (options?: FakeWechatOptions) => {
  fake = installFakeWechat(options)
  return fake
}
/** The page's URL, as a signer wants it. */
const here = () => location.href.split('#')[0] as string

beforeEach(() => history.replaceState(null, '', `${landing}#/detail`))
afterEach(() => {
  fake?.uninstall()
  fake = undefined
  vi.restoreAllMocks()
})

describe('installFakeWechat()', () => {
  test('adds the bridge at once, and the page cannot replace it', () => {
    install()
    const descriptor = Object.getOwnPropertyDescriptor(window, 'WeixinJSBridge')
    expect(descriptor?.value.invoke).toBeTypeOf('function')
    expect(descriptor?.writable).toBe(false)
  })

  test.each(allPlatforms)('sets the user agent of %s until it is uninstalled', (platform) => {
    const before = navigator.userAgent
    install({ platform })
    expect(navigator.userAgent).toContain('MicroMessenger/')
    fake?.uninstall()
    expect(navigator.userAgent).toBe(before)
    expect('WeixinJSBridge' in window).toBe(false)
  })

  test('fires WeixinJSBridgeReady once for a late bridge', () => {
    vi.useFakeTimers()
    const ready = vi.fn()
    document.addEventListener('WeixinJSBridgeReady', ready)
    install({ bridge: 800 })
    vi.advanceTimersByTime(799)
    expect('WeixinJSBridge' in window).toBe(false)
    vi.advanceTimersByTime(1)
    expect('WeixinJSBridge' in window).toBe(true)
    vi.runAllTimers()
    expect(ready).toHaveBeenCalledTimes(1)
    document.removeEventListener('WeixinJSBridgeReady', ready)
    vi.useRealTimers()
  })

  test('adds no late bridge after uninstall()', () => {
    vi.useFakeTimers()
    install({ bridge: 800 }).uninstall()
    vi.runAllTimers()
    expect('WeixinJSBridge' in window).toBe(false)
    vi.useRealTimers()
  })

  test('can inject a bridge that was set to "never"', () => {
    install({ bridge: 'never' }).injectBridge()
    expect('WeixinJSBridge' in window).toBe(true)
  })

  test('throws inside WeChat', () => {
    Object.defineProperty(navigator, 'userAgent', { configurable: true, value: 'x MicroMessenger/8.0.61 y' })
    expect(() => install({ force: false })).toThrow('this is WeChat itself')
    Object.defineProperty(window, 'WeixinJSBridge', { configurable: true, value: {} })
    expect(() => install({ force: true })).toThrow('this is WeChat itself')
    Reflect.deleteProperty(window, 'WeixinJSBridge')
    expect(() => install({ force: true })).not.toThrow()
    Reflect.deleteProperty(navigator, 'userAgent')
  })

  test('throws if it is called twice, or beside another bridge', () => {
    install()
    expect(() => installFakeWechat()).toThrow('MicroMessenger')
    fake?.uninstall()
    Object.defineProperty(window, 'WeixinJSBridge', { configurable: true, value: {} })
    expect(() => install()).toThrow('the window has a WeixinJSBridge already')
    Reflect.deleteProperty(window, 'WeixinJSBridge')
  })
})

describe('the bridge', () => {
  const bridge = () =>
    (window as unknown as { WeixinJSBridge: Record<string, (...args: unknown[]) => void> }).WeixinJSBridge

  test('on keeps one handler per event, subscribe keeps many', () => {
    install()
    const heard: string[] = []
    bridge().on?.('onVoicePlayEnd', () => heard.push('first on'))
    bridge().on?.('onVoicePlayEnd', () => heard.push('second on'))
    bridge().subscribe?.('onVoicePlayEnd', () => heard.push('first subscriber'))
    bridge().subscribe?.('onVoicePlayEnd', () => heard.push('second subscriber'))
    expect(fake?.emit('onVoicePlayEnd', { localId: 'a' })).toBe(true)
    expect(heard).toEqual(['second on', 'first subscriber', 'second subscriber'])
  })

  test("each listener gets its own copy of an event's data, since jweixin modifies it", () => {
    install()
    const heard: object[] = []
    const rewrite = (data: unknown) => {
      heard.push({ ...(data as object) })
      Object.assign(data as object, { errMsg: 'rewritten' })
    }
    bridge().on?.('onVoicePlayEnd', rewrite)
    bridge().subscribe?.('onVoicePlayEnd', rewrite)
    fake?.emit('onVoicePlayEnd', { localId: 'a' })
    expect(heard).toEqual([{ localId: 'a' }, { localId: 'a' }])
  })

  test('a bridge with a replaced function sends nothing', () => {
    install()
    bridge().call = () => {}
    bridge().invoke?.('closeWindow')
    expect(fake?.calls).toEqual([])
  })

  test('it answers once, in a later task', async () => {
    install()
    const callback = vi.fn()
    bridge().invoke?.('closeWindow', {}, callback)
    await Promise.resolve()
    expect(callback).not.toHaveBeenCalled()
    await new Promise((resolve) => setTimeout(resolve))
    expect(callback.mock.calls).toEqual([[{ err_msg: 'close_window:ok' }]])
  })
})

describe('over weixin-js-sdk', () => {
  test.each(allPlatforms)(
    'on %s a valid signature configures the page, and a call succeeds',
    { tags: 'fake-client' },
    async (platform) => {
      const { sign } = install({ platform })
      const wx = loadSdk()
      await configure(wx, sign(here()), ['chooseImage', 'geoLocation'])
      expect(fake?.configurations[0]).toMatchObject({ jsApiList: ['chooseImage', 'getLocation'], signedUrl: landing })
      expect(await call(wx, 'getLocation', { type: 'gcj02' })).toMatchObject({ outcome: 'success', latitude: 23.10647 })
      expect(fake?.calls.at(-1)).toMatchObject({ api: 'getLocation', params: { type: 'gcj02' } })
    },
  )

  test.each(allPlatforms)('on %s wx.config and wx.ready work as documented', async (platform) => {
    const { sign } = install({ platform })
    const wx = loadSdk()
    wx.config({ ...sign(here()), jsApiList: ['chooseImage'] })
    await new Promise<void>((resolve) => wx.ready(resolve))
    expect(await call(wx, 'chooseImage')).toMatchObject({ errMsg: 'chooseImage:ok' })
  })

  test.each(allPlatforms)(
    'on %s a signature for another URL is refused as invalid',
    { tags: 'fake-client' },
    async (platform) => {
      const { sign } = install({ platform })
      const wx = loadSdk()
      const failed = new Promise<{ errMsg: string }>((resolve) => wx.error(resolve))
      wx.config({ ...sign(`${here()}&other`), jsApiList: ['chooseImage'] })
      const words = platform === 'devtools' ? /63002,invalid signature/ : /^config:invalid signature$/
      expect((await failed).errMsg).toMatch(words)
      expect(fake?.configurations[0]?.signedUrl).toBeUndefined()
    },
  )

  test('a signature with another ticket, or for another appId, is refused', async () => {
    install({ ticket: 'mine', appId: 'wx1' })
    const wx = loadSdk()
    const foreign = { ...fake?.sign(here()), signature: '0'.repeat(40) }
    expect(await configure(wx, foreign, ['chooseImage'])).toMatchObject({
      err_msg: 'pre_verify_jsapi:fail_invalid_signature',
    })
    const { sign } = fake as FakeWechat
    await configure(wx, { ...sign(here()), appId: 'wx2' }, ['chooseImage'])
    expect(fake?.configurations[1]?.explanation).toBe('the configuration is for appId wx2, the ticket for wx1')
  })

  test('the option landing is the URL that iOS checks', async () => {
    const { sign } = install({ platform: 'ios', landing: 'http://localhost:3000/first?a=1#x' })
    const wx = loadSdk()
    expect(await configure(wx, sign(here()), ['chooseImage'])).toMatchObject({
      realAuthUrl: 'http://localhost:3000/first?a=1',
    })
    await configure(wx, sign('http://localhost:3000/first?a=1'), ['chooseImage'])
    expect(fake?.configurations[1]?.signedUrl).toBe('http://localhost:3000/first?a=1')
  })

  test('realAuthUrl is one URL on iOS, a list on Android, optionally JSON or left out', async () => {
    const answered = async (options: FakeWechatOptions) => {
      install(options)
      history.pushState(null, '', '/b#/x')
      const answer = await configure(loadSdk(), { ...fake?.sign('http://localhost:3000/c') }, ['chooseImage'])
      fake?.uninstall()
      history.replaceState(null, '', `${landing}#/detail`)
      return answer.realAuthUrl
    }
    expect(await answered({ platform: 'ios' })).toBe(landing)
    expect(await answered({ platform: 'android' })).toBe(`[http://localhost:3000/b, ${landing}]`)
    expect(await answered({ platform: 'android', realAuthUrl: 'json' })).toBe(
      JSON.stringify(['http://localhost:3000/b#/x', `${landing}#/x`]),
    )
    expect(await answered({ platform: 'android', realAuthUrl: false })).toBeUndefined()
  })
})

describe('scripted answers', () => {
  const configured = async (options?: FakeWechatOptions, apis = ['chooseImage', 'getLocation']) => {
    const { sign } = install(options)
    const wx = loadSdk()
    await configure(
      wx,
      sign(here()),
      apis.map((api) => (api === 'getLocation' ? 'geoLocation' : api)),
    )
    return { wx, fake: fake as FakeWechat }
  }

  test.each(allPlatforms)('a value on %s reaches the page in the documented shape', async (platform) => {
    const { wx, fake } = await configured({ platform }, ['scanQRCode'])
    fake.reply('scanQRCode', { resultStr: 'CODE_128,42' })
    expect(await call(wx, 'scanQRCode', { needResult: 1 })).toMatchObject({ resultStr: 'CODE_128,42' })
  })

  test('with a share button granted, the share call of jweixin is granted too', async () => {
    const { wx, fake } = await configured({}, ['menu:share:timeline'])
    const shared = call(wx, 'onMenuShareTimeline', { title: 'Tea' })
    expect(fake.emit('onMenuShareTimeline')).toBe(true)
    expect(await shared).toMatchObject({ outcome: 'success' })
    expect(fake.calls.at(-1)).toMatchObject({ api: 'shareTimeline', params: { title: 'Tea' } })
  })

  test('chooseImage.localIds is JSON text on Android and HarmonyOS, an array elsewhere', async () => {
    for (const platform of allPlatforms) {
      install({ platform })
      const { sign } = fake as FakeWechat
      const wx = loadSdk()
      await configure(wx, sign(here()), ['chooseImage'])
      fake?.reply('chooseImage', { localIds: ['a', 'b'] })
      const { localIds } = await new Promise<Record<string, unknown>>((resolve) =>
        wx.invoke('chooseImage', {}, resolve),
      )
      const text = platform === 'android' || platform === 'harmony'
      expect(localIds, platform).toEqual(text ? '["a","b"]' : ['a', 'b'])
      fake?.uninstall()
    }
  })

  test('a function answers according to the parameters, also asynchronously', async () => {
    const { wx, fake } = await configured()
    fake.reply('chooseImage', async ({ count }) => ({
      localIds: Array.from({ length: Number(count) }, (_, index) => String(index)),
    }))
    expect(await call(wx, 'chooseImage', { count: 2 })).toMatchObject({ localIds: ['0', '1'] })
  })

  test('"cancel", "deny" and the client\'s own words are answers', async () => {
    const { wx, fake } = await configured()
    fake.reply('chooseImage', 'cancel')
    expect(await call(wx, 'chooseImage')).toMatchObject({ outcome: 'cancel', errMsg: 'chooseImage:cancel' })
    fake.reply('chooseImage', 'deny')
    expect(await call(wx, 'chooseImage')).toMatchObject({ outcome: 'fail', errMsg: 'chooseImage:permission denied' })
    fake.reply('chooseImage', 'fail_no_camera')
    expect(await call(wx, 'chooseImage')).toMatchObject({ outcome: 'fail', errMsg: 'chooseImage:no camera' })
    fake.reply('chooseImage', 'system:too_frequent')
    expect(await call(wx, 'chooseImage')).toMatchObject({ outcome: 'fail', errMsg: 'chooseImage:too frequent' })
    fake.reply('chooseImage')
    expect(await call(wx, 'chooseImage')).toMatchObject({ outcome: 'success' })
  })

  test('replyOnce() answers one call each, in order', async () => {
    const { wx, fake } = await configured()
    fake.replyOnce('chooseImage', 'cancel')
    fake.replyOnce('chooseImage', 'deny')
    const outcomes = [await call(wx, 'chooseImage'), await call(wx, 'chooseImage'), await call(wx, 'chooseImage')]
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['cancel', 'fail', 'success'])
  })

  test("a call is recorded as the page made it: with its own appId, without jweixin's additions", async () => {
    const { wx, fake } = await configured({}, ['requestMerchantTransfer'])
    const order = { mchId: '1', package: 'a' }
    await new Promise((resolve) => wx.invoke('requestMerchantTransfer', { ...order }, resolve))
    const { WeixinJSBridge } = window as unknown as { WeixinJSBridge: Wx }
    const own = { ...order, appId: 'wx-of-the-merchant', verifyAppId: fake.appId }
    await new Promise((resolve) => WeixinJSBridge.invoke('requestMerchantTransfer', own, resolve))
    expect(fake.calls.map(({ params }) => params)).toEqual([order, { ...order, appId: 'wx-of-the-merchant' }])
  })

  test('an object with err_msg is sent as it is', async () => {
    const { wx, fake } = await configured()
    fake.reply('chooseImage', { err_msg: 'chooseImage:ok', localIds: '[broken' })
    expect(await call(wx, 'chooseImage')).toMatchObject({ outcome: 'success', localIds: '[broken' })
  })

  test("'never' leaves a configuration without an answer", async () => {
    vi.useFakeTimers()
    install()
    fake?.reply('config', 'never')
    const answered = vi.fn()
    configure(loadSdk(), (fake as FakeWechat).sign(here()), ['chooseImage']).then(answered)
    await vi.runAllTimersAsync()
    expect(answered).not.toHaveBeenCalled()
    expect(fake?.configurations[0]?.answer).toBeUndefined()
    vi.useRealTimers()
  })

  test("'twice' answers a configuration two times", async () => {
    vi.useFakeTimers()
    install()
    fake?.reply('config', 'twice')
    const wx = loadSdk()
    wx.config({ ...fake?.sign(here()), check: false })
    const answered = vi.fn()
    wx.invoke('preVerifyJSAPI', { verifyJsApiList: ['chooseImage'] }, answered)
    await vi.runAllTimersAsync()
    expect(answered.mock.calls).toEqual([[{ err_msg: 'pre_verify_jsapi:ok' }], [{ err_msg: 'pre_verify_jsapi:ok' }]])
    vi.useRealTimers()
  })

  test('a configuration refused once grants nothing, the next one does', async () => {
    const { sign, replyOnce } = install()
    replyOnce.call(fake, 'config', 'deny')
    const wx = loadSdk()
    expect(await configure(wx, sign(here()), ['chooseImage'])).toMatchObject({
      err_msg: 'pre_verify_jsapi:fail_invalid_signature',
    })
    expect(await call(wx, 'chooseImage')).toMatchObject({ errMsg: 'chooseImage:permission denied' })
    expect(await configure(wx, sign(here()), ['chooseImage'])).toMatchObject({ err_msg: 'pre_verify_jsapi:ok' })
    expect(await call(wx, 'chooseImage')).toMatchObject({ outcome: 'success' })
  })

  test('the option delay applies to each answer', () => {
    vi.useFakeTimers()
    install({ delay: 50 })
    const answered = vi.fn()
    const wx = loadSdk()
    wx.config({ ...fake?.sign(here()), check: false })
    wx.invoke('preVerifyJSAPI', { verifyJsApiList: ['chooseImage'] }, answered)
    vi.advanceTimersByTime(49)
    expect(answered).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(answered).toHaveBeenCalledTimes(1)
    vi.useRealTimers()
  })

  test('emit() reaches the page through jweixin', async () => {
    const { wx, fake } = await configured()
    const heard = call(wx, 'onVoicePlayEnd')
    fake.emit('onVoicePlayEnd', { err_msg: 'onVoicePlayEnd:ok', localId: 'v1' })
    expect(await heard).toMatchObject({ localId: 'v1' })
    expect(fake.emit('onSearchBeacons')).toBe(false)
  })

  test('reset() removes scripts and records and restores the options; the page stays configured', async () => {
    const { wx, fake } = await configured({ delay: 1 })
    fake.reply('chooseImage', 'cancel')
    fake.replyOnce('chooseImage', 'deny')
    call(wx, 'onVoicePlayEnd')
    const { ticket } = fake
    Object.assign(fake, { delay: 1000, landing: 'http://localhost:3000/other', ticket: 'another' })
    fake.reset()
    expect([fake.calls, fake.configurations, fake.signatures]).toEqual([[], [], []])
    expect([fake.delay, fake.landing, fake.ticket]).toEqual([1, landing, ticket])
    expect(fake.emit('onVoicePlayEnd')).toBe(true)
    expect(await call(wx, 'chooseImage')).toMatchObject({ outcome: 'success' })
    fake.platform = 'ios'
    fake.reset()
    expect([fake.platform, navigator.userAgent]).toEqual(['android', expect.stringContaining('Android')])
  })

  test('a call that is pending at uninstall() is never answered', async () => {
    const { wx, fake } = await configured()
    const answered = vi.fn()
    let reply = (_: object) => {}
    fake.reply('chooseImage', () => new Promise<object>((resolve) => (reply = resolve)))
    call(wx, 'chooseImage').then(answered)
    call(wx, 'getLocation').then(answered)
    await vi.waitUntil(() => answered.mock.calls.length === 1)
    call(wx, 'getLocation').then(answered)
    fake.uninstall()
    reply({ localIds: ['late'] })
    await new Promise((resolve) => setTimeout(resolve))
    expect(answered).toHaveBeenCalledTimes(1)
  })

  test('a change of the platform removes the configuration', async () => {
    const { wx, fake } = await configured()
    fake.platform = 'ios'
    expect(navigator.userAgent).toContain('iPhone')
    expect((await call(wx, 'chooseImage')).errMsg).toContain('the permission value is offline verifying')
  })
})
