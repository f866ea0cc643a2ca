import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ApiName, createWechat, isWechatError, type Wechat, type WxSdk } from 'wechat-ready'
import { type FakeWechat, installFakeWechat, type Platform } from 'wechat-ready/testing'
import { apis, nativeName, rows } from '../../src/core/api.ts'
import type { Inspection } from '../../src/core/client.ts'
import { inspectKey } from '../../src/knowledge/keys.ts'
import { rejection, uncaught } from '../kit/errors.ts'
import { open, openInWechat, wechatOf } from '../kit/page.ts'
import { loadSdk } from '../kit/sdk.ts'
import { HOUR, inTime, MINUTE, turn, turnableTime, turnableTimeForAll, until } from '../kit/time.ts'
import { type Sample, samples } from './samples.ts'

/*
 * Every API on every client: a call that succeeds, one that the user cancels, one that the client refuses, and those
 * whose reply is broken. Under all of them is the real weixin-js-sdk, loaded anew for each client, whose user agent it
 * reads.
 */

const platforms: Platform[] = ['android', 'ios', 'harmony', 'windows', 'mac', 'devtools']
const names = Object.keys(apis) as ApiName[]
const calls = names.filter((name) => !rows[name]?.event)
const events = names.filter((name) => rows[name]?.event === 'plain')
const menus = names.filter((name) => rows[name]?.event === 'menu')
const broken = (name: ApiName) => samples[name].broken ?? []

/** The same object, that throws when it is written to. */
function frozen<T>(value: T): T {
  if (value && typeof value === 'object') Object.values(Object.freeze(value)).map(frozen)
  return value
}

test('every API of the table has a sample', () => {
  expect(Object.keys(samples).sort()).toEqual([...names].sort())
  const withResult = names.filter((name) => rows[name]?.reply && rows[name]?.event !== 'menu')
  expect(withResult.filter((name) => !samples[name].result || !samples[name].broken?.length)).toEqual([])
})

/** A page that is configured on this platform, for all tests of a group. */
function openForAll(platform: Platform) {
  const page = {} as { fake: FakeWechat; wechat: Wechat }
  beforeAll(async () => {
    page.fake = installFakeWechat({ platform })
    page.wechat = createWechat({ signature: page.fake.sign, sdk: async () => loadSdk() as unknown as WxSdk })
    await page.wechat.ready()
  })
  afterEach(() => {
    for (const name of names) page.fake.reply(name)
  })
  afterAll(() => {
    page.wechat.dispose()
    page.fake.uninstall()
  })
  /** The call of an API, with parameters that must not be written to. */
  const run = (name: ApiName, params = samples[name].params) =>
    (page.wechat[name] as (params?: object) => Promise<unknown>)(frozen(params))
  return { page, run }
}

describe.each(platforms)('on %s', (platform) => {
  const { page, run } = openForAll(platform)

  /** The client's words about itself, as this client says them. */
  const words = (name: ApiName, said = `${nativeName(name)}:ok`) =>
    platform === 'devtools' ? { errMsg: said.replace(/^\w+/, name) } : { err_msg: said }

  const fields = ({ reply, android, ios }: Sample) => ({
    ...reply,
    ...((platform === 'android' || platform === 'harmony') && android),
    ...(platform === 'ios' && ios),
  })
  const good = (name: ApiName) => ({ ...words(name, samples[name].words), ...fields(samples[name]) })

  test.each(calls)('%s resolves with the documented result', { tags: 'results' }, async (name) => {
    page.fake.reply(name, good(name))
    expect(await run(name)).toEqual(samples[name].result)
    expect(page.fake.calls.at(-1)).toMatchObject({ api: name })
  })

  test.each(calls.filter((name) => samples[name].least))('%s needs no optional parameter', async (name) => {
    page.fake.reply(name, good(name))
    expect(await run(name, samples[name].least)).toEqual(samples[name].result)
  })

  test.each(calls.filter((name) => samples[name].cancels))(
    '%s rejects with cancelled when the user cancels',
    { tags: 'error-codes' },
    async (name) => {
      page.fake.reply(name, 'cancel')
      const errMsg = expect.stringMatching(/:cancel$/)
      expect(await rejection(run(name))).toMatchObject({ code: 'cancelled', api: name, errMsg })
    },
  )

  test.each(calls.filter((name) => broken(name).length))(
    '%s rejects with reply-invalid when the reply is malformed',
    { tags: 'broken-reply' },
    async (name) => {
      for (const reply of broken(name)) {
        page.fake.reply(name, { ...words(name, samples[name].words), ...reply })
        expect(await rejection(run(name)), JSON.stringify(reply)).toMatchObject({ code: 'reply-invalid', api: name })
      }
    },
  )

  test.each(calls)('%s rejects with reply-invalid when the reply has no errMsg', async (name) => {
    page.fake.reply(name, { err_msg: undefined })
    expect(await rejection(run(name))).toMatchObject({ code: 'reply-invalid', api: name })
  })

  // Two turns: the listener is attached, then what the client sends is told.
  const nextTask = () => new Promise((resolve) => setTimeout(resolve))

  /** What a listener of the event hears. */
  const listen = (name: ApiName) => {
    const heard = vi.fn<(payload: unknown) => void>()
    const stop = (page.wechat[name] as (listener: typeof heard) => () => void)(heard)
    return { heard, stop }
  }
  test.each(events)('%s passes on the documented payload', async (name) => {
    const { heard, stop } = listen(name)
    await nextTask()
    expect(page.fake.emit(name, { ...words(name), ...fields(samples[name]) })).toBe(true)
    expect(heard.mock.calls).toEqual([[samples[name].result]])
    stop()
  })

  test.each(events)('%s reports a malformed payload as an uncaught error, and calls no listener', async (name) => {
    const { heard, stop } = listen(name)
    await nextTask()
    const errors = await uncaught(broken(name).length, () => {
      for (const payload of broken(name)) page.fake.emit(name, payload)
    })
    expect(errors).toEqual(broken(name).map(() => expect.objectContaining({ code: 'reply-invalid', api: name })))
    expect(heard).not.toHaveBeenCalled()
    stop()
  })

  const answers: Readonly<Record<string, string>> = {
    onMenuShareTimeline: 'shareTimeline',
    onMenuShareAppMessage: 'sendAppMessage',
    onMenuShareQQ: 'shareQQ',
    onMenuShareWeibo: 'shareWeiboApp',
    onMenuShareQZone: 'shareQZone',
  }
  test.each(menus)('%s reports the press of the button and its outcome', async (name) => {
    const { heard, stop } = listen(name)
    await nextTask()
    for (const answer of [{}, 'cancel', 'deny']) {
      page.fake.replyOnce(answers[name] ?? '', answer)
      page.fake.emit(name)
      await until(() => heard.mock.calls.length > 1)
      expect(heard).toHaveBeenCalledTimes(2)
      const [trigger, outcome] = heard.mock.calls.map(([payload]) => payload)
      expect(trigger).toMatchObject({ outcome: 'trigger' })
      const end = answer === 'deny' ? 'fail' : answer === 'cancel' ? 'cancel' : 'success'
      expect(outcome).toMatchObject({ outcome: end, errMsg: expect.stringContaining(':') })
      heard.mockClear()
    }
    stop()
  })
})

describe.each(platforms)('on %s, with fake time', (platform) => {
  beforeAll(turnableTimeForAll)
  const { page, run } = openForAll(platform)

  test.each(calls)('%s rejects when the client refuses it', async (name) => {
    page.fake.reply(name, 'deny')
    const code = platform === 'ios' || platform === 'devtools' ? 'not-verified' : 'permission-denied'
    expect(await rejection(inTime(run(name)))).toMatchObject({ name: 'WechatError', code, api: name })
  })
})

/* What goes beyond one message and one reply: APIs that the table lacks, mini programs. */

describe('invoke()', () => {
  beforeEach(turnableTime)

  test('reaches an API that the table lacks, and resolves with the reply without errMsg', {
    tags: 'raw-access',
  }, async () => {
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

  test('rejects with the same codes as other calls', async () => {
    const { fake, wechat } = open()
    expect(await rejection(wechat.invoke('unknownApi'))).toMatchObject({ code: 'unsupported', api: 'unknownApi' })
    fake.reply('checkJsApi', 'cancel')
    expect(await rejection(wechat.invoke('checkJsApi'))).toMatchObject({ code: 'cancelled' })
    fake.reply('checkJsApi', 'never')
    expect(await rejection(wechat.invoke('checkJsApi', {}, { timeout: 5 }))).toMatchObject({ code: 'call-timeout' })
    expect(await rejection(wechat.invoke('checkJsApi', { success() {} }))).toMatchObject({ code: 'invalid-argument' })
    expect(await rejection(wechat.invoke('checkJsApi', {}, { timeout: -1 }))).toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining('timeout'),
    })
  })

  test('has no time-out by default, since the user may take part', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, extraApis: ['chooseInvoiceTitle'] })
    fake.reply('chooseInvoiceTitle', 'never')
    const settled = vi.fn()
    wechat.invoke('chooseInvoiceTitle').then(settled, settled)
    await until(() => fake.calls.length)
    await turn(HOUR)
    expect(settled).not.toHaveBeenCalled()
  })
})

describe('the client object records its calls', () => {
  beforeEach(turnableTime)

  const recordsOf = (wechat: Wechat) => (wechat as unknown as { [inspectKey](): Inspection })[inspectKey]().calls

  test('with their API, start, duration and error', async () => {
    const { fake, wechat } = open()
    await wechat.ready()
    expect(recordsOf(wechat)).toEqual([])
    fake.reply('chooseImage', 'cancel')
    fake.reply('getLocation', 'never')
    fake.delay = 50
    await turn(MINUTE)
    const before = performance.now()
    await wechat.getNetworkType()
    const longest = performance.now() - before
    const error = await rejection(wechat.chooseImage())
    rejection(wechat.getLocation())
    expect(recordsOf(wechat)).toEqual([
      { api: 'getNetworkType', start: before, duration: expect.any(Number) },
      { api: 'chooseImage', start: expect.any(Number), duration: expect.any(Number), error },
      { api: 'getLocation', start: expect.any(Number) },
    ])
    const duration = recordsOf(wechat)[0]?.duration
    expect(duration).toBeGreaterThanOrEqual(50)
    expect(duration).toBeLessThanOrEqual(longest)
  })

  test('up to the last twenty', async () => {
    const { wechat } = open()
    await wechat.ready()
    for (let count = 0; count < 20; count++) await wechat.getNetworkType()
    expect(recordsOf(wechat)).toHaveLength(20)
    await wechat.hideOptionMenu()
    expect(recordsOf(wechat).map(({ api }) => api)).toEqual([...Array(19).fill('getNetworkType'), 'hideOptionMenu'])
  })
})

test.each(['android', 'ios', 'harmony', 'windows', 'mac', 'devtools'] as const)(
  'supports() asks the client on %s',
  async (platform) => {
    turnableTime()
    const { fake, wechat } = open({ platform, unsupported: ['getLocation'] })
    expect([await wechat.supports('getLocation'), await wechat.supports('chooseImage')]).toEqual([false, true])
    fake.reply('checkJsApi', { checkResult: {} })
    expect(await wechat.supports('chooseImage')).toBe(false)
  },
)

describe('miniProgram', () => {
  beforeEach(turnableTime)

  // bridgeSdk has none.
  const jweixin = { sdk: 'bundled' } as const
  const inside = () => open({ miniProgram: true }, jweixin)

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

  test('resolves although the mini program usually sends no answer', async () => {
    const { fake, wechat } = inside()
    await wechat.sdk()
    fake.reply('invokeMiniProgramAPI', 'never')
    await expect(inTime(wechat.miniProgram.navigateTo({ url: '/pages/b' }))).resolves.toBeUndefined()
  })

  test('resolves as soon as the mini program answers ok', async () => {
    const { fake, wechat } = inside()
    await wechat.sdk()
    const settled = vi.fn()
    wechat.miniProgram.navigateTo({ url: '/pages/b' }).then(settled)
    await turn(50)
    expect(fake.calls).toHaveLength(1)
    expect(settled.mock.calls).toEqual([[undefined]])
  })

  test('rejects when the mini program answers with a failure', async () => {
    const { fake, wechat } = inside()
    fake.replyOnce('invokeMiniProgramAPI', 'fail')
    expect(await rejection(wechat.miniProgram.navigateBack())).toMatchObject({ code: 'call-failed' })
    fake.reply('invokeMiniProgramAPI', 'fail_function_not_exist')
    const error = await rejection(wechat.miniProgram.navigateTo({ url: '/pages/b' }))
    expect(error).toMatchObject({ code: 'unsupported', api: 'miniProgram.navigateTo' })
  })

  test('getEnv() resolves with true inside a mini program', async () => {
    expect(await inside().wechat.miniProgram.getEnv()).toEqual({ miniprogram: true })
  })

  test('getEnv() resolves with false outside a mini program', async () => {
    expect(await open({}, jweixin).wechat.miniProgram.getEnv()).toEqual({ miniprogram: false })
  })

  test('rejects with the reason of its signal', async () => {
    const { fake, wechat } = inside()
    fake.reply('invokeMiniProgramAPI', 'never')
    const reason = new Error('gone')
    const controller = new AbortController()
    const call = rejection(wechat.miniProgram.navigateTo({ url: '/pages/b' }, { signal: controller.signal }))
    await until(() => fake.calls.length)
    controller.abort(reason)
    expect(await call).toBe(reason)
  })

  test('leaves no timer behind', async () => {
    const { wechat } = inside()
    await wechat.sdk()
    const timers = vi.getTimerCount()
    const call = wechat.miniProgram.navigateBack()
    await turn(50)
    await call
    expect(vi.getTimerCount()).toBe(timers)
  })

  test.each([
    ['lacks it', {}],
    ['has an older one', { miniProgram: {} }],
  ])('is unsupported where the SDK %s', async (_, extra) => {
    openInWechat()
    const sdk = async () => ({ config() {}, ...extra }) as unknown as WxSdk
    expect(await rejection(wechatOf({ signature: '/signature', sdk }).miniProgram.navigateBack())).toMatchObject({
      code: 'unsupported',
      api: 'miniProgram.navigateBack',
      message: expect.stringContaining('jweixin before 1.3.2'),
    })
  })

  test('rejects with not-in-wechat outside WeChat', async () => {
    const error = await rejection(wechatOf({ signature: '/signature' }).miniProgram.getEnv())
    expect(isWechatError(error, 'not-in-wechat')).toBe(true)
  })
})
