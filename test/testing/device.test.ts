import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FakeWechat, type FakeWechatOptions, installFakeWechat, type Platform } from 'wechat-ready/testing'
import { call, configure, loadSdk, type Wx } from '../kit/sdk.ts'

// What the fake answers to calls that nobody has scripted.

let fake: FakeWechat
let wx: Wx

async function open(options: FakeWechatOptions = {}, ...apis: string[]) {
  fake = installFakeWechat(options)
  wx = loadSdk()
  await configure(wx, fake.sign(location.href), apis)
}

beforeEach(() => history.replaceState(null, '', 'http://localhost:3000/'))
afterEach(() => {
  fake.uninstall()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const png = 'data:image/png;base64,iVBORw0KGgo='

describe('images', () => {
  test.each([
    ['ios', /^wxLocalResource:\/\//],
    ['android', /^weixin:\/\/resourceid\//],
  ] as [Platform, RegExp][])('on %s a local id looks like %s', async (platform, shape) => {
    await open({ platform }, 'chooseImage')
    const { localIds } = await call(wx, 'chooseImage')
    expect(localIds).toEqual([expect.stringMatching(shape), expect.stringMatching(shape)])
  })

  test('getLocalImgData is base64 with line breaks on Android, a misspelt data URL on iOS', async () => {
    const jpeg = `data:image/jpeg;base64,${'/9j/'.repeat(30)}`
    const dataOn = async (platform: Platform) => {
      await open({ platform }, 'getLocalImgData')
      const localId = fake.pictures.add(jpeg)
      const { localData } = await call(wx, 'getLocalImgData', { localId })
      fake.uninstall()
      return localData
    }
    expect(await dataOn('android')).toBe(`${'/9j/'.repeat(19)}\n${'/9j/'.repeat(11)}`)
    expect(await dataOn('ios')).toBe(`data:image/jgp;base64,${'/9j/'.repeat(30)}`)
  })

  test('an uploaded image can be downloaded again', async () => {
    await open({}, 'uploadImage', 'downloadImage')
    const localId = fake.pictures.add(png)
    const { serverId } = await call(wx, 'uploadImage', { localId })
    expect(serverId).toHaveLength(64)
    expect(await call(wx, 'downloadImage', { serverId })).toMatchObject({ localId })
  })
})

describe('voices', () => {
  const voice = ['startRecord', 'stopRecord', 'playVoice', 'stopVoice', 'onVoiceRecordEnd', 'onVoicePlayEnd']

  test('a stopped recording has a local id, and its playback ends after the same time', async () => {
    await open({}, ...voice)
    vi.useFakeTimers()
    const settle = <T>(promise: Promise<T>) => vi.advanceTimersByTimeAsync(1).then(() => promise)
    await settle(call(wx, 'startRecord'))
    await vi.advanceTimersByTimeAsync(3000)
    const { localId } = await settle(call(wx, 'stopRecord'))
    const ended = vi.fn()
    call(wx, 'onVoicePlayEnd').then(ended)
    await settle(call(wx, 'playVoice', { localId }))
    await vi.advanceTimersByTimeAsync(2900)
    expect(ended).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(ended).toHaveBeenCalledWith(expect.objectContaining({ localId }))
  })

  test('a recording ends by itself after a minute', async () => {
    await open({}, ...voice)
    vi.useFakeTimers()
    const ended = vi.fn()
    call(wx, 'onVoiceRecordEnd').then(ended)
    call(wx, 'startRecord')
    await vi.advanceTimersByTimeAsync(60_001)
    expect(ended).toHaveBeenCalledWith(expect.objectContaining({ localId: expect.any(String) }))
    const stopped = call(wx, 'stopRecord')
    await vi.advanceTimersByTimeAsync(1)
    expect(await stopped).toMatchObject({ outcome: 'fail' })
  })

  test('a stopped voice fires no onVoicePlayEnd event', async () => {
    await open({}, ...voice)
    vi.useFakeTimers()
    const ended = vi.fn()
    call(wx, 'onVoicePlayEnd').then(ended)
    call(wx, 'playVoice', { localId: 'a' })
    call(wx, 'stopVoice', { localId: 'a' })
    await vi.advanceTimersByTimeAsync(120_000)
    expect(ended).not.toHaveBeenCalled()
  })
})

describe('field names', () => {
  const platforms: Platform[] = ['ios', 'android', 'harmony', 'windows', 'mac', 'devtools']

  test.each(platforms)('on %s jweixin reads an address, cards and a network from raw answers', async (platform) => {
    await open({ platform }, 'editAddress', 'batchAddCard', 'chooseCard', 'getNetworkType')
    if (platform !== 'devtools')
      expect(await call(wx, 'openAddress')).toMatchObject({
        provinceName: '广东省',
        cityName: '广州市',
        outcome: 'success',
      })
    const cardList = [{ cardId: 'c1', cardExt: '{}' }]
    expect(await call(wx, 'addCard', { cardList })).toMatchObject({ cardList: [{ cardId: 'c1', isSuccess: true }] })
    const { cardList: chosen } = await call(wx, 'chooseCard', { cardId: 'c1', timestamp: 1 })
    expect(JSON.parse(String(chosen))).toMatchObject([{ card_id: 'c1' }])
    expect(await call(wx, 'getNetworkType')).toMatchObject({ networkType: 'wifi', outcome: 'success' })
    fake.reply('getNetworkType', { networkType: '4g' })
    expect(await call(wx, 'getNetworkType')).toMatchObject({ networkType: '4g', outcome: 'success' })
  })
})

test('a mobile network is wwan with a subtype, wifi is in the error text only', async () => {
  await open({}, 'getNetworkType')
  const raw = () => new Promise((resolve) => wx.invoke('getNetworkType', {}, resolve))
  expect(await raw()).toEqual({ err_msg: 'network_type:wifi' })
  fake.reply('getNetworkType', { networkType: '4g' })
  expect(await raw()).toEqual({ err_msg: 'network_type:wwan', subtype: '4g' })
})

test('paying and closing the window need no configuration', async () => {
  fake = installFakeWechat()
  wx = loadSdk()
  wx.config({ check: false })
  const raw = (api: string, params = {}) => new Promise((resolve) => wx.invoke(api, params, resolve))
  const payment = { timeStamp: '1', nonceStr: 'a', package: 'prepay_id=a', signType: 'RSA', paySign: 'a' }
  expect(await raw('getBrandWCPayRequest', payment)).toEqual({ err_msg: 'get_brand_wcpay_request:ok' })
  expect(await raw('closeWindow')).toEqual({ err_msg: 'close_window:ok' })
})

describe('a missing parameter', () => {
  test.each([
    ['uploadImage', 'localId'],
    ['downloadImage', 'serverId'],
    ['getLocalImgData', 'localId'],
    ['playVoice', 'localId'],
    ['translateVoice', 'localId'],
  ])('%s fails without a %s, and with the text "undefined"', async (api, parameter) => {
    await open({}, api)
    const errMsg = `${api}:missing arguments`
    expect(await call(wx, api)).toEqual({ errMsg, outcome: 'fail' })
    expect(await call(wx, api, { [parameter]: 'undefined' })).toEqual({ errMsg, outcome: 'fail' })
    expect(await call(wx, api, { [parameter]: 'a' })).toMatchObject({ outcome: 'success' })
  })

  test('checkJsApi without names has its own error text', async () => {
    await open({}, 'checkJsApi')
    const raw = await new Promise((resolve) => wx.invoke('checkJsApi', { jsApiList: [] }, resolve))
    expect(raw).toEqual({ err_msg: 'checkJsApi:param is empty' })
  })
})

describe('the option unhandled', () => {
  test("'warn' names the call on the console and answers it", async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    await open({ unhandled: 'warn' }, 'chooseImage')
    expect(await call(wx, 'chooseImage')).toMatchObject({ outcome: 'success' })
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("fake.on('chooseImage', …)"))
  })

  test("'error' throws at the caller, except for a scripted call", async () => {
    await open({ unhandled: 'error' }, 'chooseImage')
    await expect(call(wx, 'chooseImage')).rejects.toThrow('The page called chooseImage')
    fake.replyOnce('chooseImage', 'cancel')
    expect(await call(wx, 'chooseImage')).toMatchObject({ outcome: 'cancel' })
  })

  test("'error' allows the calls that jweixin makes by itself", async () => {
    await open({ unhandled: 'error' }, 'checkJsApi', 'getNetworkType')
    expect(await call(wx, 'getNetworkType')).toMatchObject({ outcome: 'success' })
    expect(await call(wx, 'checkJsApi', { jsApiList: ['chooseImage'] })).toMatchObject({ outcome: 'success' })
  })

  test('a function answers, or returns nothing for the default answer', async () => {
    await open({ unhandled: ({ api }) => (api === 'chooseImage' ? 'cancel' : undefined) }, 'chooseImage', 'scanQRCode')
    expect(await call(wx, 'chooseImage')).toMatchObject({ outcome: 'cancel' })
    expect(await call(wx, 'scanQRCode', { needResult: 1 })).toMatchObject({
      outcome: 'success',
      resultStr: expect.any(String),
    })
  })
})

test('subscribe() reports each call when it is made and answered, until it is unsubscribed', async () => {
  await open({}, 'chooseImage')
  const told: unknown[] = []
  const unsubscribe = fake.subscribe(({ api, answer }) => told.push([api, Boolean(answer)]))
  await call(wx, 'chooseImage')
  unsubscribe()
  await call(wx, 'chooseImage')
  expect(told).toEqual([
    ['chooseImage', false],
    ['chooseImage', true],
  ])
})
