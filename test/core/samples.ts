/*
 * One row per API of the table: parameters as a page passes them, and what clients answer. The parameters and results
 * are those of the fake and of the demo. The replies are written down as the clients send them, apart from the fake
 * client's own dialects, so that the two cannot be wrong together.
 */
import type { ApiName } from 'wechat-ready'
import { sampleParams, sampleResults } from '../../src/testing/samples.ts'

/** Of an event, `reply` is what the client sends and `result` what the listener gets. */
export interface Sample {
  /** Every parameter that the documentation names. */
  readonly params?: object
  /** Only the required ones, where there are fewer. */
  readonly least?: object
  /** Whether the user can cancel it. */
  readonly cancels?: true
  /** The fields of a good reply. */
  readonly reply?: object
  /** The same, as Android and HarmonyOS send it. */
  readonly android?: object
  /** The same, as iOS sends it. */
  readonly ios?: object
  /** The client's words of a good reply, where they are not `ok`. */
  readonly words?: string
  /** What the page gets, on every client. */
  readonly result?: object
  /** Replies that are good by their words and broken in their fields. */
  readonly broken?: readonly object[]
}

/** The parameters that an API needs at least. */
const pick = <Params extends object>(params: Params, ...names: (keyof Params)[]): object =>
  Object.fromEntries(names.map((name) => [name, params[name]]))

const progress = { isShowProgressTips: 0 } as const
const local = { localId: 'wxLocalResource://1' }
const server = { serverId: '1237378768e7q8e7r8qwesafdasdfasdfaxss111' }
const noLocalId = [{}, { localId: 1 }, { localId: null }]
const noServerId = [{}, { serverId: 1 }, { serverId: null }]

const sharing = {
  title: 'A thing',
  desc: 'to look at',
  link: 'http://localhost:3000/b',
  imgUrl: 'http://localhost:3000/b.png',
}
const { desc: _, ...timeline } = sharing

const [card] = sampleParams.addCard.cardList
const addedCard = { card_id: card.cardId, card_ext: card.cardExt, is_succ: 1 }
const chosenCard = { ...sampleResults.chooseCard, app_id: 'wx1' }

const face = {
  params: sampleParams.requestFacialVerify,
  cancels: true,
  reply: { verify_result: 'good' },
  result: { verifyResult: 'good' },
  broken: [{ verify_result: 1 }],
} as const

const checked = { chooseImage: true, geoLocation: false, imagePreview: 'true' }
const beacons = [
  { uuid: 'FDA50693-A4E2-4FB1-AFCF-C6EB07647825', major: '10001', minor: '19641', accuracy: 1.2, rssi: -60 },
]

export const samples: Readonly<Record<ApiName, Sample>> = {
  checkJsApi: {
    params: sampleParams.checkJsApi,
    reply: { checkResult: checked },
    android: { checkResult: JSON.stringify(checked) },
    result: { checkResult: { chooseImage: true, getLocation: false, previewImage: true } },
    broken: [
      {},
      { checkResult: '{"chooseImage":' },
      { checkResult: 'true' },
      { checkResult: [] },
      { checkResult: null },
    ],
  },

  updateAppMessageShareData: { params: sharing },
  updateTimelineShareData: { params: timeline },
  onMenuShareTimeline: {},
  onMenuShareAppMessage: {},
  onMenuShareQQ: {},
  onMenuShareWeibo: {},
  onMenuShareQZone: {},

  chooseImage: {
    params: sampleParams.chooseImage,
    least: {},
    cancels: true,
    reply: { localIds: ['wxLocalResource://1', 'wxLocalResource://2'] },
    android: { localIds: '["wxLocalResource://1","wxLocalResource://2"]' },
    result: { localIds: ['wxLocalResource://1', 'wxLocalResource://2'] },
    broken: [{}, { localIds: '["weixin://resourceid/1' }, { localIds: '{}' }, { localIds: null }],
  },
  previewImage: {
    params: {
      current: 'http://localhost:3000/b.png',
      urls: ['http://localhost:3000/a.png', 'http://localhost:3000/b.png'],
    },
    least: { urls: ['http://localhost:3000/a.png'] },
  },
  uploadImage: { params: { ...local, ...progress }, least: local, reply: server, result: server, broken: noServerId },
  downloadImage: { params: { ...server, ...progress }, least: server, reply: local, result: local, broken: noLocalId },
  getLocalImgData: {
    params: local,
    reply: { localData: 'iVBORw0KGgo=' },
    android: { localData: 'iVBOR\r\nw0KGgo=\n' },
    ios: { localData: 'data:image/jgp;base64,iVBORw0KGgo=' },
    result: { localData: 'data:image/png;base64,iVBORw0KGgo=' },
    broken: [
      {},
      { localData: '' },
      { localData: 'data:image/jgp;base64,' },
      { localData: '<html>' },
      { localData: '<p>iVBORw0KGgo=' },
      { localData: 'iVBORw0KGgo=</p>' },
      { localData: 'iVBORw0Kdata:image/jgp;base64,iVBORw0K' },
    ],
  },

  startRecord: { cancels: true },
  stopRecord: { reply: local, result: local, broken: noLocalId },
  onVoiceRecordEnd: { reply: local, result: local, broken: noLocalId },
  playVoice: { params: local },
  pauseVoice: { params: local },
  stopVoice: { params: local },
  onVoicePlayEnd: { reply: local, result: local, broken: noLocalId },
  uploadVoice: { params: { ...local, ...progress }, least: local, reply: server, result: server, broken: noServerId },
  downloadVoice: { params: { ...server, ...progress }, least: server, reply: local, result: local, broken: noLocalId },
  translateVoice: {
    params: { ...local, ...progress },
    least: local,
    reply: { translateResult: '今天天气怎么样。' },
    result: sampleResults.translateVoice,
    broken: [{}, { translateResult: null }],
  },

  getNetworkType: {
    words: 'network_type:wwan',
    reply: { subtype: '4g' },
    result: { networkType: '4g' },
    broken: [{ errMsg: 'getNetworkType:ok' }, { subtype: 4 }],
  },

  openLocation: { params: sampleParams.openLocation, least: pick(sampleParams.openLocation, 'latitude', 'longitude') },
  getLocation: {
    params: sampleParams.getLocation,
    least: {},
    cancels: true,
    reply: { latitude: 23.10647, longitude: 113.32446, speed: -1, accuracy: 30.5, type: 'gcj02' },
    android: { latitude: '23.10647', longitude: '113.32446', speed: '-1', accuracy: '30.5', type: 'gcj02' },
    result: sampleResults.getLocation,
    broken: [
      {},
      { latitude: '', longitude: 1 },
      { latitude: ' ', longitude: 1 },
      { latitude: 1, longitude: 'east' },
      { latitude: 1, longitude: null },
    ],
  },

  startSearchBeacons: { params: sampleParams.startSearchBeacons, least: {} },
  stopSearchBeacons: {},
  onSearchBeacons: {
    reply: { beacons },
    android: { beacons: JSON.stringify(beacons) },
    result: { beacons },
    broken: [{}, { beacons: '[{' }, { beacons: {} }],
  },

  hideOptionMenu: {},
  showOptionMenu: {},
  closeWindow: {},
  hideMenuItems: { params: sampleParams.hideMenuItems },
  showMenuItems: { params: sampleParams.showMenuItems },
  hideAllNonBaseMenuItem: {},
  showAllNonBaseMenuItem: {},

  scanQRCode: {
    params: sampleParams.scanQRCode,
    least: {},
    cancels: true,
    reply: { resultStr: 'CODE_128,1234' },
    ios: { resultStr: '{"scan_code":{"scan_result":"CODE_128,1234"}}' },
    result: { resultStr: 'CODE_128,1234', type: 'CODE_128', value: '1234' },
    broken: [
      {},
      { resultStr: '{"scan_code":{"scan' },
      { resultStr: '{"scan_code":null}' },
      { resultStr: '{"scan_code":{}}' },
    ],
  },

  openProductSpecificView: {
    params: sampleParams.openProductSpecificView,
    least: pick(sampleParams.openProductSpecificView, 'productId'),
  },

  addCard: {
    params: sampleParams.addCard,
    cancels: true,
    reply: { card_list: JSON.stringify([addedCard, { ...addedCard, is_succ: '0' }]) },
    result: {
      cardList: [
        { ...card, isSuccess: true },
        { ...card, isSuccess: false },
      ],
    },
    broken: [{}, { card_list: '[{' }, { card_list: '[{}]' }, { card_list: '[null]' }],
  },
  chooseCard: {
    params: sampleParams.chooseCard,
    least: { ...pick(sampleParams.chooseCard, 'nonceStr', 'cardSign'), timestamp: '1430000000' },
    cancels: true,
    reply: { choose_card_info: JSON.stringify([chosenCard]) },
    result: { cardList: [chosenCard] },
    broken: [{}, { choose_card_info: '[{' }, { choose_card_info: '{}' }],
  },
  openCard: { params: sampleParams.openCard },
  consumeAndShareCard: { params: sampleParams.consumeAndShareCard },

  chooseWXPay: { params: sampleParams.chooseWXPay, cancels: true, words: 'get_brand_wcpay_request:ok' },
  openEnterpriseRedPacket: { params: sampleParams.openEnterpriseRedPacket, cancels: true },
  requestMerchantTransfer: {
    params: sampleParams.requestMerchantTransfer,
    least: pick(sampleParams.requestMerchantTransfer, 'mchId', 'appId', 'package'),
    cancels: true,
  },

  openAddress: {
    cancels: true,
    reply: {
      userName: '张三',
      addressPostalCode: '510000',
      proviceFirstStageName: '广东省',
      addressCitySecondStageName: '广州市',
      addressCountiesThirdStageName: '海珠区',
      addressDetailInfo: '新港中路397号',
      nationalCode: '510105',
      telNumber: '020-81167888',
    },
    result: { ...sampleResults.openAddress, countyName: '海珠区' },
    broken: [{}, { userName: '张三', proviceFirstStageName: 44 }],
  },

  launchMiniProgram: {
    params: sampleParams.launchMiniProgram,
    least: pick(sampleParams.launchMiniProgram, 'targetAppId'),
    cancels: true,
  },
  openBusinessView: {
    params: sampleParams.openBusinessView,
    least: pick(sampleParams.openBusinessView, 'businessType'),
    cancels: true,
    reply: { extraData: { query_id: '1' }, err_code: 0 },
    android: { extraData: '{"query_id":"1"}', err_code: '0' },
    result: { extraData: { query_id: '1' }, errCode: '0' },
    broken: [{ extraData: '{"query' }, { extraData: [] }],
  },
  checkIsSupportFaceDetect: {},
  requestFacialVerify: face,
  requestFacialVerifyAndUploadVideo: face,
  openEnterpriseChat: {
    params: sampleParams.openEnterpriseChat,
    least: pick(sampleParams.openEnterpriseChat, 'userIds'),
    cancels: true,
  },
}
