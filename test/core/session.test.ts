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
  test('is unknown until a tag or the document reports something', async () => {
    const { wechat } = await openWithTags()
    expect(wechat.state.openTags).toBe('unknown')
  })

  test('is ready by the event of a tag, which need not bubble, and is reported once', {
    tags: 'open-tags',
  }, async () => {
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

  test('is ready by the event of the document', { tags: 'open-tags' }, async () => {
    const { wechat } = await openWithTags()
    document.dispatchEvent(new Event('WeixinOpenTagsReady'))
    expect(wechat.state.openTags).toBe('ready')
  })

  test('is updated with autoResign: false as well', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, openTagList: ['wx-open-launch-weapp'], autoResign: false })
    await wechat.ready()
    fail('system:access_denied')
    expect(wechat.state.openTags).toMatchObject({ error: { code: 'permission-denied' } })
  })

  test('is a property of the state that a copy has as well', async () => {
    const { wechat } = await openWithTags()
    expect({ ...wechat.state }).toHaveProperty('openTags', 'unknown')
  })

  test.each(['video', 'my-wx-open-thing'])('is not ready by the event of another element: %s', async (name) => {
    const { wechat } = await openWithTags()
    document.body.appendChild(document.createElement(name)).dispatchEvent(new Event('ready'))
    expect(wechat.state.openTags).toBe('unknown')
  })

  test('is not ready by an event of the document, and is an error by one without detail', async () => {
    const { wechat } = await openWithTags()
    document.dispatchEvent(new Event('ready'))
    document.dispatchEvent(new Event('WeixinOpenTagsError'))
    expect(wechat.state.openTags).toMatchObject({ error: { code: 'config-failed', errMsg: '' } })
  })

  test('stays ready when the same URL is configured again', async () => {
    const { wechat, tag } = await openWithTags()
    tag.dispatchEvent(new Event('ready'))
    comeBack()
    expect(wechat.state).toMatchObject({ status: 'configuring', openTags: 'ready' })
    await wechat.ready()
    expect(wechat.state).toMatchObject({ status: 'ready', openTags: 'ready' })
  })

  test('needs no listener where the page has no open tags', async () => {
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
  ] as const)('is the error that the client reports: %s', { tags: 'open-tags' }, async (errMsg, code) => {
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

  test('removes each of its document listeners with the arguments that added it', async () => {
    const [given, back] = [vi.spyOn(document, 'addEventListener'), vi.spyOn(document, 'removeEventListener')]
    const { wechat } = await openWithTags()
    wechat.dispose()
    expect(given.mock.calls.map(([name]) => name)).toEqual(expect.arrayContaining(['WeixinOpenTagsError', 'ready']))
    for (const listener of given.mock.calls) expect(back.mock.calls).toContainEqual(listener)
  })

  test('does not change after dispose()', async () => {
    const { wechat, tag } = await openWithTags()
    wechat.dispose()
    fail('system:access_denied')
    tag.dispatchEvent(new Event('ready'))
    await nextTask()
    expect(wechat.state.openTags).toBe('unknown')
  })
})

describe('an attempt that another one at the same URL replaces', () => {
  test('does not reject ready()', async () => {
    const { fake, wechat } = open()
    fake.replyOnce('config', 'never')
    const ready = wechat.ready()
    await until(() => fake.configurations.length)
    comeBack()
    expect(await ready).toMatchObject({ url: LANDING })
    expect(fake.configurations).toHaveLength(2)
  })

  test('does not make the page ready, although its answer has arrived', async () => {
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

  test('from the first caller on, not from the first mounted app on', async () => {
    const { wechat } = open()
    mountOn(wechat)
    expect(isFollowed()).toBe(false)
    await wechat.ready()
    expect(isFollowed()).toBe(true)
  })

  test('until the last app is unmounted, and again when one is mounted', async () => {
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

describe('a call that needs no configuration', () => {
  const never = () => new Promise<never>(() => {})

  test('rejects if no bridge comes in time', async () => {
    openInWechat({ bridge: 'never' })
    const call = inTime(wechatOf({ signature: () => someSignature }).closeWindow())
    expect(await rejection(call)).toMatchObject({ code: 'bridge-timeout' })
  })

  test('rejects with the reason of its signal while there is no bridge', async () => {
    openInWechat({ bridge: 'never' })
    const controller = new AbortController()
    const call = rejection(
      wechatOf({ signature: () => someSignature }).closeWindow(undefined, { signal: controller.signal }),
    )
    await nextTask()
    controller.abort('gone')
    expect(await call).toBe('gone')
  })

  test('rejects if the SDK does not load in time', async () => {
    openInWechat()
    const call = inTime(wechatOf({ signature: () => someSignature, sdk: never }).sdk())
    expect(await rejection(call)).toMatchObject({ code: 'sdk-load-failed' })
  })
})

test('an SDK whose config() throws rejects with config-failed and the error as its cause', async () => {
  openInWechat()
  const cause = new TypeError('mine')
  const config = () => {
    throw cause
  }
  const sdk = async () => ({ config, invoke() {} }) as unknown as WxSdk
  const error = await rejection(wechatOf({ signature: () => someSignature, sdk }).ready())
  expect(error).toMatchObject({ code: 'config-failed', message: expect.stringContaining('mine'), cause })
})

test('a listener is not called after it unsubscribed or after dispose()', async () => {
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

test('prefetch() requests the signature of a route, and the page at that route requests none', async () => {
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

test('prefetch() resolves if no signature comes in time', async () => {
  openInWechat()
  const wechat = wechatOf({ signature: () => new Promise(() => {}) })
  await expect(inTime(wechat.prefetch('/b'))).resolves.toBeUndefined()
})

test('an abort ends a call that waits for the SDK, with the reason', async () => {
  openInWechat({ miniProgram: true })
  const wechat = wechatOf({ signature: () => someSignature, sdk: () => new Promise(() => {}) })
  const controller = new AbortController()
  const call = rejection(wechat.miniProgram.navigateBack(undefined, { signal: controller.signal }))
  await nextTask()
  controller.abort('gone')
  expect(await call).toBe('gone')
})

test('ready() on a configured page rejects if its signal is already aborted', async () => {
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

  test('is not signed at a URL that it only passes through, without a caller', async () => {
    const { wechat, paths } = await configuredPage()
    history.pushState(null, '', '/old')
    await vi.advanceTimersByTimeAsync(50)
    history.replaceState(null, '', '/new')
    await vi.advanceTimersByTimeAsync(100)
    expect(paths()).toEqual(['/new'])
    expect(wechat.state).toMatchObject({ status: 'ready', url: location.href })
  })

  test('is configured at once for a caller, before 100 ms have passed', async () => {
    const { wechat, paths } = await configuredPage()
    history.pushState(null, '', '/next')
    await vi.advanceTimersByTimeAsync(0)
    const ready = wechat.ready()
    await vi.advanceTimersByTimeAsync(10)
    await expect(ready).resolves.toMatchObject({ url: location.href })
    expect(paths()).toEqual(['/next'])
  })

  test('is configured at once for a caller from before the navigation', async () => {
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
