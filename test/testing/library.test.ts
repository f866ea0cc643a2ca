import { afterEach, expect, test } from 'vitest'
import { createWechat } from 'wechat-ready'
import { type FakeWechat, installFakeWechat, type Platform } from 'wechat-ready/testing'
import { apis } from '../../src/core/api.ts'

// Every row of the library's table, unscripted: the believable answer is one that the library takes, and what the client cannot do it says so.

let fake: FakeWechat
afterEach(() => fake.uninstall())

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
/** What the clients lack by the table's own account. */
const lacking: Partial<Record<Platform, string[]>> = {
  windows: ['requestMerchantTransfer'],
  mac: ['requestMerchantTransfer'],
  devtools: [
    'startSearchBeacons',
    'stopSearchBeacons',
    'consumeAndShareCard',
    'chooseWXPay',
    'openEnterpriseRedPacket',
    'requestMerchantTransfer',
    'openAddress',
    'launchMiniProgram',
    'openBusinessView',
  ],
}
const called = Object.entries(apis).filter(([, row]) => !('event' in row && row.event))
const platforms: Platform[] = ['ios', 'android', 'harmony', 'windows', 'mac', 'devtools']

test.each(platforms)('on %s the library takes the unscripted answer of every API of its table', async (platform) => {
  fake = installFakeWechat({ platform })
  const wechat = createWechat({ signature: fake.sign })
  const refused: string[] = []
  await wechat.startRecord()
  for (const [name] of called) {
    const method = wechat[name as 'startRecord'] as (params: object) => Promise<unknown>
    await method(params).catch((error: unknown) => {
      expect(error, name).toMatchObject({ code: 'unsupported' })
      refused.push(name)
    })
    // There has to be a recording to stop.
    if (name === 'stopRecord') await wechat.startRecord()
  }
  expect(refused).toEqual([...(lacking[platform] ?? []), 'openEnterpriseChat'])
  wechat.dispose()
})
