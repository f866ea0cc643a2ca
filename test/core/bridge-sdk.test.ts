import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createWechat, type Wechat, type WxSdk } from 'wechat-ready'
import { bridgeSdk, createWechat as createBridged } from 'wechat-ready/bridge'
import type { FakeWechatOptions } from 'wechat-ready/testing'
import { rejection } from '../kit/errors.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { loadSdk } from '../kit/sdk.ts'
import { SECOND, turn, turnableTime, until } from '../kit/time.ts'

/* What bridgeSdk does beside its messages, which test/core/message.test.ts compares with those of jweixin. */

type Reply = Record<string, unknown>

const openOverBridge = async (options: FakeWechatOptions = {}) => {
  const fake = openInWechat(options)
  const wechat = wechatOf({ signature: fake.sign, sdk: bridgeSdk })
  await wechat.ready()
  return { fake, wechat }
}

/** What reaches the client under one name: the message, and how many of them were under way with it. */
function recordInvocations(name: string) {
  const { WeixinJSBridge: bridge } = window as unknown as { WeixinJSBridge: Pick<WxSdk, 'invoke'> }
  const sent: { message: Reply; atOnce: number }[] = []
  let atOnce = 0
  const invoke = bridge.invoke.bind(bridge)
  bridge.invoke = (api, message, callback) => {
    if (api !== name) return invoke(api, message, callback)
    sent.push({ message: { ...message }, atOnce: ++atOnce })
    invoke(api, message, (reply) => {
      atOnce--
      callback(reply)
    })
  }
  return sent
}

describe('a page with bridgeSdk', () => {
  test('loads no script and defines neither wx nor jWeixin', async () => {
    const append = vi.spyOn(document.head, 'append')
    const { wechat } = await openOverBridge()
    expect(await wechat.chooseImage({ count: 1 })).toMatchObject({ localIds: [expect.any(String)] })
    expect(append).not.toHaveBeenCalled()
    expect('wx' in window || 'jWeixin' in window).toBe(false)
  })

  test("leaves another script's global wx untouched", async () => {
    const theirs = Object.freeze({ config() {}, invoke() {} })
    vi.stubGlobal('wx', theirs)
    const { wechat } = await openOverBridge()
    expect(window).toHaveProperty('wx', theirs)
    expect(await wechat.sdk()).not.toBe(theirs)
  })

  test.each(['ready', 'error'] as const)(
    'has no wx.%s: the call throws `unsupported` and names ready()',
    async (name) => {
      const { wechat } = await openOverBridge()
      const wx = await wechat.sdk()
      const error = await rejection(Promise.resolve().then(() => wx[name](() => {})))
      expect(error).toMatchObject({ code: 'unsupported', api: name })
      expect(String(error)).toContain('wechat.ready()')
    },
  )

  test('sends its own configuration, also beside a client object of another account', async () => {
    const wechats: Wechat[] = []
    const fake = openInWechat()
    const sent = recordInvocations('getNetworkType')
    for (const appId of [fake.appId, 'wx2']) {
      const wechat = wechatOf({ signature: (url) => ({ ...fake.sign(url), appId }), sdk: bridgeSdk })
      wechats.push(wechat)
      await wechat.ready().catch(() => {})
    }
    for (const wechat of wechats) (await wechat.sdk()).invoke('getNetworkType', {}, () => {})
    const sentFor = sent.map(({ message }) => message.verifyAppId)
    expect(sentFor).toEqual([fake.appId, 'wx2'])
  })
})

describe('createWechat() of wechat-ready/bridge', () => {
  const bridged = (options: object) => createBridged({ signature: '/signature', ...options })

  test('uses bridgeSdk by default, or the SDK function that is given', async () => {
    const fake = openInWechat()
    const own = await bridgeSdk()
    for (const [options, isOwn] of [
      [{}, false],
      [{ sdk: undefined }, false],
      [{ sdk: async () => own }, true],
    ] as const) {
      const wechat = bridged({ signature: fake.sign, ...options })
      expect(await wechat.ready()).toMatchObject({ denied: [] })
      expect((await wechat.sdk()) === own).toBe(isOwn)
      wechat.dispose()
    }
    expect('wx' in window).toBe(false)
  })

  test.each(['bundled', 'cdn', 'bridge', '', null, 1, {}])('refuses an SDK by name: %j', (sdk) => {
    expect(() => bridged({ sdk })).toThrow(/"sdk" must be/)
  })

  test('checks every other option like wechat-ready does', () => {
    const messages = [createBridged, createWechat].map((create) =>
      [undefined, null, {}, { signature: '/signature', debug: 'yes' }, { signature: '/signature', sdks: 1 }].map(
        (options) => {
          try {
            return create(options as never)
          } catch (error) {
            return String(error)
          }
        },
      ),
    )
    expect(messages[0]).toEqual(messages[1])
  })
})

describe('the outcome of a share button is reported as jweixin reports it', () => {
  const replies: Reply[] = [
    { err_msg: 'share_timeline:ok' },
    { err_msg: 'send_app_msg:confirm' },
    { err_msg: 'send_app_msg:cancel' },
    { err_msg: 'send_app_msg:fail' },
    { err_msg: 'send_app_msg:failed' },
    { err_msg: 'send_app_msg:fail_the_link_is_bad' },
    { err_msg: 'send_app_msg:failed_Too_Often' },
    { err_msg: 'system:access_denied' },
    { err_msg: 'send_app_msg:no permission to execute' },
    { err_msg: 'send_app_msg:' },
    { errMsg: 'sendAppMessage:ok' },
  ]
  const handlers: Record<string, (payload: Reply) => void> = {}
  const signature = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }
  let answer: Reply
  const clients: { dispose(): void }[] = []

  beforeEach(() => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0.61')
    vi.stubGlobal('WeixinJSBridge', {
      invoke: (api: string, _: object, callback: (reply: Reply) => void) =>
        setTimeout(callback, 0, api === 'preVerifyJSAPI' ? { err_msg: `${api}:ok` } : { ...answer }),
      on(event: string, handler: (payload: Reply) => void) {
        handlers[event] = handler
      },
    })
  })
  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose()
    for (const name of Object.keys(handlers)) delete handlers[name]
  })

  /** What a listener hears when the button is pressed. */
  async function heard(sdk: () => Promise<WxSdk>, press: Reply, isOver: (events: unknown[]) => boolean) {
    const wechat = createWechat({ signature: () => signature, sdk })
    clients.push(wechat)
    await wechat.ready()
    const events: unknown[] = []
    wechat.onMenuShareAppMessage((event) => events.push(event))
    await until(() => handlers['menu:share:appmessage'])
    const answered = vi.fn()
    handlers['menu:share:appmessage']?.(press)
    setTimeout(answered, 5)
    await until(() => answered.mock.calls.length && isOver(events))
    wechat.dispose()
    for (const name of Object.keys(handlers)) delete handlers[name]
    return events
  }
  const jweixin = async () => loadSdk() as unknown as WxSdk

  test.each(replies)('%j', async (reply) => {
    answer = reply
    const isOver = (events: unknown[]) => events.length === 2
    const press = { err_msg: 'menu:share:appmessage:ok', scene: 'friend' }
    const ours = await heard(bridgeSdk, { ...press }, isOver)
    expect(ours).toEqual(await heard(jweixin, { ...press }, isOver))
  })

  test('a favourite is reported when it is pressed, not when it is done', async () => {
    answer = { err_msg: 'send_app_msg:ok' }
    const isOver = (events: unknown[]) => events.length > 0
    const press = { err_msg: 'menu:share:appmessage:ok', scene: 'favorite' }
    const ours = await heard(bridgeSdk, { ...press }, isOver)
    expect(ours).toEqual(await heard(jweixin, { ...press }, isOver))
    expect(ours).toHaveLength(1)
  })
})

describe('a share button of bridgeSdk itself', () => {
  type Button = (options: Record<string, unknown>) => void

  /** Presses a button, and gives what the client was sent. */
  async function press(name: string, event: string, scene: string, options: Record<string, unknown>) {
    let pressed = (_: Reply) => {}
    const invoke = vi.fn((api: string, _: object, callback: (reply: Reply) => void) =>
      callback({ err_msg: `${api}:ok` }),
    )
    const on = (heard: string, handler: typeof pressed) => {
      if (heard === event) pressed = handler
    }
    vi.stubGlobal('WeixinJSBridge', { invoke, on })
    const button = (await bridgeSdk())[name] as Button
    button(options)
    pressed({ err_msg: `${event}:ok`, scene })
    return invoke.mock.calls.map(([api, message]) => [api, message])
  }

  test('needs no callback, and sends an empty text for each field that is left out', async () => {
    const empty = { title: '', desc: '', link: '', img_url: '', type: 'link', data_url: '' }
    expect(await press('onMenuShareTimeline', 'menu:share:timeline', 'timeline', {})).toEqual([
      ['shareTimeline', empty],
    ])
  })

  test('reports the outcome of a favourite where it is not that of a share with a friend', async () => {
    const success = vi.fn()
    await press('onMenuShareQQ', 'menu:share:qq', 'favorite', { success })
    expect(success.mock.calls).toEqual([[{ err_msg: 'shareQQ:ok', errMsg: 'shareQQ:ok' }]])
  })
})

describe('with bridgeSdk on iOS, an image whose localId the browser cannot load', () => {
  const png = 'data:image/png;base64,iVBORw0KGgo='

  const add = (tag: string, src: string) => {
    const element = document.body.appendChild(document.createElement(tag)) as HTMLImageElement
    element.src = src
    return element
  }

  test.each(['img', 'video', 'audio', 'source'])('is shown by its data: %s', async (tag) => {
    const { fake } = await openOverBridge({ platform: 'ios' })
    const element = add(tag, fake.pictures.add(png))
    const substitute = vi.fn()
    element.addEventListener('error', substitute)
    element.dispatchEvent(new Event('error'))
    await until(() => element.src === png)
    // The page's own handler would have shown something in its place.
    expect(substitute).not.toHaveBeenCalled()
  })

  test.each(['deny', 'never'] as const)(
    'is loaded one after the other, and a failed one (`%s`) does not stop the rest',
    async (fault) => {
      const { fake } = await openOverBridge({ platform: 'ios' })
      const sent = recordInvocations('getLocalImgData')
      fake.on('getLocalImgData', fault, { times: 1 })
      const [lost, ...pictures] = [1, 2, 3].map(() => add('img', fake.pictures.add(png)))
      turnableTime()
      for (const picture of [lost, ...pictures]) picture?.dispatchEvent(new Event('error'))
      if (fault === 'never') await turn(10 * SECOND)
      await until(() => pictures.every(({ src }) => src === png))
      // A request that was given up still counts as one under way.
      expect(Math.max(...sent.map(({ atOnce }) => atOnce))).toBe(fault === 'never' ? 2 : 1)
      expect(sent).toHaveLength(3)
      expect(lost?.src).toMatch(/^wxlocalresource:/i)
    },
  )

  test('leaves other elements and other addresses alone', async () => {
    const { fake } = await openOverBridge({ platform: 'ios' })
    for (const [tag, src] of [
      ['embed', 'wxLocalResource://1'],
      ['x-img', 'wxLocalResource://1'],
      ['img-x', 'wxLocalResource://1'],
      ['img', 'http://localhost:3000/?wxLocalResource://1'],
      ['img', 'http://localhost:3000/missing.png'],
    ] as const) {
      const element = add(tag, src)
      const own = vi.fn()
      element.addEventListener('error', own)
      element.dispatchEvent(new Event('error'))
      expect(own).toHaveBeenCalledOnce()
    }
    expect(fake.calls.filter(({ api }) => api === 'getLocalImgData')).toEqual([])
  })

  test('is found by a listener that hears of it before the page does', async () => {
    const listen = vi.spyOn(document, 'addEventListener')
    await openOverBridge({ platform: 'ios' })
    expect(listen.mock.calls).toContainEqual(['error', expect.any(Function), true])
  })

  test('needs no listener on Android, which shows a localId itself', async () => {
    const listen = vi.spyOn(document, 'addEventListener')
    await openOverBridge({ platform: 'android' })
    expect(listen.mock.calls.map(([name]) => name)).not.toContain('error')
  })
})
