import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ApiName, createWechat, type Wechat, type WxSdk } from 'wechat-ready'
import { bridgeSdk } from 'wechat-ready/bridge'
import { apis, miniProgramApis, nativeName, rows } from '../../src/core/api.ts'
import { rejection } from '../kit/errors.ts'
import '../kit/page.ts'
import { loadSdk } from '../kit/sdk.ts'
import { samples } from './samples.ts'

/*
 * What reaches the client: for every API the very message that raw jweixin sends for the same parameters, but for the
 * differences below, each of which is meant.
 */

type Message = Record<string, unknown>
type Calls = Record<string, (params?: object) => void>

const signature = { appId: 'wx1', timestamp: 1414587457, nonceStr: 'Wm3WZYTPz0wzccnW', signature: '0f9de62fce79' }
const names = Object.keys(apis) as ApiName[]

/** What went over the bridge, as JSON, which is how it gets to the client. */
const sent: [api: string, message: Message][] = []
const handlers: Record<string, (payload: Message) => void> = {}
let wechat: Wechat
let raw: WxSdk & Calls
/** What jweixin sent besides, of its own accord. */
let reported: typeof sent

/** What the library sends through: the messages are the same for each. */
const sdks = {
  'weixin-js-sdk': async () => loadSdk() as unknown as WxSdk,
  bridgeSdk,
}

async function openOver(sdk: () => Promise<WxSdk>): Promise<void> {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0.61.2880')
  vi.stubGlobal('WeixinJSBridge', {
    invoke(api: string, message: object, callback?: (reply: Message) => void) {
      sent.push([api, JSON.parse(JSON.stringify(message))])
      setTimeout(() => callback?.({ err_msg: `${api}:ok` }))
    },
    on(event: string, handler: (payload: Message) => void) {
      handlers[event] = handler
    },
  })
  raw = loadSdk() as unknown as WxSdk & Calls
  raw.config({ ...signature, check: false, jsApiList: [] })
  wechat = createWechat({ signature: () => signature, sdk })
  await wechat.ready()
  sent.length = 0
}
afterEach(() => wechat.dispose())

/** What is sent during `act`, once something has been. */
async function sending(act: () => unknown): Promise<[string, Message][]> {
  sent.length = 0
  Promise.resolve(act()).catch(() => {})
  await vi.waitFor(() => expect(sent).not.toEqual([]), { interval: 1 })
  return [...sent]
}
const byUs = (name: ApiName, params?: object) =>
  sending(() => (wechat[name] as (params?: object) => Promise<unknown>)(params))
// Copies, since jweixin writes on what it is given.
const byJweixin = async (name: ApiName, params?: object) => {
  const [first, ...others] = await sending(() => raw[name]?.(structuredClone({ ...params })))
  reported = others
  return [first]
}

const inJweixin = names.filter((name) => !rows[name]?.event && name in loadSdk())
const cases = inJweixin.flatMap((name) => {
  const { params = {}, least = params } = samples[name]
  return [[name, params] as const, ...(least === params ? [] : [[name, least] as const])]
})

describe.each(Object.entries(sdks))('over %s, the message is the same as that of jweixin', (_, sdk) => {
  beforeEach(() => openOver(sdk))

  test.each(cases)('%s %j', async (name, params) => {
    const ours = await byUs(name, params)
    expect(ours).toEqual(await byJweixin(name, params))
    expect(ours).toMatchObject([[expect.any(String), { verifySignature: signature.signature }]])
  })

  test('a configuration', async () => {
    history.pushState(null, '', '/another')
    const ours = await sending(() => wechat.ready())
    const jsApiList = names.map(nativeName)
    expect(ours).toEqual(await sending(() => raw.config({ ...signature, jsApiList, openTagList: [] })))
  })

  test.each(names.filter((name) => rows[name]?.event))('%s listens to the same event', async (name) => {
    ;(wechat[name] as (listener: () => void) => void)(() => {})
    await vi.waitFor(() => expect(handlers).not.toEqual({}), { interval: 1 })
    const ours = Object.keys(handlers)
    for (const event of ours) delete handlers[event]
    raw[name]?.({})
    expect(ours).toEqual(Object.keys(handlers))
    for (const event of Object.keys(handlers)) delete handlers[event]
  })

  const content = { title: 'A', desc: 'b', link: 'http://localhost:3000/c', imgUrl: 'http://localhost:3000/d.png' }
  test.each([
    ['onMenuShareTimeline', content],
    ['onMenuShareAppMessage', { ...content, type: 'music', dataUrl: 'http://localhost:3000/e.mp3' }],
    ['onMenuShareQQ', content],
    ['onMenuShareWeibo', content],
    ['onMenuShareQZone', content],
  ] as const)('%s sends the same content for the button', async (name, content) => {
    const pressed = async (listen: () => void) => {
      listen()
      await vi.waitFor(() => expect(handlers).not.toEqual({}), { interval: 1 })
      const [[event, press] = []] = Object.entries(handlers)
      delete handlers[event ?? '']
      return sending(() => press?.({ err_msg: `${event}:ok` }))
    }
    const ours = await pressed(() => wechat[name](() => {}, content))
    expect(ours).toEqual(await pressed(() => raw[name]?.({ ...content })))
  })
})

describe.each(Object.entries(sdks))('over %s, the message differs from that of jweixin', (_, sdk) => {
  beforeEach(() => openOver(sdk))

  test('since signType must not be guessed: jweixin sets SHA1', async () => {
    const { signType: _, ...unsigned } = samples.chooseWXPay.params as Message
    expect(await byJweixin('chooseWXPay', unsigned)).toMatchObject([[expect.any(String), { signType: 'SHA1' }]])
    for (const name of ['chooseWXPay', 'openEnterpriseRedPacket'] as const) {
      sent.length = 0
      const error = await rejection((wechat[name] as (params: object) => Promise<unknown>)(unsigned))
      expect(error).toMatchObject({ code: 'invalid-argument', api: name })
      expect(String(error)).toContain('"signType" is missing')
      expect(sent).toEqual([])
    }
  })

  test('since a payment needs no other call: jweixin asks for the network type as well', async () => {
    const { params } = samples.chooseWXPay
    await byJweixin('chooseWXPay', params)
    expect(reported).toMatchObject([['getNetworkType', {}]])
    expect(await byUs('chooseWXPay', params)).toHaveLength(1)
  })

  test.each([
    ['timestamp', 1414587457],
    ['timestamp', '1414587457'],
    ['timeStamp', 1414587457],
    ['timeStamp', '1414587457'],
  ])('since servers send the timestamp of a payment as %s: %j', async (name, time) => {
    const { timestamp: _, ...others } = samples.chooseWXPay.params as Message
    const timeStamp = '1414587457'
    expect(await byUs('chooseWXPay', { ...others, [name]: time })).toMatchObject([[expect.any(String), { timeStamp }]])
  })

  test('since a transfer has its own appId: jweixin replaces it, and lacks the API', async () => {
    const { params = {} } = samples.requestMerchantTransfer
    expect(await byUs('requestMerchantTransfer', params)).toEqual([['requestMerchantTransfer', params]])
  })

  test('since the client may know an API that jweixin lacks', async () => {
    const [[, message] = []] = await byUs('chooseImage', { count: 1, isOriginal: true })
    expect(message).toMatchObject({ isOriginal: true })
    const [[, theirs] = []] = await byJweixin('chooseImage', { count: 1, isOriginal: true })
    expect(theirs).not.toHaveProperty('isOriginal')
  })

  test('since 0 and empty strings are values: jweixin replaces them with defaults', async () => {
    const [[, message] = []] = await byUs('openLocation', { latitude: 1, longitude: 1, scale: 0 })
    expect(message).toMatchObject({ scale: 0 })
    const [[, theirs] = []] = await byJweixin('openLocation', { latitude: 1, longitude: 1, scale: 0 })
    expect(theirs).toMatchObject({ scale: 28 })
  })

  test('since a query may contain a question mark: jweixin drops what follows', async () => {
    const params = { targetAppId: 'wx2', path: 'pages/a?b=c?d' }
    expect(await byUs('launchMiniProgram', params)).toMatchObject([
      [expect.any(String), { path: 'pages/a.html?b=c?d' }],
    ])
    expect(await byJweixin('launchMiniProgram', params)).toMatchObject([
      [expect.any(String), { path: 'pages/a.html?b=c' }],
    ])
  })
})

describe('over weixin-js-sdk, the message to the mini program is the same as that of jweixin', () => {
  beforeEach(() => openOver(sdks['weixin-js-sdk']))

  test.each(
    Object.keys(miniProgramApis).filter((name) => name !== 'getEnv') as Exclude<
      keyof typeof miniProgramApis,
      'getEnv'
    >[],
  )('miniProgram.%s', async (name) => {
    const params = { navigateBack: { delta: 2 }, postMessage: { data: { a: 1 } } }[name as string] ?? {
      url: '/pages/b',
    }
    const run = wechat.miniProgram[name] as (params: object) => Promise<void>
    const ours = await sending(() => run(params))
    const rawMiniProgram = raw.miniProgram as unknown as Calls
    expect(ours).toEqual(await sending(() => rawMiniProgram[name]?.(params)))
  })
})

test('with bridgeSdk, miniProgram rejects with unsupported', async () => {
  await openOver(bridgeSdk)
  const error = await rejection(wechat.miniProgram.navigateTo({ url: '/pages/b' }))
  expect(error).toMatchObject({ code: 'unsupported', api: 'miniProgram.navigateTo' })
  expect(String(error)).toContain('bridgeSdk')
  expect(sent).toEqual([])
})
describe('a call sends the arguments as they were when it was made', { tags: 'arguments-kept' }, () => {
  beforeEach(() => openOver(sdks['weixin-js-sdk']))

  /** The message of a call that has to wait, after its arguments were changed meanwhile. */
  const sentAfter = async (name: ApiName, params: object, change: () => void) => {
    history.pushState(null, '', `/waits/${sent.length}/${name}`)
    sent.length = 0
    const call = (wechat[name] as (params: object) => Promise<unknown>)(params)
    change()
    // The answer lacks the fields of some APIs: the message alone is of interest.
    await call.catch(() => {})
    return sent.find(([api]) => api === nativeName(name))?.[1]
  }

  test('an array that is emptied while the call waits is sent with its items', async () => {
    const urls = ['https://a.example/1.jpg', 'https://a.example/2.jpg']
    const params = { current: urls[0], urls }
    const given = structuredClone(params)
    expect(await sentAfter('previewImage', params, () => urls.splice(0))).toMatchObject(given)
  })

  test('a nested object that is changed while the call waits is sent as it was', async () => {
    const card = { cardId: 'p1', cardExt: '{}' }
    const cardList = [card]
    const message = await sentAfter('addCard', { cardList }, () => Object.assign(card, { cardId: 'p2' }))
    expect(JSON.stringify(message)).toContain('p1')
  })

  test.each([
    ['that is circular', circular],
    ['with a BigInt', () => ({ type: 1n })],
    ['that throws when it is read', () => Object.defineProperty({}, 'type', { enumerable: true, get: thrower })],
    ['whose toJSON throws', () => ({ type: { toJSON: thrower } })],
  ])('a parameter %s is an invalid argument, and nothing is sent', async (_, params) => {
    sent.length = 0
    for (const send of [() => wechat.getLocation(params() as never), () => wechat.invoke('getLocation', params())])
      expect(await rejection(send())).toMatchObject({ code: 'invalid-argument', api: 'getLocation' })
    expect(sent).toEqual([])
  })
})

function circular(): object {
  const params: { self?: object } = {}
  params.self = { list: [params] }
  return params
}

function thrower(): never {
  throw new TypeError('not to be read')
}
