import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Wechat } from 'wechat-ready'
import type { FakeWechat, FakeWechatOptions } from 'wechat-ready/testing'
import { at, LANDING, openInWechat, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { MINUTE, SECOND, turn, virtualTime } from '../kit/time.ts'

/* A configuration that is lost while the page stays where it is: what heals it, and what that may cost. */

/** How long after a configuration a client may still refuse. */
const SETTLING = 500

const pay = { timestamp: '1', nonceStr: 'a', package: 'prepay_id=1', signType: 'MD5' as const, paySign: 'b' }

beforeEach(() => loadLazyParts())

/** A page that was configured, on a clock of its own. */
async function configured(options: FakeWechatOptions = {}) {
  virtualTime()
  const fake = openInWechat(options)
  const wechat = wechatOf({ signature: fake.sign })
  let since = 0
  wechat.ready().then(() => {
    since = performance.now()
  })
  await turn(10)
  expect(wechat.state.status).toBe('ready')
  fake.on('getNetworkType', { networkType: 'wifi' })
  /** Lets the client settle, but for so many milliseconds. */
  const settle = (early: number) => turn(since + SETTLING - early - performance.now())
  return { fake, wechat, settle }
}

/** The same, some time later: what its client refuses from now on is not a client that has yet to settle. */
async function settled(options?: FakeWechatOptions) {
  const page = await configured(options)
  await turn(SECOND)
  return page
}

/** What has come of a promise after this much time; `undefined`: nothing yet. */
async function outcome<T>(promise: Promise<T>, ms: number = 2 * SECOND): Promise<T | { error: unknown } | undefined> {
  let result: T | { error: unknown } | undefined
  promise.then(
    (value) => {
      result = value ?? ({} as T)
    },
    (error) => {
      result = { error }
    },
  )
  await turn(ms)
  return result
}

/** The account has a new ticket: the server signs with it, and the client verifies with it. */
const replaceTicket = (fake: FakeWechat) => Object.assign(fake, { ticket: `${fake.ticket} anew` })

/** The client refuses an API for so long, from now on. */
function refuseFor(fake: FakeWechat, api: string, ms: number, words?: string) {
  const end = performance.now() + ms
  fake.on(api, (_, client) => (performance.now() < end ? client.refuse(words) : client.next()))
}

const asked = (fake: FakeWechat, api: string) => fake.calls.filter((call) => call.api === api).length
const reasons = (fake: FakeWechat) => fake.signatures.map(({ reason }) => reason)

const denied = { error: { code: 'permission-denied' } }
const invalid = { error: { code: 'invalid-signature' } }

describe('after the ticket was replaced at the same URL, a refused call', () => {
  test.each<[string, (wechat: Wechat) => Promise<unknown>]>([
    ['getLocation', (wechat) => wechat.getLocation()],
    ['openAddress', (wechat) => wechat.openAddress()],
  ])('heals with one fresh signature, and is sent again: %s', { tags: 'heal-ticket' }, async (api, call) => {
    const { fake, wechat } = await settled()
    replaceTicket(fake)
    expect(await outcome(call(wechat))).not.toHaveProperty('error')
    expect(asked(fake, api)).toBe(2)
    expect(reasons(fake)).toEqual(['initial', 'invalid-signature'])
    expect(fake.configurations).toHaveLength(2)
  })

  test('shows the state configuring while it heals, and ready() waits', async () => {
    const { fake, wechat } = await settled()
    replaceTicket(fake)
    fake.delay = 50
    const statuses: string[] = []
    wechat.subscribe(({ status }) => statuses.push(status))
    const location = wechat.getLocation()
    await turn(60)
    expect(wechat.state.status).toBe('configuring')
    expect(await outcome(wechat.ready(), 30)).toBeUndefined()
    expect(await outcome(location)).toHaveProperty('latitude')
    expect(statuses.at(-1)).toBe('ready')
  })

  test('is sent again right after the new configuration, without the settling delay', async () => {
    const { fake, wechat } = await settled()
    replaceTicket(fake)
    expect(await outcome(wechat.getLocation(), SETTLING - 100)).toHaveProperty('latitude')
  })

  test('is sent once more if the client refuses for 300 ms after the new configuration', async () => {
    const { fake, wechat } = await settled()
    replaceTicket(fake)
    wechat.subscribe(({ status }) => {
      if (status === 'ready') refuseFor(fake, 'getLocation', 300, 'fail_invalid_signature')
    })
    expect(await outcome(wechat.getLocation())).toHaveProperty('latitude')
    expect(fake.configurations).toHaveLength(2)
  })

  test('heals even when the client took longer than a second to refuse', async () => {
    const { fake, wechat } = await settled()
    replaceTicket(fake)
    fake.delay = 1100
    expect(await outcome(wechat.getLocation(), 10 * SECOND)).toHaveProperty('latitude')
  })

  test('requests at most one fresh signature a minute, and fails if refused again sooner', {
    tags: 'heal-bound',
  }, async () => {
    const { fake, wechat } = await settled()
    replaceTicket(fake)
    await outcome(wechat.getLocation())
    replaceTicket(fake)
    expect(await outcome(wechat.getLocation())).toMatchObject(invalid)
    expect(reasons(fake)).toEqual(['initial', 'invalid-signature'])
    await turn(MINUTE)
    expect(await outcome(wechat.getLocation())).toHaveProperty('latitude')
    expect(reasons(fake)).toEqual(['initial', 'invalid-signature', 'invalid-signature'])
  })

  test('may request the next signature a minute after the last request, not after a refusal', async () => {
    const { fake, wechat } = await settled()
    replaceTicket(fake)
    const askedAt = performance.now()
    await outcome(wechat.getLocation())
    replaceTicket(fake)
    await turn(askedAt + MINUTE - 1 - performance.now())
    expect(await outcome(wechat.getLocation(), 0)).toMatchObject(invalid)
    await turn(1)
    expect(await outcome(wechat.getLocation())).toHaveProperty('latitude')
  })

  test('may request a fresh signature soon after a navigation has requested one', async () => {
    const { fake, wechat } = await configured()
    history.pushState(null, '', '/b')
    await outcome(wechat.ready())
    replaceTicket(fake)
    history.pushState(null, '', LANDING)
    await outcome(wechat.ready())
    expect(reasons(fake)).toEqual(['initial', 'route', 'invalid-signature'])
    await turn(SECOND)
    replaceTicket(fake)
    expect(await outcome(wechat.getLocation())).toHaveProperty('latitude')
  })

  test('sends the reason invalid-signature for the first URL only, not for the next one', async () => {
    const { fake, wechat } = await configured({ platform: 'ios' })
    history.pushState(null, '', '/b')
    await outcome(wechat.ready())
    await turn(SECOND)
    refuseFor(fake, 'getLocation', 1, 'fail_invalid_signature')
    fake.replyOnce('config', 'deny')
    await outcome(wechat.getLocation())
    expect(fake.signatures.map(({ url, reason }) => [url, reason])).toEqual([
      [LANDING, 'initial'],
      [LANDING, 'invalid-signature'],
      [at('/b'), 'route'],
    ])
  })
})

describe('a refusal within 500 ms of a configuration', () => {
  test.each([
    ['chooseImage', 'permission value is offline verifying', 'android'],
    ['scanQRCode', undefined, 'ios'],
    ['getLocation', 'fail_invalid_signature', 'harmony'],
    ['getLocalImgData', 'permission denied', 'ios'],
  ] as const)(
    'of %s with "%s" on %s is retried once they have passed, without a configuration',
    { tags: 'heal-settling' },
    async (api, words, platform) => {
      const { fake, wechat } = await configured({ platform })
      refuseFor(fake, api, 300, words)
      const params = { localId: fake.pictures.add('data:image/png;base64,iVBORw0KGgo='), needResult: 1 }
      const call = (wechat[api] as (params: object) => Promise<object>)(params)
      expect(await outcome(call, SETTLING - 50)).toBeUndefined()
      expect(await outcome(call, 100)).not.toHaveProperty('error')
      expect(asked(fake, api)).toBe(2)
      expect(fake.configurations).toHaveLength(1)
    },
  )

  test('leads to a new configuration if the client refuses the retry as well', async () => {
    const { fake, wechat } = await configured()
    fake.replaceGrants()
    expect(await outcome(wechat.chooseImage(), 5 * SECOND)).toHaveProperty('localIds')
    expect(asked(fake, 'chooseImage')).toBe(3)
    expect(fake.configurations).toHaveLength(2)
  })

  test('is also retried after the configuration that healed the page', async () => {
    const { fake, wechat } = await settled()
    fake.replaceGrants()
    const unsubscribe = wechat.subscribe(({ status }) => {
      if (status === 'ready') refuseFor(fake, 'chooseImage', 300)
    })
    expect(await outcome(wechat.chooseImage())).toHaveProperty('localIds')
    unsubscribe()
    expect(fake.configurations).toHaveLength(2)
  })

  test.each([
    [1, 'waited out', 3],
    [0, 'healed', 2],
  ])('is handled by the time left (%i ms): %s', async (early, _, times) => {
    const { fake, wechat, settle } = await configured()
    fake.replaceGrants()
    await settle(early)
    expect(await outcome(wechat.hideOptionMenu())).not.toHaveProperty('error')
    expect(asked(fake, 'hideOptionMenu')).toBe(times)
    expect(fake.configurations).toHaveLength(2)
  })

  test('ends with the abort reason if the call is aborted meanwhile', async () => {
    const { fake, wechat } = await configured()
    refuseFor(fake, 'chooseImage', 300)
    const timers = vi.getTimerCount()
    const controller = new AbortController()
    const call = outcome(wechat.chooseImage({}, { signal: controller.signal }), 200)
    await turn(100)
    controller.abort('gone')
    expect(await call).toEqual({ error: 'gone' })
    expect(vi.getTimerCount()).toBe(timers)
    await turn(SECOND)
    expect(asked(fake, 'chooseImage')).toBe(1)
  })
})

describe('grants that another script’s wx.config has taken', () => {
  test.each(['android', 'ios', 'devtools', 'windows'] as const)(
    'are restored on %s',
    { tags: 'heal-rights' },
    async (platform) => {
      const { fake, wechat } = await settled({ platform })
      fake.replaceGrants(['scanQRCode'])
      expect(await outcome(wechat.chooseImage())).toHaveProperty('localIds')
      expect(asked(fake, 'chooseImage')).toBe(2)
      // The signature is good: none is asked for.
      expect(reasons(fake)).toEqual(['initial'])
      expect(fake.configurations).toHaveLength(2)
    },
  )

  test('are restored by one configuration for many calls that are refused at once', {
    tags: 'heal-bound',
  }, async () => {
    const { fake, wechat } = await settled()
    fake.replaceGrants()
    const calls = [
      wechat.chooseImage(),
      wechat.scanQRCode({ needResult: 1 }),
      wechat.getNetworkType(),
      wechat.hideOptionMenu(),
      wechat.getLocation(),
    ]
    expect(await outcome(Promise.allSettled(calls))).toMatchObject(calls.map(() => ({ status: 'fulfilled' })))
    expect(fake.configurations).toHaveLength(2)
  })

  test('are restored by one configuration for two calls of the same API', async () => {
    const { fake, wechat } = await settled()
    fake.replaceGrants()
    const calls = [wechat.getNetworkType(), wechat.getNetworkType()]
    expect(await outcome(Promise.allSettled(calls))).toMatchObject(calls.map(() => ({ status: 'fulfilled' })))
    expect(fake.configurations).toHaveLength(2)
  })

  test("are not restored a second time for a call that another call's healing did not help", async () => {
    const { fake, wechat } = await settled()
    fake.replaceGrants()
    fake.on('chooseImage', 'deny')
    const network = outcome(wechat.getNetworkType(), 5 * SECOND)
    const image = outcome(wechat.chooseImage(), 5 * SECOND)
    expect(await network).toHaveProperty('networkType')
    expect(await image).toMatchObject(denied)
    expect(asked(fake, 'chooseImage')).toBe(2)
    expect(fake.configurations).toHaveLength(2)
  })

  test('do not delay an abort: the call ends with the reason while the page is configured', async () => {
    const { fake, wechat } = await settled()
    fake.replaceGrants()
    fake.reply('config', 'never')
    const controller = new AbortController()
    const call = outcome(wechat.getNetworkType(undefined, { signal: controller.signal }), 200)
    await turn(100)
    expect(wechat.state.status).toBe('configuring')
    controller.abort('gone')
    expect(await call).toEqual({ error: 'gone' })
  })

  test('are restored each time they are taken, as long as that helps', async () => {
    const { fake, wechat } = await configured()
    for (let time = 1; time <= 5; time++) {
      await turn(SECOND)
      fake.replaceGrants()
      expect(await outcome(wechat.chooseImage())).toHaveProperty('localIds')
    }
    expect(fake.configurations).toHaveLength(6)
    expect(reasons(fake)).toEqual(['initial'])
  })
})

describe('an API that the account has no permission for', () => {
  test('fails after two requests, then after one for ten minutes, on any route', async () => {
    const { fake, wechat } = await settled()
    fake.on('chooseImage', 'deny')
    expect(await outcome(wechat.chooseImage())).toMatchObject(denied)
    expect(asked(fake, 'chooseImage')).toBe(2)
    expect(fake.configurations).toHaveLength(2)
    for (const path of ['/b', '/c', '/d']) {
      history.pushState(null, '', path)
      await turn(2 * MINUTE)
      const before = asked(fake, 'chooseImage')
      expect(await outcome(wechat.chooseImage())).toMatchObject(denied)
      expect(asked(fake, 'chooseImage') - before).toBe(1)
    }
    // One for each route.
    expect(fake.configurations).toHaveLength(5)
    await turn(4 * MINUTE)
    expect(await outcome(wechat.chooseImage())).toMatchObject(denied)
    expect(fake.configurations).toHaveLength(6)
  })

  test('is healed again ten minutes after the refusal, not sooner, however old the page is', {
    tags: 'heal-hopeless',
  }, async () => {
    const { fake, wechat } = await configured()
    await turn(9 * MINUTE)
    fake.on('chooseImage', 'deny')
    let refusedAt = 0
    const refused = wechat.chooseImage().catch(() => {
      refusedAt = performance.now()
    })
    await outcome(refused)
    expect(asked(fake, 'chooseImage')).toBe(2)
    await turn(refusedAt + 10 * MINUTE - 1 - performance.now())
    expect(await outcome(wechat.chooseImage(), 0)).toMatchObject(denied)
    expect(asked(fake, 'chooseImage')).toBe(3)
    await turn(1)
    await outcome(wechat.chooseImage())
    expect(asked(fake, 'chooseImage')).toBe(5)
    expect(fake.configurations).toHaveLength(3)
  })

  test('fails after one request on the next route, which was configured a moment ago', async () => {
    const { fake, wechat } = await settled()
    fake.on('chooseImage', 'deny')
    await outcome(wechat.chooseImage())
    history.pushState(null, '', '/b')
    expect(await outcome(wechat.chooseImage())).toMatchObject(denied)
    expect(asked(fake, 'chooseImage')).toBe(2 + 1)
  })

  test('is sent once and never healed if the configuration listed it and the client denied it', async () => {
    const { fake, wechat } = await settled({ denied: ['chooseImage'] })
    expect(await outcome(wechat.chooseImage())).toMatchObject(denied)
    expect(asked(fake, 'chooseImage')).toBe(1)
    expect(fake.configurations).toHaveLength(1)
  })

  test('is healed again once it has answered in between', async () => {
    const { fake, wechat } = await settled()
    const give = fake.on('chooseImage', 'deny')
    await outcome(wechat.chooseImage())
    give()
    expect(await outcome(wechat.chooseImage())).toHaveProperty('localIds')
    await turn(SECOND)
    fake.replaceGrants()
    expect(await outcome(wechat.chooseImage())).toHaveProperty('localIds')
  })
})

test('a denial within a second comes from the client: the call is healed', async () => {
  const { fake, wechat } = await settled()
  fake.delay = SECOND
  fake.replaceGrants()
  expect(await outcome(wechat.getNetworkType(), 10 * SECOND)).toHaveProperty('networkType')
  expect(fake.configurations).toHaveLength(2)
})

test('a denial after more than a second comes from the user: the call is not healed', {
  tags: 'money-once',
}, async () => {
  const { fake, wechat } = await settled()
  fake.delay = 1100
  fake.on('getLocation', 'deny')
  expect(await outcome(wechat.getLocation(), 1200)).toMatchObject(denied)
  await turn(MINUTE)
  expect(asked(fake, 'getLocation')).toBe(1)
  expect(fake.configurations).toHaveLength(1)
})

describe('a call about money or goods is never sent twice', () => {
  test.each<[string, (wechat: Wechat) => Promise<unknown>]>([
    ['openEnterpriseRedPacket', (wechat) => wechat.openEnterpriseRedPacket(pay)],
    ['requestMerchantTransfer', (wechat) => wechat.requestMerchantTransfer({ mchId: '1', appId: 'wx1', package: 'p' })],
    ['openBusinessView', (wechat) => wechat.openBusinessView({ businessType: 'wxpayScoreUse' })],
    ['consumeAndShareCard', (wechat) => wechat.consumeAndShareCard({ cardId: '1', code: '2' })],
    ['chooseWXPay', (wechat) => wechat.chooseWXPay(pay)],
  ])('%s', { tags: 'money-once' }, async (api, call) => {
    for (const late of [0, SECOND]) {
      const { fake, wechat } = await configured()
      await turn(late)
      fake.on(api, 'deny')
      expect(await outcome(call(wechat))).toMatchObject(denied)
      expect(asked(fake, api)).toBe(1)
      wechat.dispose()
      fake.uninstall()
    }
  })
})

describe('a refused call about money or goods', () => {
  const sendRedPacket = (wechat: Wechat) => outcome(wechat.openEnterpriseRedPacket(pay))

  test.each([
    [1, 1],
    [0, 2],
  ])('%i ms before the client has settled: the page is configured %i times', async (early, times) => {
    const { fake, wechat, settle } = await configured()
    fake.on('openEnterpriseRedPacket', 'deny')
    await settle(early)
    expect(await sendRedPacket(wechat)).toMatchObject(denied)
    expect(fake.configurations).toHaveLength(times)
  })

  test('heals the page afterwards, so that the next call succeeds', async () => {
    const { fake, wechat } = await settled()
    fake.replaceGrants()
    expect(await sendRedPacket(wechat)).toMatchObject(denied)
    expect(fake.configurations).toHaveLength(2)
    expect(await sendRedPacket(wechat)).not.toHaveProperty('error')
  })

  test('can heal again after a configuration that another call caused', async () => {
    const { fake, wechat } = await settled()
    fake.replaceGrants()
    const [network, packet] = [outcome(wechat.getNetworkType()), sendRedPacket(wechat)]
    expect([await network, await packet]).toMatchObject([{ networkType: 'wifi' }, denied])
    expect(fake.configurations).toHaveLength(2)
    await turn(SECOND)
    fake.replaceGrants()
    expect(await sendRedPacket(wechat)).toMatchObject(denied)
    expect(fake.configurations).toHaveLength(3)
  })
})

describe('without a working signer', () => {
  const signature = () => Promise.reject(new Error('The signer is down.'))

  test('closeWindow reaches the client, and requests no signature', { tags: 'pay-without-config' }, async () => {
    virtualTime()
    const fake = openInWechat()
    expect(await outcome(wechatOf({ signature }).closeWindow(), 10)).toEqual({})
    expect(asked(fake, 'closeWindow')).toBe(1)
    expect(fake.configurations).toEqual([])
  })

  test('chooseWXPay with an appId reaches the client, with that appId', { tags: 'pay-without-config' }, async () => {
    virtualTime()
    const fake = openInWechat()
    expect(await outcome(wechatOf({ signature }).chooseWXPay({ ...pay, appId: 'wx9' }), 10)).not.toHaveProperty('error')
    expect(fake.calls.map(({ params }) => params.appId)).toEqual(['wx9'])
  })

  test('chooseWXPay without an appId rejects with the error of the configuration', async () => {
    virtualTime()
    openInWechat()
    expect(await outcome(wechatOf({ signature }).chooseWXPay(pay))).toMatchObject({
      error: { code: 'signature-request-failed' },
    })
  })

  test('an abort ends chooseWXPay while it waits for an appId, with the reason', async () => {
    virtualTime()
    openInWechat()
    const controller = new AbortController()
    const call = wechatOf({ signature: () => new Promise(() => {}) }).chooseWXPay(pay, { signal: controller.signal })
    const end = outcome(call, 200)
    await turn(100)
    controller.abort('gone')
    expect(await end).toEqual({ error: 'gone' })
  })

  test('chooseWXPay uses the appId of the last signature on a route that cannot be signed', async () => {
    virtualTime()
    const fake = openInWechat()
    let down = false
    const wechat = wechatOf({ signature: (url) => (down ? signature() : fake.sign(url)) })
    await outcome(wechat.ready(), 10)
    down = true
    history.pushState(null, '', at('/pay'))
    expect(await outcome(wechat.chooseWXPay(pay))).not.toHaveProperty('error')
    expect(fake.calls.filter(({ api }) => api === 'chooseWXPay').map(({ params }) => params.appId)).toEqual([
      fake.appId,
    ])
  })
})
