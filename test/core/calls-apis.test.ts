import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isWechatError } from 'wechat-ready'
import type { FakeWechatOptions } from 'wechat-ready/testing'
import { inTime } from '../kit/time.ts'
import { openInWechat, rejection, until, wechatOf } from './page.ts'
import { turnableTime } from './route.ts'

beforeEach(turnableTime)

/*
 * What goes beyond one message and one reply: calls that share or wait, what is scanned, APIs that the table lacks,
 * mini programs.
 */

const open = (options: FakeWechatOptions = {}) => {
  const fake = openInWechat(options)
  return { fake, wechat: wechatOf({ signature: fake.sign }) }
}
const here = { latitude: 1, longitude: 2 }
const png = 'data:image/png;base64,iVBORw0KGgo='

afterEach(() => vi.useRealTimers())

describe('getLocation', () => {
  test('at the same time asks the client once for the same question', async () => {
    const { fake, wechat } = open()
    const all = await Promise.all([wechat.getLocation(), wechat.getLocation({}), wechat.getLocation({ type: 'wgs84' })])
    expect(fake.calls).toHaveLength(1)
    expect(all[1]).toEqual(all[0])
    expect(all[2]).toEqual(all[0])
  })

  test('asks another question when the first one is answered', async () => {
    const { fake, wechat } = open()
    let underWay = 0
    const seen: number[] = []
    fake.reply('getLocation', async ({ type }) => {
      seen.push(++underWay)
      await new Promise((resolve) => setTimeout(resolve, 5))
      underWay--
      return type === 'gcj02' ? here : { ...here, latitude: 3 }
    })
    const [wgs84, gcj02] = await Promise.all([wechat.getLocation(), wechat.getLocation({ type: 'gcj02' })])
    expect([wgs84.latitude, gcj02.latitude]).toEqual([3, 1])
    expect(seen).toEqual([1, 1])
  })

  test('asks anew once it has the answer', async () => {
    const { fake, wechat } = open()
    await wechat.getLocation()
    await wechat.getLocation()
    expect(fake.calls).toHaveLength(2)
  })

  test('gives everybody his own object', async () => {
    const { wechat } = open()
    const [one, two] = await Promise.all([wechat.getLocation(), wechat.getLocation()])
    expect(one).not.toBe(two)
  })

  test('fails for everybody who shares it, and works again after that', async () => {
    const { fake, wechat } = open()
    fake.replyOnce('getLocation', 'fail_no_gps')
    const errors = await Promise.all([rejection(wechat.getLocation()), rejection(wechat.getLocation())])
    expect(errors).toMatchObject([{ code: 'call-failed' }, { code: 'call-failed' }])
    await expect(wechat.getLocation()).resolves.toMatchObject({ latitude: expect.any(Number) })
  })

  test('goes on for the others when one of them aborts', async () => {
    const { fake, wechat } = open()
    let answer: ((reply: object) => void) | undefined
    fake.reply('getLocation', () => new Promise((resolve) => (answer = resolve)))
    const controller = new AbortController()
    const aborted = rejection(wechat.getLocation({}, { signal: controller.signal }))
    const other = wechat.getLocation()
    await until(() => answer)
    controller.abort()
    expect(await aborted).toMatchObject({ name: 'AbortError' })
    answer?.(here)
    await expect(other).resolves.toEqual(here)
    expect(fake.calls).toHaveLength(1)
  })
})

describe('getLocalImgData', () => {
  test('three at once all settle, each with its own picture, one after the other', async () => {
    const { fake, wechat } = open()
    const pictures = ['AAAA', 'BBBB', 'CCCC'].map((data) => `data:image/png;base64,iVBORw0K${data}`)
    const localIds = pictures.map((picture) => fake.pictures.add(picture))
    const all = await Promise.all(localIds.map((localId) => wechat.getLocalImgData({ localId })))
    expect(all.map(({ localData }) => localData)).toEqual(pictures)
    expect(fake.calls.map(({ params }) => params.localId)).toEqual(localIds)
  })

  test('asks again for the same picture: only getLocation shares its answer', async () => {
    const { fake, wechat } = open()
    const localId = fake.pictures.add(png)
    await Promise.all([wechat.getLocalImgData({ localId }), wechat.getLocalImgData({ localId })])
    expect(fake.calls).toHaveLength(2)
  })

  test('goes on after one that fails', async () => {
    const { fake, wechat } = open()
    fake.replyOnce('getLocalImgData', 'fail')
    const localId = fake.pictures.add(png)
    const [first, second] = await Promise.allSettled([
      wechat.getLocalImgData({ localId }),
      wechat.getLocalImgData({ localId }),
    ])
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'call-failed' } })
    expect(second).toMatchObject({ status: 'fulfilled', value: { localData: png } })
  })

  test('waits for its turn, and then until the page is configured where it is by then', async () => {
    const { fake, wechat } = open()
    let answer: ((reply: object) => void) | undefined
    fake.replyOnce('getLocalImgData', () => new Promise((resolve) => (answer = resolve)))
    const first = wechat.getLocalImgData({ localId: 'a' })
    const second = wechat.getLocalImgData({ localId: fake.pictures.add(png) })
    await until(() => answer)
    history.pushState(null, '', '/elsewhere')
    answer?.({ localData: png })
    await first
    await expect(second).resolves.toEqual({ localData: png })
    expect(fake.configurations).toHaveLength(2)
  })

  test('goes on after one that could not even be sent', async () => {
    const { fake, wechat } = open()
    await wechat.ready()
    const wx = await wechat.sdk()
    vi.spyOn(wx, 'invoke').mockImplementationOnce(() => {
      throw new Error('no bridge')
    })
    const localId = fake.pictures.add(png)
    expect(await rejection(wechat.getLocalImgData({ localId }))).toMatchObject({
      code: 'call-failed',
      cause: { message: 'no bridge' },
    })
    await expect(wechat.getLocalImgData({ localId })).resolves.toEqual({ localData: png })
  })

  test('does not wait for ever for one that is never answered', async () => {
    const { fake, wechat } = open()
    await wechat.ready()
    vi.useFakeTimers()
    fake.replyOnce('getLocalImgData', 'never')
    const localId = fake.pictures.add(png)
    const lost = vi.fn()
    wechat.getLocalImgData({ localId }).then(lost, lost)
    const second = wechat.getLocalImgData({ localId })
    await vi.advanceTimersByTimeAsync(9000)
    expect(fake.calls).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(2000)
    await expect(second).resolves.toEqual({ localData: png })
    expect(lost.mock.calls).toMatchObject([[{ code: 'call-timeout' }]])
  })
})

test('calls without a lane of their own are under way at the same time', async () => {
  const { fake, wechat } = open()
  fake.replyOnce('uploadVoice', 'never')
  wechat.uploadVoice({ localId: 'a' }).catch(() => {})
  await expect(wechat.uploadVoice({ localId: 'b' })).resolves.toMatchObject({ serverId: expect.any(String) })
})

describe('scanQRCode', () => {
  test.each([
    ['https://weixin.qq.com/r/1', 'QR_CODE', 'https://weixin.qq.com/r/1'],
    ['CODE_128,123456', 'CODE_128', '123456'],
    ['EAN_13,6901028075862', 'EAN_13', '6901028075862'],
    ['CODE_39,A,B', 'CODE_39', 'A,B'],
    ['UPC_A,012345678905', 'UPC_A', '012345678905'],
    ['EAN13,6901028075862', 'EAN13', '6901028075862'],
    ['ITF,123', 'ITF', '123'],
    ['CODABAR,123', 'CODABAR', '123'],
    ['a,b', 'QR_CODE', 'a,b'],
    ['CODE_128', 'QR_CODE', 'CODE_128'],
    ['{"scan":1}', 'QR_CODE', '{"scan":1}'],
    ['say {"scan_code"', 'QR_CODE', 'say {"scan_code"'],
    ['not EAN_13,1', 'QR_CODE', 'not EAN_13,1'],
    ['two\nlines', 'QR_CODE', 'two\nlines'],
  ])('%j is of the type %s', async (resultStr, type, value) => {
    for (const platform of ['android', 'ios'] as const) {
      const { fake, wechat } = open({ platform })
      fake.reply('scanQRCode', { resultStr })
      expect(await wechat.scanQRCode({ needResult: 1 })).toEqual({ resultStr, type, value })
      wechat.dispose()
      fake.uninstall()
    }
  })

  test('is read out of what iOS wraps it in, wherever that has white space', async () => {
    const { fake, wechat } = open()
    fake.reply('scanQRCode', { resultStr: ' {\n "scan_code" : { "scan_result": "a" } }' })
    expect(await wechat.scanQRCode({ needResult: 1 })).toMatchObject({ resultStr: 'a' })
  })

  test('gives nothing when WeChat itself handles the code', async () => {
    const { wechat } = open()
    expect(await wechat.scanQRCode()).toEqual({ resultStr: '', type: '', value: '' })
  })
})

describe('getNetworkType', () => {
  test.each([
    [{ err_msg: 'network_type:wifi' }, 'wifi'],
    [{ err_msg: 'network_type:edge' }, 'edge'],
    [{ err_msg: 'network_type:wwan' }, 'wwan'],
    [{ err_msg: 'network_type:wwan', subtype: '5g' }, '5g'],
    [{ err_msg: 'network_type:wwan', subtype: '4G' }, '4g'],
    [{ errMsg: 'getNetworkType:ok', networkType: '3g' }, '3g'],
    [{ errMsg: 'getNetworkType:4g' }, '4g'],
  ])('%j is %s', async (reply, networkType) => {
    const { fake, wechat } = open()
    fake.reply('getNetworkType', reply)
    expect(await wechat.getNetworkType()).toEqual({ networkType })
  })

  test('fails without a network', async () => {
    const { fake, wechat } = open()
    fake.reply('getNetworkType', { err_msg: 'network_type:fail' })
    expect(await rejection(wechat.getNetworkType())).toMatchObject({ code: 'call-failed' })
  })
})

describe('getLocalImgData gives a data URL that a browser shows', () => {
  test.each([
    ['/9j/4AAQ', 'data:image/jpeg;base64,/9j/4AAQ'],
    ['data:image/jgp;base64,/9j/4AAQ', 'data:image/jpeg;base64,/9j/4AAQ'],
    ['iVBOR\r\nw0KGgo=\n', 'data:image/png;base64,iVBORw0KGgo='],
    ['R0lGODlh', 'data:image/gif;base64,R0lGODlh'],
    ['data:image/jgp;base64,UklGRg==', 'data:image/webp;base64,UklGRg=='],
  ])('%j', async (localData, dataUrl) => {
    const { fake, wechat } = open()
    fake.reply('getLocalImgData', { err_msg: 'getLocalImgData:ok', localData })
    expect(await wechat.getLocalImgData({ localId: 'a' })).toEqual({ localData: dataUrl })
  })
})

test('getLocalImgData says of a picture that is none what is wrong with it', async () => {
  const { fake, wechat } = open()
  fake.reply('getLocalImgData', { err_msg: 'getLocalImgData:ok', localData: '<html>' })
  const error = await rejection(wechat.getLocalImgData({ localId: 'a' }))
  expect(error).toMatchObject({ code: 'reply-invalid', cause: { message: 'not base64' } })
})

describe('invoke()', () => {
  test('reaches what the table lacks, and gives the reply without the words about it', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, extraApis: ['chooseInvoiceTitle'] })
    fake.reply('chooseInvoiceTitle', {
      err_msg: 'chooseInvoiceTitle:ok',
      err_desc: '',
      choose_invoice_title_info: '{}',
    })
    expect(await wechat.invoke('chooseInvoiceTitle', { scene: '1' })).toEqual({ choose_invoice_title_info: '{}' })
    expect(fake.calls).toMatchObject([{ api: 'chooseInvoiceTitle', params: { scene: '1' } }])
    expect(fake.configurations[0]?.jsApiList).toContain('chooseInvoiceTitle')
  })

  test('fails as every call does', async () => {
    const { fake, wechat } = open()
    expect(await rejection(wechat.invoke('unknownApi'))).toMatchObject({ code: 'unsupported', api: 'unknownApi' })
    fake.reply('checkJsApi', 'cancel')
    expect(await rejection(wechat.invoke('checkJsApi'))).toMatchObject({ code: 'cancelled' })
    fake.reply('checkJsApi', 'never')
    expect(await rejection(wechat.invoke('checkJsApi', {}, { timeout: 5 }))).toMatchObject({ code: 'call-timeout' })
    expect(await rejection(wechat.invoke('checkJsApi', { success() {} }))).toMatchObject({ code: 'invalid-argument' })
  })
})

test.each(['android', 'ios', 'harmony', 'windows', 'mac', 'devtools'] as const)(
  'supports() asks the client on %s',
  async (platform) => {
    const { fake, wechat } = open({ platform, unsupported: ['getLocation'] })
    expect([await wechat.supports('getLocation'), await wechat.supports('chooseImage')]).toEqual([false, true])
    fake.reply('checkJsApi', { checkResult: {} })
    expect(await wechat.supports('chooseImage')).toBe(false)
  },
)

describe('miniProgram', () => {
  const inside = () => open({ miniProgram: true })

  test('needs no configuration', async () => {
    const { fake, wechat } = inside()
    await wechat.miniProgram.navigateTo({ url: '/pages/b' })
    expect(fake.configurations).toEqual([])
    expect(fake.calls).toMatchObject([
      { api: 'invokeMiniProgramAPI', params: { name: 'navigateTo', arg: { url: '/pages/b' } } },
    ])
  })

  test.each([
    ['navigateBack', undefined, { delta: 1 }],
    ['navigateBack', { delta: 2 }, { delta: 2 }],
    ['redirectTo', { url: '/pages/b' }, { url: '/pages/b' }],
    ['switchTab', { url: '/pages/b' }, { url: '/pages/b' }],
    ['reLaunch', { url: '/pages/b' }, { url: '/pages/b' }],
    ['postMessage', { data: { a: [1] } }, { a: [1] }],
  ] as const)('%s(%j) reaches the mini program', async (name, params, arg) => {
    const { fake, wechat } = inside()
    await (wechat.miniProgram[name] as (params?: object) => Promise<void>)(params)
    expect(fake.calls).toMatchObject([{ params: { name, arg } }])
  })

  test('resolves although the mini program says nothing, as it mostly does', async () => {
    const { fake, wechat } = inside()
    await wechat.sdk()
    fake.reply('invokeMiniProgramAPI', 'never')
    await expect(inTime(wechat.miniProgram.navigateTo({ url: '/pages/b' }))).resolves.toBeUndefined()
  })

  test('resolves as soon as it says yes', async () => {
    const { fake, wechat } = inside()
    await wechat.sdk()
    vi.useFakeTimers()
    const settled = vi.fn()
    wechat.miniProgram.navigateTo({ url: '/pages/b' }).then(settled)
    await vi.advanceTimersByTimeAsync(50)
    expect(fake.calls).toHaveLength(1)
    expect(settled.mock.calls).toEqual([[undefined]])
  })

  test('rejects when it says no', async () => {
    const { fake, wechat } = inside()
    fake.replyOnce('invokeMiniProgramAPI', 'fail')
    expect(await rejection(wechat.miniProgram.navigateBack())).toMatchObject({ code: 'call-failed' })
    fake.reply('invokeMiniProgramAPI', 'fail_function_not_exist')
    const error = await rejection(wechat.miniProgram.navigateTo({ url: '/pages/b' }))
    expect(error).toMatchObject({ code: 'unsupported', api: 'miniProgram.navigateTo' })
  })

  test('getEnv tells whether the page is in one', async () => {
    expect(await inside().wechat.miniProgram.getEnv()).toEqual({ miniprogram: true })
  })

  test('getEnv tells that it is in none', async () => {
    expect(await open().wechat.miniProgram.getEnv()).toEqual({ miniprogram: false })
  })

  test('takes a signal', async () => {
    const { fake, wechat } = inside()
    fake.reply('invokeMiniProgramAPI', 'never')
    const reason = new Error('gone')
    const controller = new AbortController()
    const call = rejection(wechat.miniProgram.navigateTo({ url: '/pages/b' }, { signal: controller.signal }))
    await until(() => fake.calls.length)
    controller.abort(reason)
    expect(await call).toBe(reason)
  })

  test('outside WeChat is not to be had', async () => {
    const error = await rejection(wechatOf({ signature: '/signature' }).miniProgram.getEnv())
    expect(isWechatError(error, 'not-in-wechat')).toBe(true)
  })
})
