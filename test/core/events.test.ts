import { describe, expect, test, vi } from 'vitest'
import type { WxSdk } from 'wechat-ready'
import { rejection, uncaught } from '../kit/errors.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { loadSdk } from '../kit/sdk.ts'
import { until } from '../kit/time.ts'

const voice = { localId: 'wxLocalResource://1' }

/** A client object over a client that holds a handler for the event. */
async function listening(event = 'onVoicePlayEnd') {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const first = vi.fn()
  const stop = wechat.on(event, first)
  await until(() => fake.emit(event, voice))
  first.mockClear()
  return { fake, wechat, first, stop }
}

describe('an event', () => {
  test('reaches every listener until that one unsubscribes', { tags: 'events' }, async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const [one, two] = [vi.fn(), vi.fn()]
    const stopOne = wechat.onVoicePlayEnd(one)
    wechat.onVoicePlayEnd(two)
    await until(() => fake.emit('onVoicePlayEnd', voice))
    stopOne()
    stopOne()
    fake.emit('onVoicePlayEnd', voice)
    expect(one.mock.calls).toEqual([[voice]])
    expect(two.mock.calls).toEqual([[voice], [voice]])
  })

  test('never reaches a listener that unsubscribed before the page was configured', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const [early, other] = [vi.fn(), vi.fn()]
    wechat.onVoicePlayEnd(early)()
    wechat.onVoicePlayEnd(other)
    await until(() => fake.emit('onVoicePlayEnd', voice))
    expect(other).toHaveBeenCalled()
    expect(early).not.toHaveBeenCalled()
  })

  test('reaches a listener that was added before the SDK failed to load, unless it unsubscribed', async () => {
    const wechat = wechatOf({ signature: (url) => fake.sign(url) })
    const [early, gone] = [vi.fn(), vi.fn()]
    wechat.onVoicePlayEnd(early)
    const stop = wechat.onVoicePlayEnd(gone)
    expect(await rejection(wechat.ready())).toMatchObject({ code: 'not-in-wechat' })
    stop()
    const fake = openInWechat()
    await wechat.ready()
    await until(() => fake.emit('onVoicePlayEnd', voice))
    expect(early.mock.calls).toEqual([[voice]])
    expect(gone).not.toHaveBeenCalled()
  })

  test('is delivered once after a second configuration', async () => {
    const { fake, wechat, first } = await listening('onVoicePlayEnd')
    history.pushState(null, '', '/other')
    await wechat.ready()
    fake.emit('onVoicePlayEnd', voice)
    expect(first.mock.calls).toEqual([[voice]])
  })

  test('is delivered after a configuration that succeeds, even if the first one failed', async () => {
    const fake = openInWechat()
    fake.reply('config', 'fail')
    const wechat = wechatOf({ signature: fake.sign })
    const heard = vi.fn()
    wechat.onVoicePlayEnd(heard)
    await until(() => wechat.state.status === 'failed')
    fake.reply('config')
    await wechat.ready()
    await until(() => fake.emit('onVoicePlayEnd', voice))
    expect(heard.mock.calls).toEqual([[voice]])
  })

  test('reaches the other listeners when one throws, and the error is reported as uncaught', async () => {
    const { fake, wechat, first } = await listening('onVoicePlayEnd')
    const error = new Error('mine')
    const last = vi.fn()
    wechat.onVoicePlayEnd(() => {
      throw error
    })
    wechat.onVoicePlayEnd(last)
    await wechat.ready()
    expect(await uncaught(1, () => fake.emit('onVoicePlayEnd', voice))).toEqual([error])
    expect([first, last].map(({ mock }) => mock.calls)).toEqual([[[voice]], [[voice]]])
  })

  test('is not delivered after dispose()', async () => {
    const { fake, wechat, first } = await listening()
    wechat.dispose()
    fake.emit('onVoicePlayEnd', voice)
    expect(first).not.toHaveBeenCalled()
  })

  test('has one handler for its official and its native name', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const [official, native] = [vi.fn(), vi.fn()]
    wechat.onSearchBeacons(official)
    wechat.on('onBeaconsInRange', native)
    await until(() => fake.emit('onSearchBeacons', { beacons: '[]' }))
    expect([official, native].map(({ mock }) => mock.calls)).toEqual([[[{ beacons: [] }]], [[{ beacons: [] }]]])
  })

  test('has one handler for a configuration, however many listen', async () => {
    const { wechat } = await listening()
    const { WeixinJSBridge: bridge } = window as unknown as { WeixinJSBridge: { on(): void } }
    const on = vi.spyOn(bridge, 'on')
    wechat.onVoicePlayEnd(() => {})
    await wechat.ready()
    await Promise.resolve()
    expect(on).not.toHaveBeenCalled()
  })

  test('outside WeChat is never delivered, and causes no error', () => {
    const stop = wechatOf({ signature: '/signature' }).onVoicePlayEnd(() => {})
    expect(stop).not.toThrow()
  })
})

describe('on()', () => {
  test('passes on the raw payload of an event that the table lacks', { tags: 'raw-access' }, async () => {
    const { fake, first } = await listening('onSomethingNew')
    fake.emit('onSomethingNew', { a: '1' })
    expect(first.mock.calls).toEqual([[{ a: '1' }]])
  })

  test('returns a function that unsubscribes', async () => {
    const { fake, first, stop } = await listening('onSomethingNew')
    stop()
    fake.emit('onSomethingNew', { a: '1' })
    expect(first).not.toHaveBeenCalled()
  })
})

describe('a share button of the menu', () => {
  const content = { title: 'A', desc: 'b', link: 'http://localhost:3000/c', imgUrl: 'http://localhost:3000/d.png' }

  test('shares the content given with the listener, and reports the outcome', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const heard = vi.fn()
    wechat.onMenuShareAppMessage(heard, { ...content, type: 'music', dataUrl: 'http://localhost:3000/e.mp3' })
    await until(() => fake.emit('onMenuShareAppMessage'))
    await until(() => heard.mock.calls.length === 2)
    expect(fake.calls).toMatchObject([
      {
        api: 'sendAppMessage',
        params: { title: 'A', desc: 'b', link: content.link, img_url: content.imgUrl, type: 'music' },
      },
    ])
    expect(heard.mock.calls).toMatchObject([[{ outcome: 'trigger' }], [{ outcome: 'success' }]])
  })

  test('shares the content as it was given, even if the object changes later', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    const mine = { ...content }
    wechat.onMenuShareQQ(() => {}, mine)
    await wechat.ready()
    mine.title = 'another'
    await until(() => fake.emit('onMenuShareQQ'))
    expect(fake.calls).toMatchObject([{ params: { title: 'A' } }])
  })

  test("reports the SDK's words about each outcome, and none as an empty text", async () => {
    const fake = openInWechat()
    const options: Record<string, (reply?: object) => void> = {}
    const sdk = async () => {
      const onMenuShareQZone = (given: object) =>
        Object.defineProperties(options, Object.getOwnPropertyDescriptors(given))
      return Object.assign(loadSdk(), { onMenuShareQZone }) as unknown as WxSdk
    }
    const wechat = wechatOf({ signature: fake.sign, sdk })
    const heard = vi.fn()
    wechat.onMenuShareQZone(heard)
    await until(() => options.trigger)
    options.trigger?.()
    options.cancel?.({ errMsg: 'shareQZone:cancel' })
    options.fail?.({})
    expect(heard.mock.calls).toEqual([
      [{ outcome: 'trigger', errMsg: '' }],
      [{ outcome: 'cancel', errMsg: 'shareQZone:cancel' }],
      [{ outcome: 'fail', errMsg: '' }],
    ])
  })

  test('without a content shares the current title and URL of the page', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    wechat.onMenuShareTimeline(() => {})
    await wechat.ready()
    document.title = 'The page'
    await until(() => fake.emit('onMenuShareTimeline'))
    const link = location.href.replace('from=singlemessage&', '')
    expect(fake.calls).toMatchObject([{ params: { title: 'The page', link, img_url: '' } }])
  })
})
