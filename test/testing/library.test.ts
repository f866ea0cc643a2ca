import { beforeEach, describe, expect, test } from 'vitest'
import { bridgeSdk } from 'wechat-ready/bridge'
import type { FakeWechat, FakeWechatOptions } from 'wechat-ready/testing'
import { apis } from '../../src/core/api.ts'
import { at, LANDING, openInWechat, travel, wechatOf } from '../kit/page.ts'
import { SECOND, turn, virtualTime } from '../kit/time.ts'

/*
 * The library over the client models that are known, with the real weixin-js-sdk between, and with bridgeSdk. What is expected is written
 * from the facts about the clients: which URL each verifies, how long its grants last, what it verifies again at each
 * call, and what it does not have.
 */

interface Model {
  readonly name: string
  readonly options: FakeWechatOptions
  /** The URL that the client verifies after a route change, and that has to be signed at once. */
  readonly signs: 'landing' | 'current'
  /** Whether it verifies getLocation and openAddress again at each call. */
  readonly verifiesCalls?: true
}

const models: readonly Model[] = [
  { name: 'iOS', options: { platform: 'ios' }, signs: 'landing' },
  { name: 'Android', options: {}, signs: 'current', verifiesCalls: true },
  { name: 'Android 7.0', options: { version: '7.0' }, signs: 'current', verifiesCalls: true },
  { name: 'HarmonyOS', options: { platform: 'harmony' }, signs: 'current' },
  { name: 'Windows', options: { platform: 'windows' }, signs: 'current' },
  { name: 'Mac', options: { platform: 'mac' }, signs: 'current' },
  { name: 'devtools', options: { platform: 'devtools' }, signs: 'current' },
  {
    name: 'an Android that replaces grants',
    options: { permission: 'replaced' },
    signs: 'current',
    verifiesCalls: true,
  },
  { name: 'an iOS that replaces grants', options: { platform: 'ios', permission: 'replaced' }, signs: 'landing' },
  { name: 'iOS around a mini program', options: { platform: 'ios', miniProgram: true }, signs: 'landing' },
  { name: 'Android around a mini program', options: { miniProgram: true }, signs: 'current', verifiesCalls: true },
]

/** Every model over each SDK. */
const runs = models.flatMap((model) => [
  { ...model, over: 'weixin-js-sdk', sdk: 'bundled' as const },
  { ...model, over: 'bridgeSdk', sdk: bridgeSdk },
])
type Run = (typeof runs)[number]

// It is there within a microtask from then on: time is virtual, and a chunk is not.
beforeEach(() => import('../../src/core/sdk-bundled.ts'))

/** A page in this client, and what its visitors do: one call of each kind of grant. */
function open({ options, sdk }: Run) {
  virtualTime()
  const fake = openInWechat(options)
  const wechat = wechatOf({ signature: fake.sign, sdk })
  const calls = {
    chooseImage: () => wechat.chooseImage(),
    getLocation: () => wechat.getLocation(),
    // A mini program shares in its own way.
    share: () => (options.miniProgram ? wechat.getNetworkType() : wechat.share({ title: 'Tea' })),
  }
  /** Every call at once, as a page makes them; in the order of the names. */
  const callAll = async () => {
    const outcomes = Promise.all(Object.values(calls).map((call) => call().then(() => 'good', codeOf)))
    let ended: string[] | undefined
    outcomes.then((all) => {
      ended = all
    })
    await turn(5 * SECOND)
    return ended
  }
  const ready = async () => {
    const done = wechat.ready().then(() => 'ready', codeOf)
    await turn(5 * SECOND)
    return done
  }
  return { fake, wechat, ready, callAll }
}

const codeOf = (error: unknown) => String((error as { code?: string }).code ?? error)
const good = ['good', 'good', 'good']
const landing = LANDING
const refused = ({ configurations }: FakeWechat) => configurations.filter(({ signedUrl }) => signedUrl === undefined)
const signed = ({ configurations }: FakeWechat) => configurations.map(({ signedUrl }) => signedUrl)
const asked = ({ signatures }: FakeWechat) => signatures.map(({ url }) => url)

describe.each(runs)('$name, over $over', (model) => {
  const { signs } = model
  /** What is signed at a route. */
  const of = (route: string) => (signs === 'landing' ? landing : route)

  test('on the landing page: one configuration, and every call is answered', async () => {
    const { fake, ready, callAll } = open(model)
    expect(await ready()).toBe('ready')
    expect(await callAll()).toEqual(good)
    expect(signed(fake)).toEqual([landing])
  })

  test('pushState before the first ready(): the URL that this client verifies is signed', async () => {
    history.pushState(null, '', at('/b'))
    const { fake, ready, callAll } = open(model)
    expect(await ready()).toBe('ready')
    expect(await callAll()).toEqual(good)
    expect(signed(fake)).toEqual([of(at('/b'))])
  })

  test('pushState: one more configuration, no refusal, every call is answered', async () => {
    const { fake, ready, callAll } = open(model)
    await ready()
    history.pushState(null, '', at('/b'))
    expect(await callAll()).toEqual(good)
    expect(signed(fake)).toEqual([landing, of(at('/b'))])
  })

  test.each([
    ['five pushes', () => ['/1', '/2', '/3', '/4', '/b'].map((path) => history.pushState(null, '', at(path)))],
    [
      'a push and its redirect',
      () => [history.pushState(null, '', at('/a')), history.replaceState(null, '', at('/b'))],
    ],
  ])('%s in one task: one more configuration, for the last URL', async (_pattern, go) => {
    const { fake, ready, callAll } = open(model)
    await ready()
    go()
    expect(await callAll()).toEqual(good)
    expect(signed(fake)).toEqual([landing, of(at('/b'))])
    expect(asked(fake)).toEqual([...new Set([landing, of(at('/b'))])])
  })

  test('back: no refusal, no second signature for a URL, every call is answered', async () => {
    const { fake, ready, callAll } = open(model)
    await ready()
    history.pushState(null, '', at('/b'))
    expect(await callAll()).toEqual(good)
    travel(landing)
    expect(await callAll()).toEqual(good)
    expect(refused(fake)).toEqual([])
    expect(asked(fake)).toEqual([...new Set([landing, of(at('/b'))])])
  })

  test('a change of the fragment: no configuration', async () => {
    const { fake, ready, callAll } = open(model)
    await ready()
    history.pushState(null, '', '#/b')
    expect(await callAll()).toEqual(good)
    expect(signed(fake)).toEqual([landing])
  })

  test('a replaced ticket: one fresh signature at most, no failed call', async () => {
    const { fake, ready, callAll } = open(model)
    await ready()
    fake.ticket = 'another-ticket'
    expect(await callAll()).toEqual(good)
    expect(asked(fake)).toEqual(model.verifiesCalls ? [landing, landing] : [landing])
    expect(refused(fake)).toEqual([])
  })

  test('a replaced ticket before a route change: at most one refusal, every call is answered', async () => {
    const { fake, ready, callAll } = open(model)
    await ready()
    fake.ticket = 'another-ticket'
    history.pushState(null, '', at('/b'))
    expect(await callAll()).toEqual(good)
    // The signature of the landing URL is the old one; that of a new route is fresh.
    expect(refused(fake)).toHaveLength(signs === 'landing' ? 1 : 0)
    expect(signed(fake).at(-1)).toBe(of(at('/b')))
  })

  test.each([[[]], [['getLocation']]])('grants replaced by %j: one configuration restores them', async (left) => {
    const { fake, ready, callAll } = open(model)
    await ready()
    fake.replaceGrants(left)
    expect(await callAll()).toEqual(good)
    expect(signed(fake)).toEqual([landing, landing])
  })
})

const params = {
  localId: 'a',
  serverId: 'a',
  jsApiList: ['chooseImage'],
  cardList: [{ cardId: 'a', cardExt: '{}', code: 'a' }],
  urls: [],
  menuList: [],
  needResult: 1,
  path: 'a?b=1',
  timestamp: 1,
  nonceStr: 'a',
  package: 'prepay_id=a',
  paySign: 'a',
  signType: 'RSA',
  mchId: 'a',
  latitude: 1,
  longitude: 1,
  ticket: 'a',
  productId: 'a',
  cardId: 'a',
  code: 'a',
  targetAppId: 'a',
  businessType: 'a',
}

/** What the clients lack, by Tencent's own pages; the last is for WeCom. */
const wecom = ['openEnterpriseChat']
const desktop = ['requestMerchantTransfer', ...wecom]
const notSimulated = [
  'startSearchBeacons',
  'stopSearchBeacons',
  'consumeAndShareCard',
  'chooseWXPay',
  'openEnterpriseRedPacket',
  'requestMerchantTransfer',
  'openAddress',
  'launchMiniProgram',
  'openBusinessView',
  ...wecom,
]
/**
 * What the page about the web-view of a mini program lists: pictures, voices, the network, places, beacons, scanning,
 * cards.
 */
const inMiniPrograms =
  /^(checkJsApi|.*(Image|Voice|Record|LocalImgData|Location|NetworkType|Beacons|QRCode)|(choose|add|open)Card)$/

const called = Object.entries(apis)
  .filter(([, row]) => !('event' in row && row.event))
  .map(([name]) => name)
const lackingIn: Record<string, readonly string[]> = {
  'Android 7.0': ['openBusinessView', 'requestMerchantTransfer', ...wecom],
  Windows: desktop,
  Mac: desktop,
  devtools: notSimulated,
  'iOS around a mini program': called.filter((name) => !inMiniPrograms.test(name)),
  'Android around a mini program': called.filter((name) => !inMiniPrograms.test(name)),
}

test.each(runs)(
  'in $name, over $over, every API is answered, or refused as the documentation says',
  async ({ name, options, sdk }) => {
    virtualTime()
    const fake = openInWechat(options)
    const wechat = wechatOf({ signature: fake.sign, sdk })
    const lacking: string[] = []
    const outcomeOf = async (api: string) => {
      const method = wechat[api as 'startRecord'] as (params: object) => Promise<unknown>
      const outcome = method(params).then(() => 'good', codeOf)
      // What is refused is asked once more when the client may have settled.
      await turn(SECOND)
      return outcome
    }
    await outcomeOf('startRecord')
    for (const api of called) {
      const outcome = await outcomeOf(api)
      if (outcome !== 'good') lacking.push(api)
      expect(['good', 'unsupported', 'permission-denied'], api).toContain(outcome)
      // There has to be a recording to stop.
      if (api === 'stopRecord') await outcomeOf('startRecord')
    }
    expect(lacking.sort()).toEqual([...(lackingIn[name] ?? wecom)].sort())
  },
)
