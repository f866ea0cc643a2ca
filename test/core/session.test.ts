import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openInWechat, wechatOf } from './page.ts'
import { nextTask, turnableTime } from './route.ts'

beforeEach(turnableTime)

/** A page with open tags, configured. */
async function open() {
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
    const { wechat } = await open()
    expect(wechat.state.openTags).toBe('unknown')
  })

  test('is ready when a tag says so, which need not bubble, and is told once', async () => {
    const { wechat, tag } = await open()
    const listener = vi.fn()
    wechat.subscribe(listener)
    tag.dispatchEvent(new Event('ready'))
    tag.dispatchEvent(new Event('ready'))
    expect(listener).toHaveBeenCalledTimes(1)
    expect(listener.mock.lastCall?.[0]).toMatchObject({ status: 'ready', openTags: 'ready' })
  })

  test('is not ready by the event of anything else', async () => {
    const { wechat } = await open()
    document.body.appendChild(document.createElement('video')).dispatchEvent(new Event('ready'))
    expect(wechat.state.openTags).toBe('unknown')
  })

  test.each([
    ['system:access_denied', 'permission-denied'],
    ['config:invalid signature', 'invalid-signature'],
    ['whatever', 'config-failed'],
    [undefined, 'config-failed'],
  ])('is the error that the client tells: %s', async (errMsg, code) => {
    const { wechat } = await open()
    fail(errMsg)
    expect(wechat.state.openTags).toMatchObject({ error: { name: 'WechatError', code, errMsg: errMsg ?? '' } })
    expect(wechat.state.status).toBe('ready')
  })

  test('is unknown again on the next route', async () => {
    const { wechat, tag } = await open()
    tag.dispatchEvent(new Event('ready'))
    history.pushState(null, '', '/b')
    await wechat.ready()
    expect(wechat.state.openTags).toBe('unknown')
  })

  test('is followed no more after dispose', async () => {
    const { wechat } = await open()
    wechat.dispose()
    fail('system:access_denied')
    await nextTask()
    expect(wechat.state.openTags).toBe('unknown')
  })
})

describe('a page that goes on to another URL', () => {
  afterEach(() => void vi.useRealTimers())

  /**
   * A page that is configured where it was opened; gives the paths that were signed after that; from here on time
   * stands still.
   */
  async function configuredPage() {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
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
