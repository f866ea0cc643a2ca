import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type ApiName, createWechat, type Wechat, type WxSdk } from 'wechat-ready'
import { type FakeWechat, installFakeWechat, type Platform } from 'wechat-ready/testing'
import { apis, nativeName, rows } from '../../src/core/api.ts'
import { inTime, turnableTimeForAll } from '../kit/time.ts'
import { loadSdk } from '../testing/weixin-js-sdk.ts'
import { rejection, until } from './page.ts'
import { type Sample, samples } from './samples.ts'
import { uncaught } from './uncaught.ts'

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

  test.each(calls)('%s resolves with what the documentation says', async (name) => {
    page.fake.reply(name, good(name))
    expect(await run(name)).toEqual(samples[name].result)
    expect(page.fake.calls.at(-1)).toMatchObject({ api: name })
  })

  test.each(calls.filter((name) => samples[name].least))('%s needs no optional parameter', async (name) => {
    page.fake.reply(name, good(name))
    expect(await run(name, samples[name].least)).toEqual(samples[name].result)
  })

  test.each(calls.filter((name) => samples[name].cancels))('%s is cancelled by the user', async (name) => {
    page.fake.reply(name, 'cancel')
    const errMsg = expect.stringMatching(/:cancel$/)
    expect(await rejection(run(name))).toMatchObject({ code: 'cancelled', api: name, errMsg })
  })

  test.each(calls.filter((name) => broken(name).length))('%s says so when the reply is broken', async (name) => {
    for (const reply of broken(name)) {
      page.fake.reply(name, { ...words(name, samples[name].words), ...reply })
      expect(await rejection(run(name)), JSON.stringify(reply)).toMatchObject({ code: 'reply-invalid', api: name })
    }
  })

  test.each(calls)('%s says so when the reply has no words', async (name) => {
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
  test.each(events)('%s tells what the documentation says', async (name) => {
    const { heard, stop } = listen(name)
    await nextTask()
    expect(page.fake.emit(name, { ...words(name), ...fields(samples[name]) })).toBe(true)
    expect(heard.mock.calls).toEqual([[samples[name].result]])
    stop()
  })

  test.each(events)('%s does not pass on what is broken, and the page hears of it', async (name) => {
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
  test.each(menus)('%s tells of the button and of what came of it', async (name) => {
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

describe.each(platforms)('on %s, as time passes', (platform) => {
  beforeAll(turnableTimeForAll)
  const { page, run } = openForAll(platform)

  test.each(calls)('%s is refused', async (name) => {
    page.fake.reply(name, 'deny')
    const code = platform === 'ios' || platform === 'devtools' ? 'not-verified' : 'permission-denied'
    expect(await rejection(inTime(run(name)))).toMatchObject({ name: 'WechatError', code, api: name })
  })
})
