import { beforeEach, describe, expect, test, vi } from 'vitest'
import { isWechatError, type WechatState, type WxSdk } from 'wechat-ready'
import type { Inspection } from '../../src/core/client.ts'
import { inspectKey } from '../../src/knowledge/keys.ts'
import { rejection } from '../kit/errors.ts'
import { LANDING, openInWechat, runOut, shortly, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { turn, turnableTime, until, virtualTime } from '../kit/time.ts'

beforeEach(turnableTime)

const HERE = `${LANDING}#/detail`

describe('ready() resolves', () => {
  test('when the client has accepted the signature of the URL without its fragment', {
    tags: 'ready-result',
  }, async () => {
    const fake = openInWechat()
    expect(await wechatOf({ signature: fake.sign }).ready()).toEqual({ url: LANDING, signedUrl: LANDING, denied: [] })
    expect(fake.configurations).toMatchObject([
      { signedUrl: LANDING, jsApiList: expect.arrayContaining(['getLocation']) },
    ])
    expect(location.href).toBe(HERE)
  })

  test('with the requested APIs that the client denied, by their official names', {
    tags: 'ready-result',
  }, async () => {
    const fake = openInWechat({ denied: ['getLocation', 'scanQRCode'] })
    const { denied } = await wechatOf({ signature: fake.sign }).ready()
    expect([...denied].sort()).toEqual(['getLocation', 'scanQRCode'])
  })

  test('without any API: the client is asked for checkJsApi, since Android refuses an empty list', async () => {
    const fake = openInWechat()
    const openTagList = ['wx-open-launch-weapp'] as const
    const { denied } = await wechatOf({ signature: fake.sign, jsApiList: [], openTagList }).ready()
    expect(denied).toEqual([])
    expect(fake.configurations).toMatchObject([{ jsApiList: ['checkJsApi'], openTagList }])
  })

  test('for 100 callers at once after one signature request and one verification', {
    tags: 'ready-shared',
  }, async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const begun = vi.fn()
    wechat.subscribe((state) => 'steps' in state && state.steps.length === 0 && begun())
    const results = await Promise.all(Array.from({ length: 100 }, () => wechat.ready()))
    expect(new Set(results.map(({ signedUrl }) => signedUrl))).toEqual(new Set([LANDING]))
    expect(fake.signatures).toHaveLength(1)
    expect(fake.configurations).toHaveLength(1)
    expect(begun).toHaveBeenCalledTimes(1)
  })

  test('for a second caller with the verification that is already running', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    let second: Promise<unknown> | undefined
    fake.replyOnce('config', () => {
      second = wechat.ready()
      return undefined
    })
    const first = await wechat.ready()
    expect(await second).toBe(first)
    expect(fake.configurations).toHaveLength(1)
  })

  test('with time-outs whose sum is longer than a timer can be', async () => {
    const fake = openInWechat({ delay: 20 })
    const ms = 2 ** 31 - 1
    const timeouts = { sdk: ms, bridge: ms, signature: ms, config: ms }
    await expect(wechatOf({ signature: fake.sign, timeouts }).ready()).resolves.toMatchObject({ url: LANDING })
  })

  test('at a configured URL without a request', { tags: 'ready-free' }, async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    await wechat.ready()
    await wechat.ready()
    expect([fake.signatures.length, fake.configurations.length]).toEqual([1, 1])
  })

  test('when the bridge comes late and sends no event', async () => {
    const fake = openInWechat({ bridge: 'never' })
    const ready = wechatOf({ signature: fake.sign, timeouts: { bridge: 1000 } }).ready()
    setTimeout(() => {
      vi.spyOn(document, 'dispatchEvent').mockReturnValueOnce(true)
      fake.injectBridge()
    }, 20)
    await expect(ready).resolves.toMatchObject({ signedUrl: LANDING })
  })

  test('as soon as a late bridge sends its event', async () => {
    const fake = openInWechat({ bridge: 'never' })
    const poll = vi.spyOn(globalThis, 'setInterval').mockReturnValue(0 as never)
    const ready = wechatOf({ signature: fake.sign }).ready()
    await until(() => poll.mock.calls.length)
    fake.injectBridge()
    await expect(ready).resolves.toMatchObject({ signedUrl: LANDING })
  })

  test('once, however often the client answers', async () => {
    const fake = openInWechat()
    fake.reply('config', 'twice')
    const wechat = wechatOf({ signature: fake.sign })
    const states: string[] = []
    wechat.subscribe(({ status }) => states.push(status))
    await wechat.ready()
    await turn(10)
    expect(states.filter((status) => status === 'ready')).toHaveLength(1)
  })
})

describe('ready() rejects', () => {
  test('with not-in-wechat in the same task outside WeChat, and requests nothing', {
    tags: 'ready-outside',
  }, async () => {
    const signature = vi.fn()
    const sdk = vi.fn()
    const wechat = wechatOf({ signature, sdk })
    expect(await rejection(wechat.ready())).toMatchObject({ code: 'not-in-wechat' })
    expect(await rejection(wechat.chooseImage())).toMatchObject({ code: 'not-in-wechat' })
    expect([signature, sdk].flatMap(({ mock }) => mock.calls)).toEqual([])
    expect(wechat.state).toEqual({ status: 'idle', openTags: 'unknown' })
  })

  test.each([
    ['the ticket is wrong', { script: undefined, sign: 'wrong' }, 'invalid-signature'],
    ['the client never answers', { script: 'never' }, 'config-timeout'],
    ['the client refuses without a known reason', { script: 'fail' }, 'config-failed'],
    ['the domain is not known to the account', { script: 'fail_invalid_url_domain' }, 'invalid-url-domain'],
  ] as const)(
    'when %s, and resolves on the next call once the fault is gone',
    { tags: 'ready-again' },
    async (_, { script, ...fault }, code) => {
      const fake = openInWechat()
      let wrong = 'sign' in fault
      if (script) fake.reply('config', script)
      const wechat = wechatOf({
        signature: (url) => ({ ...fake.sign(url), ...(wrong && { signature: 'f'.repeat(40) }) }),
      })
      const error = rejection(wechat.ready())
      if (script === 'never') await runOut(wechat, 'config')
      expect(await error).toMatchObject({ name: 'WechatError', code })
      expect(wechat.state).toMatchObject({ status: 'failed', error: { code } })
      wrong = false
      fake.reply('config')
      await expect(wechat.ready()).resolves.toMatchObject({ signedUrl: LANDING })
    },
  )

  test('when no bridge comes, and resolves on the next call once there is one', { tags: 'ready-again' }, async () => {
    const fake = openInWechat({ bridge: 'never' })
    const wechat = wechatOf({ signature: fake.sign })
    const error = rejection(wechat.ready())
    await runOut(wechat, 'bridge')
    expect(await error).toMatchObject({ code: 'bridge-timeout' })
    fake.injectBridge()
    await expect(wechat.ready()).resolves.toMatchObject({ signedUrl: LANDING })
  })

  test.each([
    ['a frame', {}, true],
    ['the top page', window, false],
  ])("in %s with an error that names the client's own page for a missing bridge", async (_, parent, isFrame) => {
    await loadLazyParts()
    openInWechat({ bridge: 'never' })
    vi.stubGlobal('parent', parent)
    virtualTime()
    const error = rejection(wechatOf({ signature: () => new Promise(() => {}), timeouts: shortly }).ready())
    await vi.advanceTimersByTimeAsync(shortly.bridge + 100)
    const { code, message } = (await error) as { code: string; message: string }
    expect(code).toBe('bridge-timeout')
    expect(message.includes('in a frame: create the client in the top page and hand it down')).toBe(isFrame)
  })

  test('when no bridge comes in time, and stops looking for one', async () => {
    await loadLazyParts()
    openInWechat({ bridge: 'never' })
    virtualTime()
    const error = rejection(wechatOf({ signature: () => new Promise(() => {}), timeouts: shortly }).ready())
    await vi.advanceTimersByTimeAsync(shortly.bridge + 100)
    expect(await error).toMatchObject({
      code: 'bridge-timeout',
      message: expect.stringContaining('no answer within 60 ms'),
    })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('when the SDK does not load in time or is invalid, and loads it again on the next call', async () => {
    const fake = openInWechat()
    const real = () => import('weixin-js-sdk') as Promise<unknown> as Promise<{ default: WxSdk }>
    const sdk = vi
      .fn<() => Promise<WxSdk>>()
      .mockRejectedValueOnce(new Error('offline'))
      .mockReturnValueOnce(new Promise(() => {}))
      .mockResolvedValueOnce({ login() {} } as unknown as WxSdk)
      .mockImplementation(async () => (await real()).default)
    const wechat = wechatOf({ signature: fake.sign, sdk })
    expect(await rejection(wechat.ready())).toMatchObject({ code: 'sdk-load-failed', cause: { message: 'offline' } })
    const late = rejection(wechat.ready())
    await runOut(wechat, 'sdk')
    expect(await late).toMatchObject({ code: 'sdk-load-failed' })
    expect(await rejection(wechat.ready())).toMatchObject({ code: 'sdk-load-failed' })
    await expect(wechat.ready()).resolves.toMatchObject({ signedUrl: LANDING })
    expect(sdk).toHaveBeenCalledTimes(4)
  })

  test('for a second configuration only after the client has refused it', { tags: 'ready-native' }, async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, signUrl: 'current', timeouts: { config: 1000 } })
    await wechat.ready()
    let speak = (_words: string) => {}
    const held = new Promise<string>((resolve) => {
      speak = resolve
    })
    fake.reply('config', () => held)
    history.pushState(null, '', '/other')
    const settled = vi.fn()
    const error = rejection(wechat.ready()).finally(settled)
    await until(() => fake.configurations.length === 2)
    await turn(500)
    expect(settled).not.toHaveBeenCalled()
    speak('fail_invalid_signature')
    expect(await error).toMatchObject({ code: 'invalid-signature' })
  })

  test('the caller whose signal is aborted, with its reason, and no other', { tags: 'ready-abort' }, async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const controller = new AbortController()
    const aborted = wechat.ready({ signal: controller.signal })
    const other = wechat.ready()
    const reason = new Error('gone')
    controller.abort(reason)
    expect(await rejection(aborted)).toBe(reason)
    expect(await rejection(wechat.ready({ signal: controller.signal }))).toBe(reason)
    await expect(other).resolves.toMatchObject({ signedUrl: LANDING })
  })

  test('with the signed URLs and those that the client names', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: (url) => ({ ...fake.sign(url), signature: 'f'.repeat(40) }) })
    const error = await rejection(wechat.ready())
    expect(error).toMatchObject({
      code: 'invalid-signature',
      api: 'config',
      urls: [LANDING],
      realAuthUrls: [LANDING, LANDING],
    })
    expect(String(error)).toContain(LANDING)
  })
})

describe('dispose()', () => {
  test('rejects pending and later calls, and restores history', { tags: ['no-leaks', 'dispose'] }, async () => {
    const { pushState, replaceState } = history
    const fake = openInWechat()
    fake.reply('chooseImage', 'never')
    const wechat = wechatOf({ signature: fake.sign })
    const listener = vi.fn()
    await wechat.ready()
    wechat.subscribe(listener)
    const pending = wechat.chooseImage()
    await until(() => fake.calls.length)
    wechat.dispose()
    expect(await rejection(pending)).toMatchObject({ code: 'disposed' })
    expect(await rejection(wechat.ready())).toMatchObject({ code: 'disposed' })
    expect(await rejection(wechat.sdk())).toMatchObject({ code: 'disposed' })
    expect([history.pushState, history.replaceState]).toEqual([pushState, replaceState])
    expect(listener).not.toHaveBeenCalled()
  })

  test('leaves the state idle', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    await wechat.ready()
    wechat.dispose()
    expect(wechat.state).toEqual({ status: 'idle', openTags: 'unknown' })
  })

  test('rejects a ready() of the same task', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const ready = wechat.ready()
    wechat.dispose()
    expect(await rejection(ready)).toMatchObject({ code: 'disposed' })
  })
})

describe('state', () => {
  test('goes from idle to configuring to ready, and records each step with its duration', {
    tags: 'state',
  }, async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const states: WechatState[] = []
    expect(wechat.state).toEqual({ status: 'idle', openTags: 'unknown' })
    wechat.subscribe((state) => states.push(state))
    await wechat.ready()
    expect(states[0]).toEqual({ status: 'configuring', url: LANDING, steps: [], openTags: 'unknown' })
    expect(new Set(states.slice(0, -1).map(({ status }) => status))).toEqual(new Set(['configuring']))
    const before = [
      { name: 'sdk', duration: expect.any(Number) },
      { name: 'bridge', duration: expect.any(Number) },
      { name: 'signature', url: LANDING, duration: expect.any(Number) },
    ]
    const config = { name: 'config', url: LANDING }
    // While a step is under way it has no duration yet.
    expect(states).toContainEqual({
      status: 'configuring',
      url: LANDING,
      steps: [...before, config],
      openTags: 'unknown',
    })
    expect(wechat.state).toBe(states.at(-1))
    expect(wechat.state).toStrictEqual({
      status: 'ready',
      url: LANDING,
      signedUrl: LANDING,
      denied: [],
      steps: [...before, { ...config, duration: expect.any(Number) }],
      openTags: 'unknown',
    })
  })

  test('stays idle while only the SDK is loaded', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    await wechat.sdk()
    expect(wechat.state).toEqual({ status: 'idle', openTags: 'unknown' })
  })

  test('holds the error of the step that failed', async () => {
    const fake = openInWechat()
    fake.reply('config', 'fail')
    const wechat = wechatOf({ signature: fake.sign })
    const error = await rejection(wechat.ready())
    const { steps } = wechat.state as Extract<WechatState, { status: 'failed' }>
    expect(steps.at(-1)).toEqual({ name: 'config', url: LANDING, duration: expect.any(Number), error })
    expect(steps.slice(0, -1).filter((step) => 'error' in step)).toEqual([])
  })

  test('still reaches the other listeners when one throws, and the error is reported', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const thrown: unknown[] = []
    const catchIt = (error: unknown) => thrown.push(error)
    process.on('uncaughtException', catchIt)
    const listeners = process.listeners('uncaughtException').filter((listener) => listener !== catchIt)
    for (const listener of listeners) process.off('uncaughtException', listener)
    const other = vi.fn()
    wechat.subscribe(({ status }) => {
      if (status === 'ready') throw new Error('mine')
    })
    wechat.subscribe(other)
    await wechat.ready()
    await until(() => thrown.length)
    process.off('uncaughtException', catchIt)
    for (const listener of listeners) process.on('uncaughtException', listener)
    expect(thrown).toMatchObject([{ message: 'mine' }])
    expect(other).toHaveBeenLastCalledWith(expect.objectContaining({ status: 'ready' }))
  })

  test('debug logs each step with its duration, and never alerts', { tags: 'debug' }, async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    const alert = vi.fn()
    vi.stubGlobal('alert', alert)
    const fake = openInWechat()
    fake.reply('config', 'fail')
    const error = await rejection(wechatOf({ signature: fake.sign, debug: true }).ready())
    const duration = expect.stringMatching(/^\d+ ms$/)
    // The order of the first three is that in which they end.
    expect([...log.mock.calls].sort()).toEqual([
      ['[wechat-ready]', 'bridge', '', duration, ''],
      ['[wechat-ready]', 'config', LANDING, duration, error],
      ['[wechat-ready]', 'sdk', '', duration, ''],
      ['[wechat-ready]', 'signature', LANDING, duration, ''],
    ])
    expect(alert).not.toHaveBeenCalled()
  })

  test('without debug, nothing is logged', async () => {
    const log = vi.spyOn(console, 'log')
    const fake = openInWechat()
    await wechatOf({ signature: fake.sign }).ready()
    expect(log).not.toHaveBeenCalled()
  })
})

describe('what the inspector reads', () => {
  const inspect = (wechat: object) => (wechat as { [inspectKey](): Inspection })[inspectKey]()

  test('has the endpoint where the signature comes from a URL', () => {
    expect(inspect(wechatOf({ signature: '/signature' })).endpoint).toBe('/signature')
    expect(inspect(wechatOf({ signature: () => new Promise(() => {}) })).endpoint).toBeUndefined()
  })

  test('has what is shared, of the client object that decides', async () => {
    const fake = openInWechat()
    const [one, two] = [wechatOf({ signature: fake.sign }), wechatOf({ signature: fake.sign })]
    await one.share({ title: 'one' })
    expect([one, two].map((wechat) => inspect(wechat).shared)).toEqual([
      expect.objectContaining({ title: 'one' }),
      undefined,
    ])
  })
})

test('can() knows nothing against an API that the table lacks', () => {
  openInWechat()
  expect(wechatOf({ signature: '/signature' }).can('notInTheTable' as 'chooseImage')).toMatchObject({ ok: true })
})

test('isWechatError knows the errors of a second copy of the library', { tags: 'error-copies' }, () => {
  const foreign = Object.assign(new Error('x'), { name: 'WechatError', code: 'cancelled' })
  expect(isWechatError(foreign)).toBe(true)
  expect(isWechatError(foreign, 'cancelled')).toBe(true)
  expect(isWechatError(foreign, 'disposed')).toBe(false)
  expect([null, undefined, 'x', {}, new Error('x')].some((value) => isWechatError(value))).toBe(false)
})
