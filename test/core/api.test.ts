import { expect, test } from 'vitest'
import { createWechat } from 'wechat-ready'
import { apiNames, apis, miniProgramApis, miniProgramNames, nativeName, officialName } from '../../src/core/api.ts'
import { loadSdk } from '../kit/sdk.ts'

const words = (text: string) => text.trim().split(/\s+/)

/** The documentation's list of all APIs (appendix 2). */
const listed = words(`
  updateAppMessageShareData updateTimelineShareData onMenuShareTimeline onMenuShareAppMessage onMenuShareQQ onMenuShareWeibo onMenuShareQZone
  startRecord stopRecord onVoiceRecordEnd playVoice pauseVoice stopVoice onVoicePlayEnd uploadVoice downloadVoice
  chooseImage previewImage uploadImage downloadImage translateVoice getNetworkType openLocation getLocation
  hideOptionMenu showOptionMenu hideMenuItems showMenuItems hideAllNonBaseMenuItem showAllNonBaseMenuItem closeWindow
  scanQRCode openProductSpecificView addCard chooseCard openCard
`)

/** What its sections describe, and the list leaves out. */
const described = words(
  'checkJsApi getLocalImgData startSearchBeacons stopSearchBeacons onSearchBeacons chooseWXPay openAddress',
)

/** What jweixin 1.6.0 has, and the documentation does not tell. */
const undocumented = words(
  'consumeAndShareCard openEnterpriseRedPacket openEnterpriseChat launchMiniProgram openBusinessView',
)

/** What jweixin 1.6.0 lacks: documented by WeChat Pay, and what jweixin 1.6.3 adds. */
const newer = words(
  'requestMerchantTransfer checkIsSupportFaceDetect requestFacialVerify requestFacialVerifyAndUploadVideo',
)

const sorted = (names: readonly string[]) => [...names].sort()

test('the table has exactly the APIs of the documentation and of jweixin', { tags: 'all-apis' }, () => {
  expect(sorted(Object.keys(apis))).toEqual(sorted([...listed, ...described, ...undocumented, ...newer]))
})

test('the table covers every function of the jweixin object, except helpers such as wx.ready()', () => {
  const { miniProgram, ...wx } = loadSdk() as unknown as Record<string, object>
  const ours = words('config ready error')
  expect(sorted([...Object.keys(wx), ...newer])).toEqual(sorted([...Object.keys(apis), ...ours]))
  expect(sorted(Object.keys(miniProgramApis))).toEqual(sorted(Object.keys(miniProgram ?? {})))
})

test('the client object has every API as a function under its official name', { tags: 'all-apis' }, () => {
  const wechat = createWechat({ signature: '/signature' })
  expect(Object.keys(wechat)).toEqual(expect.arrayContaining(Object.keys(apis)))
  for (const name of Object.keys(apis) as (keyof typeof apis)[]) expect(wechat[name]).toBeTypeOf('function')
  for (const name of Object.keys(miniProgramApis) as (keyof typeof miniProgramApis)[])
    expect(wechat.miniProgram[name]).toBeTypeOf('function')
})

test('the exported run-time lists match the table', () => {
  expect(apiNames).toEqual(Object.keys(apis))
  expect(miniProgramNames).toEqual(Object.keys(miniProgramApis))
})

test('native API names map to official names and back', () => {
  expect(nativeName('getLocation')).toBe('geoLocation')
  expect(officialName('menu:share:QZone')).toBe('onMenuShareQZone')
  expect(Object.keys(apis).map(nativeName).map(officialName)).toEqual(Object.keys(apis))
  expect([nativeName, officialName].map((name) => name('unknown'))).toEqual(['unknown', 'unknown'])
})
