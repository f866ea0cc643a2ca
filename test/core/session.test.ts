import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Wechat, WechatError, type WxSdk } from 'wechat-ready'
import { mountKey } from '../../src/knowledge/keys.ts'
import { rejection } from '../kit/errors.ts'
import { at, comeBack, LANDING, open, openInWechat, someSignature, wechatOf } from '../kit/page.ts'
import { inTime, nextTask, turnableTime, until } from '../kit/time.ts'

beforeEach(turnableTime)

/** A page with open tags, configured. */
async function openWithTags() {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign, openTagList: ['wx-open-launch-weapp'] })
  await wechat.ready()
  const tag = document.body.appendChild(document.createElement('wx-open-launch-weapp'))
  return { fake, wechat, tag }
}

const fail = (errMsg: unknown) =>
  document.dispatchEvent(Object.assign(new Event('WeixinOpenTagsError'), { detail: { errMsg } }))

describe('state.openTags', () => {
  test('is unknown until the client has said something', async () => {
    const { wechat } = await openWithTags()
    expect(wechat.state.openTags).toBe('unknown')
  })

  test('is ready when a tag says so, which need not bubble, and is told once', async () => {
    const { wechat, tag } = await openWithTags()
    const listener = vi.fn()
    wechat.subscribe(listener)
    tag.dispatchEvent(new Event('ready'))
    tag.dispatchEvent(new Event('ready'))
    await undefined
    expect(listener).toHaveBeenCalledTimes(1)
    expect(listener.mock.lastCall?.[0]).toMatchObject({ status: 'ready', openTags: 'ready' })
  })

  test('is ready by the event of a tag in a shadow root', async () => {
    const { wechat } = await openWithTags()
    const card = document.body.appendChild(document.createElement('my-card'))
    const tag = document.createElement('wx-open-launch-app')
    // As browsers show it outside the root, which happy-dom does not.
    card.dispatchEvent(Object.assign(new Event('ready'), { composedPath: () => [tag, card, document] }))
    expect(wechat.state.openTags).toBe('ready')
  })

  test('is ready by the event of the document', async () => {
    const { wechat } = await openWithTags()
    document.dispatchEvent(new Event('WeixinOpenTagsReady'))
    expect(wechat.state.openTags).toBe('ready')
  })

  test('is followed with autoResign: false as well', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, openTagList: ['wx-open-launch-weapp'], autoResign: false })
    await wechat.ready()
    fail('system:access_denied')
    expect(wechat.state.openTags).toMatchObject({ error: { code: 'permission-denied' } })
  })

  test('is a property of the state: a copy has it', async () => {
    const { wechat } = await openWithTags()
    expect({ ...wechat.state }).toHaveProperty('openTags', 'unknown')
  })

  test.each(['video', 'my-wx-open-thing'])('is not ready by the event of anything else: %s', async (name) => {
    const { wechat } = await openWithTags()
    document.body.appendChild(document.createElement(name)).dispatchEvent(new Event('ready'))
    expect(wechat.state.openTags).toBe('unknown')
  })

  test('is not ready by an event of the document, or one that comes from nowhere', async () => {
    const { wechat } = await openWithTags()
    document.dispatchEvent(new Event('ready'))
    document.dispatchEvent(new Event('WeixinOpenTagsError'))
    expect(wechat.state.openTags).toMatchObject({ error: { code: 'config-failed', errMsg: '' } })
  })

  test('is of the page where it is: of the same URL it stays, configured anew', async () => {
    const { wechat, tag } = await openWithTags()
    tag.dispatchEvent(new Event('ready'))
    comeBack()
    expect(wechat.state).toMatchObject({ status: 'configuring', openTags: 'ready' })
    await wechat.ready()
    expect(wechat.state).toMatchObject({ status: 'ready', openTags: 'ready' })
  })

  test('is asked of nobody where the page has no open tags', async () => {
    const listened = vi.spyOn(document, 'addEventListener')
    await open().wechat.ready()
    const names = listened.mock.calls.map(([name]) => name)
    expect(names).not.toContain('WeixinOpenTagsError')
    expect(names).not.toContain('ready')
  })

  test.each([
    ['system:access_denied', 'permission-denied'],
    ['config:invalid signature', 'invalid-signature'],
    ['whatever', 'config-failed'],
    [undefined, 'config-failed'],
  ] as const)('is the error that the client tells: %s', async (errMsg, code) => {
    const { wechat } = await openWithTags()
    fail(errMsg)
    const words = errMsg ?? ''
    expect(wechat.state.openTags).toMatchObject({ error: { name: 'WechatError', code, errMsg: words } })
    const error = new WechatError(code, '', { api: 'openTagList', errMsg: words })
    expect(wechat.state.openTags).toMatchObject({ error: { api: 'openTagList', message: error.message } })
    expect(wechat.state.status).toBe('ready')
  })

  test('is unknown again on the next route', async () => {
    const { wechat, tag } = await openWithTags()
    tag.dispatchEvent(new Event('ready'))
    history.pushState(null, '', '/b')
    await wechat.ready()
    expect(wechat.state.openTags).toBe('unknown')
  })

  test('gives every listener back that it has on the document, by the words that it was given by', async () => {
    const [given, back] = [vi.spyOn(document, 'addEventListener'), vi.spyOn(document, 'removeEventListener')]
    const { wechat } = await openWithTags()
    wechat.dispose()
    expect(given.mock.calls.map(([name]) => name)).toEqual(expect.arrayContaining(['WeixinOpenTagsError', 'ready']))
    for (const listener of given.mock.calls) expect(back.mock.calls).toContainEqual(listener)
  })

  test('is followed no more after dispose', async () => {
    const { wechat, tag } = await openWithTags()
    wechat.dispose()
    fail('system:access_denied')
    tag.dispatchEvent(new Event('ready'))
    await nextTask()
    expect(wechat.state.openTags).toBe('unknown')
  })
})

describe('an attempt that is given up for another one at the same URL', () => {
  test('fails nobody', async () => {
    const { fake, wechat } = open()
    fake.replyOnce('config', 'never')
    const ready = wechat.ready()
    await until(() => fake.configurations.length)
    comeBack()
    expect(await ready).toMatchObject({ url: LANDING })
    expect(fake.configurations).toHaveLength(2)
  })

  test('makes nothing ready, though its answer is there', async () => {
    const { fake, wechat } = open()
    let isBack = false
    const configurations: number[] = []
    wechat.subscribe((state) => {
      if (state.status === 'ready') configurations.push(fake.configurations.length)
      const last = state.status === 'configuring' && state.steps.at(-1)
      if (isBack || !last || last.name !== 'config' || last.duration === undefined) return
      isBack = true
      comeBack()
    })
    await wechat.ready()
    await nextTask()
    expect(configurations).toEqual([2])
  })
})

describe('routes are followed', () => {
  const { pushState } = history
  const isFollowed = () => history.pushState !== pushState
  const mountOn = (wechat: Wechat) => (wechat as unknown as { [mountKey](): () => void })[mountKey]()

  test('from the first caller on, not from the first app on', async () => {
    const { wechat } = open()
    mountOn(wechat)
    expect(isFollowed()).toBe(false)
    await wechat.ready()
    expect(isFollowed()).toBe(true)
  })

  test('until the last app has gone, and again when one comes', async () => {
    const { wechat } = open()
    const [first, second] = [mountOn(wechat), mountOn(wechat)]
    await wechat.ready()
    first()
    first()
    expect(isFollowed()).toBe(true)
    second()
    expect(isFollowed()).toBe(false)
    const third = mountOn(wechat)
    expect(isFollowed()).toBe(true)
    third()
    expect(isFollowed()).toBe(false)
    wechat.dispose()
    mountOn(wechat)
    expect(isFollowed()).toBe(false)
  })
})

describe('what needs no configuration', () => {
  const never = () => new Promise<never>(() => {})

  test('fails when no bridge comes in time', async () => {
    openInWechat({ bridge: 'never' })
    const call = inTime(wechatOf({ signature: () => someSignature }).closeWindow())
    expect(await rejection(call)).toMatchObject({ code: 'bridge-timeout' })
  })

  test('ends by an abort while no bridge has come, with the reason', async () => {
    openInWechat({ bridge: 'never' })
    const controller = new AbortController()
    const call = rejection(
      wechatOf({ signature: () => someSignature }).closeWindow(undefined, { signal: controller.signal }),
    )
    await nextTask()
    controller.abort('gone')
    expect(await call).toBe('gone')
  })

  test('fails when no SDK comes in time', async () => {
    openInWechat()
    const call = inTime(wechatOf({ signature: () => someSignature, sdk: never }).sdk())
    expect(await rejection(call)).toMatchObject({ code: 'sdk-load-failed' })
  })
})

test('an SDK whose config throws is told as config-failed, with what it has thrown', async () => {
  openInWechat()
  const cause = new TypeError('mine')
  const config = () => {
    throw cause
  }
  const sdk = async () => ({ config, invoke() {} }) as unknown as WxSdk
  const error = await rejection(wechatOf({ signature: () => someSignature, sdk }).ready())
  expect(error).toMatchObject({ code: 'config-failed', message: expect.stringContaining('mine'), cause })
})

test('a listener that was given back, or whose client object is disposed of, hears of nothing', async () => {
  const { wechat } = open()
  const [gone, here] = [vi.fn(), vi.fn()]
  wechat.subscribe(gone)()
  wechat.subscribe(here)
  await wechat.ready()
  expect(gone).not.toHaveBeenCalled()
  here.mockClear()
  wechat.dispose()
  expect(here).not.toHaveBeenCalled()
})

test('prefetch asks for the signature of a route, and a page that goes there asks for none', async () => {
  const { fake, wechat } = open()
  await wechat.ready()
  await wechat.prefetch('/b')
  history.pushState(null, '', '/b')
  await wechat.ready()
  expect(fake.signatures.map(({ url, reason }) => [url, reason])).toEqual([
    [LANDING, 'initial'],
    [at('/b'), 'route'],
  ])
})

test('prefetch gives up when no signature comes in time', async () => {
  openInWechat()
  const wechat = wechatOf({ signature: () => new Promise(() => {}) })
  await expect(inTime(wechat.prefetch('/b'))).resolves.toBeUndefined()
})

test('an abort ends what waits for the SDK, with the reason', async () => {
  openInWechat({ miniProgram: true })
  const wechat = wechatOf({ signature: () => someSignature, sdk: () => new Promise(() => {}) })
  const controller = new AbortController()
  const call = rejection(wechat.miniProgram.navigateBack(undefined, { signal: controller.signal }))
  await nextTask()
  controller.abort('gone')
  expect(await call).toBe('gone')
})

test('a configured page turns away a caller whose signal is aborted already', async () => {
  const { wechat } = open()
  await wechat.ready()
  expect(await rejection(wechat.ready({ signal: AbortSignal.abort('over') }))).toBe('over')
  expect(wechat.state.status).toBe('ready')
})

describe('a page that goes on to another URL', () => {
  afterEach(() => void vi.useRealTimers())

  /**
   * A page that is configured where it was opened; gives the paths that were signed after that; from here on time
   * stands still.
   */
  async function configuredPage() {
    const { fake, wechat } = open()
    await wechat.ready()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const paths = () => fake.signatures.slice(1).map(({ url }) => new URL(url).pathname)
    return { wechat, paths }
  }

  test('is not signed at a URL that it only goes through, while nobody asks', async () => {
    const { wechat, paths } = await configuredPage()
    history.pushState(null, '', '/old')
    await vi.advanceTimersByTimeAsync(50)
    history.replaceState(null, '', '/new')
    await vi.advanceTimersByTimeAsync(100)
    expect(paths()).toEqual(['/new'])
    expect(wechat.state).toMatchObject({ status: 'ready', url: location.href })
  })

  test('is configured at once for whoever asks, before it has come to rest', async () => {
    const { wechat, paths } = await configuredPage()
    history.pushState(null, '', '/next')
    await vi.advanceTimersByTimeAsync(0)
    const ready = wechat.ready()
    await vi.advanceTimersByTimeAsync(10)
    await expect(ready).resolves.toMatchObject({ url: location.href })
    expect(paths()).toEqual(['/next'])
  })

  test('is configured at once for whoever has asked before it went on', async () => {
    const { wechat, paths } = await configuredPage()
    history.pushState(null, '', '/one')
    const ready = wechat.ready()
    await vi.advanceTimersByTimeAsync(0)
    history.pushState(null, '', '/two')
    await vi.advanceTimersByTimeAsync(10)
    await expect(ready).resolves.toMatchObject({ url: location.href })
    expect(paths().at(-1)).toBe('/two')
  })
})
