import { beforeEach, describe, expect, test, vi } from 'vitest'
import { isWechatError, WechatError, type WechatErrorCode } from 'wechat-ready'
import { describe as production } from '../../src/core/advice.none.ts'
import { codes } from '../../src/knowledge/codes.ts'
import { paymentRefusals } from '../../src/knowledge/payment.ts'
import { codeOf } from '../../src/knowledge/phrases.ts'
import { pageUrl } from '../../src/knowledge/site.ts'
import { rejection } from '../kit/errors.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { inTime, turn, turnableTime, until } from '../kit/time.ts'

beforeEach(() => loadLazyParts())
beforeEach(turnableTime)

/** The client's words of a call that fails, as they are known, and the code of each. */
const words: readonly (readonly [WechatErrorCode, ...string[]])[] = [
  [
    'invalid-signature',
    'getLocation:invalid signature',
    'geoLocation:invalid_signature',
    'preVerifyJSAPI:fail_invalid_signature',
    'chooseImage:fail,Error: 系统错误,错误码:63002,invalid signature [20200914 13:48:00][]',
    'chooseImage:fail,Error: 系统错误,错误码:63002',
    'wx.config:invalid signature more info at https://open.work.weixin.qq.com/devtool/query?e=40093',
  ],
  ['invalid-url-domain', 'config:fail,invalid url domain', 'config:invalid url domain', 'x:fail_invalid_url_domain'],
  [
    'not-verified',
    'scanQRCode:fail, the permission value is offline verifying',
    'getLocation:fail, the permission value is online verifying',
    'scanQRCode:fail_the_permission_value_is_offline_verifying',
  ],
  [
    'permission-denied',
    'chooseImage:permission denied',
    'chooseImage:fail_permission denied',
    'chooseImage:permission_denied',
    'system:access_denied',
    'system:access denied',
    'getBrandWCPayRequest:fail_no permission to execute',
  ],
  [
    'unsupported',
    'chooseImage:function not exist',
    'system:function_not_exist',
    'chooseImage:fail_function_not_exist',
    'updateAppMessageShareData:没有此SDK或暂不支持此SDK模拟',
  ],
  ['require-subscribe', 'config:require subscribe', 'chooseImage:fail_require_subscribe'],
  [
    'cancelled',
    'chooseImage:cancel',
    'chooseImage:fail_cancel',
    'chooseImage:fail cancel',
    'scanQRCode:fail user cancel',
    'get_brand_wcpay_request:cancel',
    'chooseImage:cancelled',
    'chooseImage:CANCEL',
  ],
  [
    'call-failed',
    'chooseImage:fail',
    'chooseImage:failed',
    'chooseImage:',
    'system:too_frequent',
    'system:invalid_data',
    'system:invalid_api',
    'chooseImage:fail_no_gps',
    'stopRecord:fail to cancel the timer',
  ],
]
const phrases = words.flatMap(([code, ...texts]) => texts.map((errMsg) => [errMsg, code] as const))

describe("the client's words", () => {
  test.each(phrases)('%s: %s', (errMsg, code) => expect(codeOf(errMsg, 'call-failed')).toBe(code))

  test.each(phrases)(
    '%s, from a call: code %s, and the error quotes the words',
    { tags: 'error-codes' },
    async (errMsg, code) => {
      const fake = openInWechat()
      fake.reply('chooseImage', { err_msg: errMsg })
      const error = await rejection(inTime(wechatOf({ signature: fake.sign }).chooseImage()))
      expect(error).toMatchObject({ name: 'WechatError', code, api: 'chooseImage', errMsg })
      expect(String(error)).toContain(errMsg)
      expect(String(error)).toContain('chooseImage')
    },
  )

  test.each([
    ['config:fail', 'config-failed'],
    ["config:fail,TypeError: Cannot read property 'filter' of undefined", 'config-failed'],
    ['config:fail_40013 invalid corpId', 'config-failed'],
    ['config:require subscribe', 'require-subscribe'],
    ['config:fail,invalid url domain', 'invalid-url-domain'],
    ['config:fail, the permission value is offline verifying', 'not-verified'],
    ['config:permission denied', 'permission-denied'],
  ])('%s, from a configuration: code %s', { tags: 'error-codes' }, async (errMsg, code) => {
    const fake = openInWechat()
    fake.reply('config', { errMsg })
    const error = await rejection(wechatOf({ signature: fake.sign }).chooseImage())
    expect(error).toMatchObject({ code, api: 'config', errMsg })
    expect(String(error)).toContain(errMsg)
  })

  test('are quoted once in the message', async () => {
    const fake = openInWechat()
    fake.reply('chooseImage', { err_msg: 'chooseImage:fail' })
    const error = await rejection(wechatOf({ signature: fake.sign }).chooseImage())
    expect(isWechatError(error) && error.message).toContain(
      'call failed in chooseImage, WeChat answered "chooseImage:fail". ',
    )
  })

  test.each(['err_desc', 'err_detail'])(
    'in a field beside errMsg decide the code and are quoted: %s',
    async (field) => {
      const fake = openInWechat()
      fake.reply('chooseImage', { err_msg: 'chooseImage:fail', [field]: 'Permission Denied by the administrator' })
      const error = await rejection(inTime(wechatOf({ signature: fake.sign }).chooseImage()))
      expect(error).toMatchObject({ code: 'permission-denied', errMsg: 'chooseImage:fail' })
      expect(String(error)).toContain('by the administrator')
    },
  )

  test.each(['chooseImage:ok', 'chooseImage: OK ', 'chooseImage:confirm'])('%j means success', async (err_msg) => {
    const fake = openInWechat()
    fake.reply('chooseImage', { err_msg, localIds: '["a"]' })
    await expect(wechatOf({ signature: fake.sign }).chooseImage()).resolves.toEqual({ localIds: ['a'] })
  })

  test.each(['chooseImage:okay', 'chooseImage:not_ok', 'chooseImage:ok, but no'])(
    '%j does not mean success',
    async (err_msg) => {
      const fake = openInWechat()
      fake.reply('chooseImage', { err_msg, localIds: '["a"]' })
      expect(await rejection(wechatOf({ signature: fake.sign }).chooseImage())).toMatchObject({ code: 'call-failed' })
    },
  )

  test('without a valid field reject with its name and the beginning of the reply', async () => {
    const fake = openInWechat()
    fake.reply('getLocation', { latitude: 'x'.repeat(1000), longitude: 1 })
    const error = await rejection(wechatOf({ signature: fake.sign }).getLocation())
    expect(error).toMatchObject({ code: 'reply-invalid', api: 'getLocation' })
    expect(String(error)).toContain('latitude in {')
    expect(String(error)).toContain('x'.repeat(200))
    expect(String(error)).not.toContain('x'.repeat(300))
  })

  test.each([undefined, null, ''])('without a field (%j) resolve without it', async (speed) => {
    const fake = openInWechat()
    fake.reply('getLocation', { latitude: 1, longitude: 2, speed })
    expect(await wechatOf({ signature: fake.sign }).getLocation()).toStrictEqual({ latitude: 1, longitude: 2 })
  })

  test.each([null, undefined, 'chooseImage:ok', 0])(
    'that are not an object (%j) are an invalid reply',
    async (reply) => {
      const fake = openInWechat()
      const wechat = wechatOf({ signature: fake.sign })
      const wx = await wechat.sdk()
      await wechat.ready()
      vi.spyOn(wx, 'invoke').mockImplementation((_name, _message, callback) => callback(reply as never))
      expect(await rejection(wechat.chooseImage())).toMatchObject({ code: 'reply-invalid', api: 'chooseImage' })
    },
  )
})

describe('a call', () => {
  test('rejects with the reason of its signal before, while and after it waits for ready()', {
    tags: 'error-codes',
  }, async () => {
    const fake = openInWechat()
    fake.reply('chooseImage', 'never')
    const wechat = wechatOf({ signature: fake.sign })
    const reason = new Error('gone')
    expect(await rejection(wechat.chooseImage({}, { signal: AbortSignal.abort(reason) }))).toBe(reason)

    const waiting = new AbortController()
    const waits = rejection(wechat.chooseImage({}, { signal: waiting.signal }))
    waiting.abort(reason)
    expect(await waits).toBe(reason)
    expect(fake.calls).toEqual([])

    const asking = new AbortController()
    const asks = rejection(wechat.chooseImage({}, { signal: asking.signal }))
    await until(() => fake.calls.length)
    asking.abort(reason)
    expect(await asks).toBe(reason)
  })

  test('works after another call was aborted', async () => {
    const fake = openInWechat()
    fake.replyOnce('chooseImage', 'never')
    const wechat = wechatOf({ signature: fake.sign })
    const controller = new AbortController()
    const aborted = rejection(wechat.chooseImage({}, { signal: controller.signal }))
    await until(() => fake.calls.length)
    controller.abort()
    expect(await aborted).toMatchObject({ name: 'AbortError' })
    await expect(wechat.chooseImage()).resolves.toMatchObject({ localIds: [expect.any(String), expect.any(String)] })
  })

  test('rejects with call-timeout after its own timeout, or that of createWechat', {
    tags: 'call-limits',
  }, async () => {
    const fake = openInWechat()
    fake.reply('chooseImage', 'never')
    const patient = wechatOf({ signature: fake.sign, timeouts: { call: 30_000 } })
    const error = await rejection(patient.chooseImage({}, { timeout: 20 }))
    expect(error).toMatchObject({ code: 'call-timeout', api: 'chooseImage' })
    expect(String(error)).toContain('20 ms')
    const hasty = wechatOf({ signature: fake.sign, timeouts: { call: 10 } })
    expect(await rejection(hasty.chooseImage())).toMatchObject({ code: 'call-timeout' })
  })

  test('has no time-out by default if the user takes part', { tags: 'call-limits' }, async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    await wechat.ready()
    vi.useFakeTimers()
    try {
      fake.reply('chooseImage', 'never')
      const settled = vi.fn()
      wechat.chooseImage().then(settled, settled)
      await vi.advanceTimersByTimeAsync(24 * 3600 * 1000)
      expect(fake.calls).toHaveLength(1)
      expect(settled).not.toHaveBeenCalled()
    } finally {
      vi.useRealTimers()
    }
  })

  test.each([0, -1, Number.NaN, 2 ** 31, '20'])('is an invalid argument with a timeout of %j', async (timeout) => {
    const fake = openInWechat()
    const call = wechatOf({ signature: fake.sign }).chooseImage({}, { timeout: timeout as number })
    const error = await rejection(call)
    expect(error).toMatchObject({ code: 'invalid-argument' })
    expect(String(error)).toContain('"timeout" must be 1 to 2147483647 ms')
    expect(fake.calls).toEqual([])
  })

  test.each(['success', 'fail', 'complete', 'cancel', 'trigger'])(
    'with a callback (%s) is an invalid argument, and is not sent',
    async (name) => {
      const fake = openInWechat()
      const wechat = wechatOf({ signature: fake.sign })
      const error = await rejection(wechat.chooseImage({ [name]: () => {} }))
      expect(error).toMatchObject({ code: 'invalid-argument', api: 'chooseImage' })
      expect(String(error)).toContain(`"${name}" is a function`)
      expect(fake.calls).toEqual([])
    },
  )

  test.each([
    ['checkJsApi', {}],
    ['addCard', { cardList: 'x' }],
    ['openCard', undefined],
  ] as const)('%s(%j) is an invalid argument, and is not sent', async (name, params) => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const call = wechat[name] as (params?: object) => Promise<unknown>
    expect(await rejection(call(params))).toMatchObject({ code: 'invalid-argument', api: name })
    expect(fake.calls).toEqual([])
  })

  test('sends the default for a parameter that is undefined', async () => {
    const fake = openInWechat()
    await wechatOf({ signature: fake.sign }).chooseImage({ count: undefined as never })
    expect(fake.calls).toMatchObject([{ params: { count: 9 } }])
  })

  test('sends the arguments as they were, even if the object changes while it waits', {
    tags: 'arguments-kept',
  }, async () => {
    const fake = openInWechat()
    const params = { count: 1 }
    const call = wechatOf({ signature: fake.sign }).chooseImage(params)
    params.count = 9
    await call
    expect(fake.calls).toMatchObject([{ params: { count: 1 } }])
  })

  test('causes no unhandled rejection if its handler is added late', async () => {
    const fake = openInWechat()
    fake.reply('getLocation', 'deny')
    const wechat = wechatOf({ signature: fake.sign })
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const settled = await inTime(Promise.allSettled([wechat.getLocation(), wechat.getLocation({ type: 'gcj02' })]))
    await turn(5)
    process.off('unhandledRejection', unhandled)
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(unhandled).not.toHaveBeenCalled()
  })
})

describe('a WechatError', () => {
  test("has the API, the meaning of the code, the client's words and the URLs in its message", () => {
    const urls = ['https://a.example/1', 'https://a.example/2']
    const realAuthUrls = ['https://a.example/3']
    const cause = new Error('why')
    const facts = { api: 'config', errMsg: 'config:invalid signature', urls, realAuthUrls, cause }
    const error = new WechatError('invalid-signature', 'a detail', facts)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'WechatError', code: 'invalid-signature', ...facts })
    for (const part of ['config', 'invalid signature', 'a detail', ...urls, ...realAuthUrls])
      expect(error.message).toContain(part)
  })

  test('has no property without a value', () => {
    expect(Object.keys(new WechatError('disposed')).sort()).toEqual(['code', 'name'])
  })

  test.each(Object.entries(codes))(
    '%s has advice and a link in the development build',
    { tags: 'error-advice' },
    (code, { steps }) => {
      const { message } = new WechatError(code as WechatErrorCode)
      for (const [english] of steps) expect(message).toContain(english)
      expect(message).toMatch(new RegExp(`${pageUrl('errors', code, 'en')}$`))
    },
  )

  test.each(Object.entries(codes))(
    '%s has advice in Chinese if the browser is Chinese',
    { tags: 'error-advice' },
    (code, { title, steps }) => {
      vi.spyOn(navigator, 'language', 'get').mockReturnValue('zh-CN')
      const { message } = new WechatError(code as WechatErrorCode, 'a detail', { api: 'chooseImage' })
      for (const [, chinese] of [title, ...steps]) expect(message).toContain(chinese)
      for (const part of [code, 'a detail', '接口 chooseImage']) expect(message).toContain(part)
      expect(message).toMatch(new RegExp(`${pageUrl('errors', code, 'zh')}$`))
    },
  )

  test('in Chinese has each fact once: the code, the API, the URLs, the words, the detail', () => {
    vi.spyOn(navigator, 'language', 'get').mockReturnValue('zh-CN')
    const { title, steps } = codes['invalid-signature']
    const end = `。${steps.map(([, chinese]) => chinese).join('')}详见 ${pageUrl('errors', 'invalid-signature', 'zh')}`
    const [signed, checked] = ['https://a.example/1', 'https://a.example/2']
    const facts = { api: 'config', urls: [signed], realAuthUrls: [checked], errMsg: 'config:invalid signature' }
    for (const [detail, words] of [
      ['a detail', '，a detail'],
      ['invalid signature', ''],
    ] as const) {
      expect(new WechatError('invalid-signature', detail, facts).message).toBe(
        `${title[1]}（invalid-signature，接口 config，URL ${signed}、${checked}（微信校验的 URL），微信返回“config:invalid signature”${words}）${end}`,
      )
    }
    expect(new WechatError('invalid-signature').message).toBe(`${title[1]}（invalid-signature）${end}`)
    expect(new WechatError('invalid-signature', '', { urls: [signed] }).message).toBe(
      `${title[1]}（invalid-signature，URL ${signed}）${end}`,
    )
  })

  test('is in English on a page without a navigator', () => {
    vi.stubGlobal('navigator', undefined)
    expect(new WechatError('disposed').message).toMatch(/^disposed\. Create/)
  })

  test("is in English without a document, whatever the machine's language", () => {
    vi.spyOn(navigator, 'language', 'get').mockReturnValue('zh-CN')
    vi.stubGlobal('document', undefined)
    expect(new WechatError('disposed').message).toMatch(/^disposed\. Create/)
  })

  const [one, other] = ['https://a.example/one', 'https://a.example/other']

  test.each([
    [[one], [other, other], `for ${one} and ${other} (which WeChat checks)`],
    [[one], [one, one], `for ${one} (which WeChat checks)`],
    [[one, one], [one], `for ${one} (which WeChat checks)`],
    [[one, other], [other], `for ${one} and ${other} (which WeChat checks)`],
    [[one, other], [], `for ${one} and ${other}`],
  ])('names each URL once, signed for %j while the client names %j', (urls, realAuthUrls, words) => {
    for (const language of ['en', 'zh']) {
      vi.spyOn(navigator, 'language', 'get').mockReturnValue(language)
      const { message } = new WechatError('invalid-signature', '', { api: 'config', urls, realAuthUrls })
      for (const url of new Set([...urls, ...realAuthUrls])) expect(message.split(url)).toHaveLength(2)
      if (language === 'en') expect(message).toContain(`invalid signature in config ${words}. `)
    }
  })

  test('is one sentence in production, with its parts joined by commas', { tags: 'error-advice' }, () => {
    const { message } = new WechatError('call-timeout', 'no answer within 5 ms', { api: 'getLocation' })
    const [sentence = ''] = message.split('. ')
    expect(production(sentence, 'call-timeout')).toBe('call timeout in getLocation, no answer within 5 ms')
  })

  test.each([
    ['当前页面的URL未注册：https://shop.example.com/pay', 'pay-url-not-registered', 'payment directory'],
    ['调用支付JSAPI缺少参数：total_fee', 'pay-parameter-missing', 'prepay_id='],
    ['调用支付JSAPI缺少参数: total_fee', 'pay-parameter-missing', 'prepay_id='],
    ['调用支付JSAPI缺少参数：appId', 'pay-parameter-spelling', 'these names'],
    ['支付验证签名失败', 'pay-signature-invalid', 'signType'],
  ])('of a payment refused with %s has its own advice, and quotes the words', (words, name, cure) => {
    for (const facts of [{ errMsg: `get_brand_wcpay_request:fail_${words}` }, { errMsg: 'chooseWXPay:fail' }]) {
      const error = new WechatError('call-failed', words, { api: 'chooseWXPay', ...facts })
      expect(error).toMatchObject({ code: 'call-failed', ...facts })
      for (const part of [words, cure, pageUrl('errors', name, 'en')]) expect(error.message.split(part)).toHaveLength(2)
      expect(error.message).not.toContain('documentation of this API')
    }
  })

  test('of a payment without permission has other advice than another API without permission', () => {
    const facts = { errMsg: 'getBrandWCPayRequest:fail_no permission to execute' }
    expect(new WechatError('permission-denied', '', facts).message).toContain('wx.requestPayment')
    expect(new WechatError('permission-denied', '', { errMsg: 'scanQRCode:no permission' }).message).not.toContain(
      'pay',
    )
    expect(paymentRefusals.map(({ name }) => name)).toContain('pay-not-permitted')
  })

  test('is narrowed by isWechatError() and its code', () => {
    const error: unknown = new WechatError('cancelled')
    expect(isWechatError(error, 'cancelled')).toBe(true)
    expect(isWechatError(error, 'disposed')).toBe(false)
    expect(isWechatError({ code: 'cancelled' })).toBe(false)
  })
})
