/*
 * What a page passes to each API and what it gets, in the shape that the documentation shows: what the fake client
 * answers without a script, what the demo's forms begin with, and what the tests of the core call. Data alone; how each
 * client spells a reply is written down twice, in dialect.ts and in the tests, so that both cannot be wrong together.
 */
import type { ApiName } from '../core/api.ts'

const cardId = 'pDF3iY9tv9zCGCj4jTXFOo1DxHdo'
const cardCode = '110201201245'

/** Every parameter that the documentation names, save those that are ids of an earlier call or URLs of the page. */
export const sampleParams = {
  checkJsApi: { jsApiList: ['chooseImage', 'getLocation', 'previewImage'] },
  chooseImage: { count: 3, sizeType: ['compressed'], sourceType: ['album', 'camera'] },
  requestFacialVerify: { verifyId: 'from-your-server' },
  requestFacialVerifyAndUploadVideo: { verifyId: 'from-your-server' },
  getLocation: { type: 'gcj02' },
  openLocation: {
    latitude: 23.09994,
    longitude: 113.32452,
    name: 'TIT 创意园',
    address: '广州市海珠区新港中路 397 号',
    scale: 16,
    infoUrl: 'https://weixin.qq.com',
  },
  startSearchBeacons: { ticket: 'ticket' },
  hideMenuItems: { menuList: ['menuItem:share:timeline', 'menuItem:copyUrl'] },
  showMenuItems: { menuList: ['menuItem:share:timeline', 'menuItem:copyUrl'] },
  scanQRCode: { needResult: 1, scanType: ['qrCode', 'barCode'] },
  openProductSpecificView: { productId: 'pDF3iY_m2M7EQ5EKKKWd95kAxfNw', viewType: 0, extInfo: 'x' },
  addCard: { cardList: [{ cardId, cardExt: '{"timestamp":"1418301401","signature":"64e6"}' }] },
  chooseCard: {
    shopId: '1234',
    cardType: 'GROUPON',
    cardId,
    timestamp: 1430000000,
    nonceStr: 'sduhi123',
    signType: 'SHA1',
    cardSign: 'abcsdijcous123',
  },
  openCard: { cardList: [{ cardId, code: cardCode }] },
  consumeAndShareCard: { cardId, code: cardCode },
  chooseWXPay: {
    timestamp: 1414723227,
    nonceStr: 'e61463f8efa94090b1f366cccfbbb444',
    package: 'prepay_id=wx201410272009395522657a690389285100',
    signType: 'RSA',
    paySign: 'C380BEC2BFD727A4B6845133519F3AD6',
  },
  openEnterpriseRedPacket: {
    timestamp: 1414723227,
    nonceStr: 'e61463f8efa94090b1f366cccfbbb444',
    package: 'package',
    signType: 'MD5',
    paySign: 'C380BEC2BFD727A4B6845133519F3AD6',
  },
  requestMerchantTransfer: {
    mchId: '1900000109',
    appId: 'wx0123456789abcdef',
    package: 'affffddafdfafddffda==',
    subMchId: '1900000110',
    subAppId: 'wxfedcba9876543210',
  },
  launchMiniProgram: { targetAppId: 'wx0123456789abcdef', path: 'pages/index/index?a=1&b=2', envVersion: 'trial' },
  openBusinessView: {
    businessType: 'wxpayScoreEnable',
    queryString: 'apply_permissions_token=abc',
    envVersion: 'release',
  },
  openEnterpriseChat: { userIds: 'zhangsan;lisi', groupName: 'wechat-ready' },
} as const satisfies Partial<Record<ApiName, object>>

/** Results, save those that depend on the call, such as its pictures. */
export const sampleResults = {
  translateVoice: { translateResult: '今天天气怎么样。' },
  getNetworkType: { networkType: 'wifi' },
  // The Canton Tower.
  getLocation: { latitude: 23.10647, longitude: 113.32446, speed: -1, accuracy: 30.5 },
  scanQRCode: { resultStr: 'https://weixin.qq.com/r/1D2b3c4e5F6a7' },
  openAddress: {
    userName: '张三',
    postalCode: '510000',
    provinceName: '广东省',
    cityName: '广州市',
    countryName: '海珠区',
    detailInfo: '新港中路397号',
    nationalCode: '510105',
    telNumber: '020-81167888',
  },
  chooseCard: {
    card_id: 'pjZ8Yt1XGILfi-FUsewpnnolGgZk',
    encrypt_code: 'XXIzTtMqCxwOaawoE91+VJdsFmv7b8g0VZIZkqf4GWA60Fzpc8ksZ/5ZZ0DVkXdE',
  },
} as const

/** The code of a card that a user has taken. */
export const sampleCardCode = cardCode
