/*
 * One row per API of the table: parameters as a page gives them, and what clients answer. The replies are written down
 * as the clients send them, apart from the fake client's own dialects, so that the two cannot be wrong together.
 */
import type { ApiName } from 'wechat-ready'

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

const pay = {
  timestamp: 1414587457,
  nonceStr: 'e61463f8efa94090b1f366cccfbbb444',
  package: 'prepay_id=u802345jgfjsdfgsdg888',
  signType: 'MD5',
  paySign: '70EA570631E4BB79628FBCA90534C63FF7FADD89',
} as const

const card = { cardId: 'pDF3iY9tv9zCGCj4jTXFOo1DxHdo', cardExt: '{"timestamp":"1418301401","signature":"64e6"}' }
const addedCard = { card_id: card.cardId, card_ext: card.cardExt, is_succ: 1 }
const chosenCard = { card_id: 'pDF3iY9tv9zCGCj4jTXFOo1DxHdo', encrypt_code: 'XXIzTtMqCxwOaawoE91', app_id: 'wx1' }

const face = {
  params: { verifyId: 'verify-1' },
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
    params: { jsApiList: ['chooseImage', 'getLocation', 'previewImage'] },
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
    params: { count: 2, sizeType: ['compressed'], sourceType: ['album'] },
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
    result: { translateResult: '今天天气怎么样。' },
    broken: [{}, { translateResult: null }],
  },

  getNetworkType: {
    words: 'network_type:wwan',
    reply: { subtype: '4g' },
    result: { networkType: '4g' },
    broken: [{ errMsg: 'getNetworkType:ok' }, { subtype: 4 }],
  },

  openLocation: {
    params: {
      latitude: 23.1,
      longitude: 113.3,
      name: 'TIT',
      address: 'a street',
      scale: 14,
      infoUrl: 'http://localhost:3000/',
    },
    least: { latitude: 23.1, longitude: 113.3 },
  },
  getLocation: {
    params: { type: 'gcj02' },
    least: {},
    cancels: true,
    reply: { latitude: 23.10647, longitude: 113.32446, speed: -1, accuracy: 30.5, type: 'gcj02' },
    android: { latitude: '23.10647', longitude: '113.32446', speed: '-1', accuracy: '30.5', type: 'gcj02' },
    result: { latitude: 23.10647, longitude: 113.32446, speed: -1, accuracy: 30.5 },
    broken: [
      {},
      { latitude: '', longitude: 1 },
      { latitude: ' ', longitude: 1 },
      { latitude: 1, longitude: 'east' },
      { latitude: 1, longitude: null },
    ],
  },

  startSearchBeacons: { params: { ticket: 'a ticket' }, least: {} },
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
  hideMenuItems: { params: { menuList: ['menuItem:share:qq', 'menuItem:copyUrl'] } },
  showMenuItems: { params: { menuList: ['menuItem:share:qq', 'menuItem:profile'] } },
  hideAllNonBaseMenuItem: {},
  showAllNonBaseMenuItem: {},

  scanQRCode: {
    params: { needResult: 1, scanType: ['barCode'] },
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
    params: { productId: 'pDF3iY_m2M7EQ5EKKKWd95kAxfNw', viewType: 2, extInfo: 'x' },
    least: { productId: 'pDF3iY_m2M7EQ5EKKKWd95kAxfNw' },
  },

  addCard: {
    params: { cardList: [card] },
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
    params: {
      shopId: '1234',
      cardType: 'GROUPON',
      cardId: card.cardId,
      timestamp: 1430000000,
      nonceStr: 'sduhi123',
      signType: 'SHA1',
      cardSign: 'abcsdijcous123',
    },
    least: { timestamp: '1430000000', nonceStr: 'sduhi123', cardSign: 'abcsdijcous123' },
    cancels: true,
    reply: { choose_card_info: JSON.stringify([chosenCard]) },
    result: { cardList: [chosenCard] },
    broken: [{}, { choose_card_info: '[{' }, { choose_card_info: '{}' }],
  },
  openCard: { params: { cardList: [{ cardId: card.cardId, code: '110201201245' }] } },
  consumeAndShareCard: { params: { cardId: card.cardId, code: '110201201245' } },

  chooseWXPay: { params: pay, cancels: true, words: 'get_brand_wcpay_request:ok' },
  openEnterpriseRedPacket: { params: pay, cancels: true },
  requestMerchantTransfer: {
    params: { mchId: '1900000109', appId: 'wxpay', package: 'affffddafdfafddffda==', subMchId: '1', subAppId: 'wx2' },
    least: { mchId: '1900000109', appId: 'wxpay', package: 'affffddafdfafddffda==' },
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
    result: {
      userName: '张三',
      postalCode: '510000',
      provinceName: '广东省',
      cityName: '广州市',
      countryName: '海珠区',
      countyName: '海珠区',
      detailInfo: '新港中路397号',
      nationalCode: '510105',
      telNumber: '020-81167888',
    },
    broken: [{}, { userName: '张三', proviceFirstStageName: 44 }],
  },

  launchMiniProgram: {
    params: { targetAppId: 'wx2', path: 'pages/index/index?a=1&b=2', envVersion: 'trial' },
    least: { targetAppId: 'wx2' },
    cancels: true,
  },
  openBusinessView: {
    params: { businessType: 'wxpayScoreUse', queryString: 'a=1', envVersion: 'release' },
    least: { businessType: 'wxpayScoreUse' },
    cancels: true,
    reply: { extraData: { query_id: '1' }, err_code: 0 },
    android: { extraData: '{"query_id":"1"}', err_code: '0' },
    result: { extraData: { query_id: '1' }, errCode: '0' },
    broken: [{ extraData: '{"query' }, { extraData: [] }],
  },
  checkIsSupportFaceDetect: {},
  requestFacialVerify: face,
  requestFacialVerifyAndUploadVideo: face,
  openEnterpriseChat: { params: { userIds: 'a;b', groupName: 'us' }, least: { userIds: 'a;b' }, cancels: true },
}
