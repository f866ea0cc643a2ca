import type { ApiName, MiniProgramMethods } from 'wechat-ready'
import { sampleParams as samples } from '../../src/testing/samples.ts'
import type { Field, Fields } from './fields.ts'
import { about } from './hero.ts'
import type { GroupId } from './paths.ts'
import type { Text } from './words.ts'

/** What can be tried, by how it is called on the client object. */
export type Name = ApiName | `miniProgram.${keyof MiniProgramMethods}` | 'share'

/** One API on the page: what it is for, its form, and the fields of its result. */
export interface Entry {
  readonly title: Text
  readonly fields: Fields
  readonly gives: readonly string[]
}

/** The APIs that belong together. */
export interface Group {
  /** Its route. */
  readonly id: GroupId
  readonly title: Text
  readonly about: Text
  readonly apis: Readonly<Partial<Record<Name, Entry>>>
}

const api = (english: string, chinese: string, fields: Fields = {}, ...gives: string[]): Entry => ({
  title: [english, chinese],
  fields,
  gives,
})

const text = (value?: string | Text, from?: Field['from']): Field => ({
  kind: 'text',
  ...(value && { value }),
  ...(from && { from }),
})
const number = (value?: number, min?: number, max?: number): Field => ({
  kind: 'number',
  ...(value !== undefined && { value }),
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
})
const choice = (options: readonly (string | number)[], value?: string | number): Field => ({
  kind: 'choice',
  options,
  ...(value !== undefined && { value }),
})
const json = (value: unknown): Field => ({ kind: 'json', value })

const { origin } = location
const picture = `${origin}/card.png`
const tips = choice([0, 1])

const share = {
  title: text(['Every call returns a promise', '每次调用都返回 Promise']),
  desc: text(about),
  link: text(`${origin}/share`),
  imgUrl: text(picture, 'pictureUrl'),
}
const { desc: _, ...timeline } = share

/** Entries of the menu that a page may hide: those that spread it and those that protect it. */
const menuItems: Field = {
  kind: 'many',
  options: [
    'menuItem:share:appMessage',
    'menuItem:share:timeline',
    'menuItem:share:qq',
    'menuItem:share:weiboApp',
    'menuItem:share:QZone',
    'menuItem:favorite',
    'menuItem:copyUrl',
    'menuItem:openWithSafari',
  ],
  value: samples.hideMenuItems.menuList,
}

/** Every API, in the groups of the documentation. */
export const catalogue: readonly Group[] = [
  {
    id: 'share',
    title: ['Share', '分享'],
    about: ['What a chat or Moments shows when the page is shared.', '页面被分享时展示的内容。'],
    apis: {
      share: api('All channels in one call, new or old API', '一次设置所有分享渠道，自动选择新旧接口', share),
      updateAppMessageShareData: api('To a friend, a chat, or QQ', '分享给朋友、分享到 QQ', share),
      updateTimelineShareData: api('To Moments, or QZone', '分享到朋友圈、QQ 空间', timeline),
      onMenuShareAppMessage: api('To a friend (deprecated)', '分享给朋友（即将废弃）', share, 'outcome', 'errMsg'),
      onMenuShareTimeline: api('To Moments (deprecated)', '分享到朋友圈（即将废弃）', timeline, 'outcome', 'errMsg'),
      onMenuShareQQ: api('To QQ (deprecated)', '分享到 QQ（即将废弃）', share, 'outcome', 'errMsg'),
      onMenuShareWeibo: api('To Weibo', '分享到腾讯微博', share, 'outcome', 'errMsg'),
      onMenuShareQZone: api('To QZone (deprecated)', '分享到 QQ 空间（即将废弃）', share, 'outcome', 'errMsg'),
    },
  },
  {
    id: 'image',
    title: ['Image', '图像'],
    about: ['Choose, preview, upload and download pictures.', '选择、预览、上传和下载图片。'],
    apis: {
      chooseImage: api(
        'Take or choose pictures',
        '拍照或从相册中选图',
        {
          count: number(samples.chooseImage.count, 1, 9),
          sizeType: { kind: 'many', options: ['original', 'compressed'], value: samples.chooseImage.sizeType },
          sourceType: { kind: 'many', options: ['album', 'camera'], value: samples.chooseImage.sourceType },
        },
        'localIds',
      ),
      previewImage: api('Preview pictures full screen', '预览图片', {
        current: text(picture),
        urls: { kind: 'lines', value: [picture] },
      }),
      uploadImage: api(
        'Upload a picture to WeChat',
        '上传图片',
        {
          localId: text(undefined, 'picture'),
          isShowProgressTips: tips,
        },
        'serverId',
      ),
      downloadImage: api(
        'Download a picture from WeChat',
        '下载图片',
        {
          serverId: text(undefined, 'pictureServerId'),
          isShowProgressTips: tips,
        },
        'localId',
      ),
      getLocalImgData: api(
        'Read a picture as base64',
        '获取本地图片数据',
        { localId: text(undefined, 'picture') },
        'localData',
      ),
    },
  },
  {
    id: 'voice',
    title: ['Voice', '音频'],
    about: ['Record up to a minute, play it, upload it.', '录音（最长一分钟）、播放、上传。'],
    apis: {
      startRecord: api('Start recording', '开始录音'),
      stopRecord: api('Stop recording', '停止录音', {}, 'localId'),
      onVoiceRecordEnd: api(
        'When recording stops by itself, after a minute',
        '监听录音自动停止（满一分钟）',
        {},
        'localId',
      ),
      playVoice: api('Play', '播放语音', { localId: text(undefined, 'voice') }),
      pauseVoice: api('Pause', '暂停播放', { localId: text(undefined, 'voice') }),
      stopVoice: api('Stop', '停止播放', { localId: text(undefined, 'voice') }),
      onVoicePlayEnd: api('When playback ends', '监听语音播放完毕', {}, 'localId'),
      uploadVoice: api(
        'Upload a voice to WeChat',
        '上传语音',
        {
          localId: text(undefined, 'voice'),
          isShowProgressTips: tips,
        },
        'serverId',
      ),
      downloadVoice: api(
        'Download a voice from WeChat',
        '下载语音',
        {
          serverId: text(undefined, 'voiceServerId'),
          isShowProgressTips: tips,
        },
        'localId',
      ),
    },
  },
  {
    id: 'recognition',
    title: ['Recognition', '智能'],
    about: ['Speech to text, and face verification.', '语音转文字，人脸核身。'],
    apis: {
      translateVoice: api(
        'Turn a voice into text',
        '识别音频',
        {
          localId: text(undefined, 'voice'),
          isShowProgressTips: tips,
        },
        'translateResult',
      ),
      checkIsSupportFaceDetect: api('Can this device verify a face?', '检查设备是否支持人脸核身'),
      requestFacialVerify: api(
        "Verify the visitor's face",
        '人脸核身',
        { verifyId: text(samples.requestFacialVerify.verifyId) },
        'verifyResult',
      ),
      requestFacialVerifyAndUploadVideo: api(
        'Verify it, and upload the video',
        '人脸核身并上传视频',
        { verifyId: text(samples.requestFacialVerify.verifyId) },
        'verifyResult',
      ),
    },
  },
  {
    id: 'device',
    title: ['Device', '设备'],
    about: ['What this client can do, and its network.', '客户端的能力与网络状态。'],
    apis: {
      getNetworkType: api('Get the network type', '获取网络状态', {}, 'networkType'),
      checkJsApi: api(
        'Check which APIs are supported',
        '判断是否支持指定接口',
        {
          jsApiList: { kind: 'lines', value: samples.checkJsApi.jsApiList },
        },
        'checkResult',
      ),
    },
  },
  {
    id: 'location',
    title: ['Location', '位置'],
    about: ["Where the device is, and places on WeChat's own map.", '获取位置，用微信内置地图查看位置。'],
    apis: {
      getLocation: api(
        'Where am I?',
        '获取地理位置',
        { type: choice(['wgs84', 'gcj02'], samples.getLocation.type) },
        'latitude',
        'longitude',
        'speed',
        'accuracy',
      ),
      openLocation: api('Show a place on the map', '查看位置', {
        latitude: number(samples.openLocation.latitude, -90, 90),
        longitude: number(samples.openLocation.longitude, -180, 180),
        name: text(samples.openLocation.name),
        address: text(samples.openLocation.address),
        scale: number(samples.openLocation.scale, 1, 28),
        infoUrl: text(samples.openLocation.infoUrl),
      }),
    },
  },
  {
    id: 'menu',
    title: ['Menu', '界面'],
    about: ['The menu behind the three dots, and the window itself.', '右上角菜单，以及窗口本身。'],
    apis: {
      hideMenuItems: api('Hide entries of the menu', '批量隐藏功能按钮', { menuList: menuItems }),
      showMenuItems: api('Show entries of the menu', '批量显示功能按钮', { menuList: menuItems }),
      hideAllNonBaseMenuItem: api('Hide all but the basic ones', '隐藏所有非基础按钮'),
      showAllNonBaseMenuItem: api('Show all entries', '显示所有功能按钮'),
      hideOptionMenu: api('Hide the menu', '隐藏右上角菜单'),
      showOptionMenu: api('Show the menu', '显示右上角菜单'),
      closeWindow: api('Close the window', '关闭当前网页窗口'),
    },
  },
  {
    id: 'scan',
    title: ['Scan', '扫一扫'],
    about: ['QR codes and bar codes.', '二维码与条码。'],
    apis: {
      scanQRCode: api(
        'Scan a code',
        '调起微信扫一扫',
        {
          needResult: choice([0, 1], samples.scanQRCode.needResult),
          scanType: { kind: 'many', options: ['qrCode', 'barCode'], value: samples.scanQRCode.scanType },
        },
        'resultStr',
        'type',
        'value',
      ),
    },
  },
  {
    id: 'card',
    title: ['Card', '卡券'],
    about: ['Coupons and passes. They are signed with a separate api_ticket.', '卡券使用单独的 api_ticket 签名。'],
    apis: {
      addCard: api(
        'Add cards',
        '批量添加卡券',
        {
          cardList: json(samples.addCard.cardList),
        },
        'cardList',
      ),
      chooseCard: api(
        'Let the visitor choose a card',
        '拉取适用卡券列表并让用户选择',
        {
          shopId: text(),
          cardType: text(samples.chooseCard.cardType),
          cardId: text(),
          timestamp: number(samples.chooseCard.timestamp),
          nonceStr: text(samples.chooseCard.nonceStr),
          signType: choice(['SHA1'], samples.chooseCard.signType),
          cardSign: text(samples.chooseCard.cardSign),
        },
        'cardList',
      ),
      openCard: api('Show cards', '查看卡券', {
        cardList: json(samples.openCard.cardList),
      }),
      consumeAndShareCard: api('Redeem a card, then give it away again', '核销后再次赠送卡券', {
        cardId: text(samples.consumeAndShareCard.cardId),
        code: text(samples.consumeAndShareCard.code),
      }),
    },
  },
  {
    id: 'pay',
    title: ['Pay', '支付'],
    about: ["Every field comes from the merchant's server.", '所有参数由商户服务器生成。'],
    apis: {
      chooseWXPay: api('Pay', '发起微信支付', {
        timestamp: number(samples.chooseWXPay.timestamp),
        nonceStr: text(samples.chooseWXPay.nonceStr),
        package: text(samples.chooseWXPay.package),
        signType: choice(['RSA', 'MD5', 'HMAC-SHA256', 'SHA1'], samples.chooseWXPay.signType),
        paySign: text(samples.chooseWXPay.paySign),
      }),
      openEnterpriseRedPacket: api("Open a company's red packet", '打开企业红包', {
        timeStamp: number(samples.openEnterpriseRedPacket.timestamp),
        nonceStr: text(samples.openEnterpriseRedPacket.nonceStr),
        package: text(samples.openEnterpriseRedPacket.package),
        signType: choice(['MD5', 'SHA1'], samples.openEnterpriseRedPacket.signType),
        paySign: text(samples.openEnterpriseRedPacket.paySign),
      }),
      requestMerchantTransfer: api('Confirm a transfer from a merchant', '商家转账收款确认', {
        mchId: text(samples.requestMerchantTransfer.mchId),
        appId: text(samples.requestMerchantTransfer.appId),
        package: text(samples.requestMerchantTransfer.package),
      }),
    },
  },
  {
    id: 'address',
    title: ['Address', '快速输入'],
    about: ["The visitor's delivery addresses.", '用户的收货地址。'],
    apis: {
      openAddress: api(
        'Let the visitor choose an address',
        '共享收货地址',
        {},
        'userName',
        'postalCode',
        'provinceName',
        'cityName',
        'countryName',
        'countyName',
        'detailInfo',
        'nationalCode',
        'telNumber',
      ),
    },
  },
  {
    id: 'shop',
    title: ['Shop', '微信小店'],
    about: ['Products and services.', '商品与服务。'],
    apis: {
      openProductSpecificView: api('Open a product page', '跳转微信商品页', {
        productId: text(samples.openProductSpecificView.productId),
        viewType: choice([0, 1, 2], samples.openProductSpecificView.viewType),
      }),
      openBusinessView: api(
        'Open a business view',
        '打开业务视图',
        {
          businessType: text(samples.openBusinessView.businessType),
          queryString: text(samples.openBusinessView.queryString),
          envVersion: choice(['release', 'trial', 'develop']),
        },
        'extraData',
        'errCode',
      ),
      openEnterpriseChat: api('Open a chat (WeCom only)', '打开企业会话（企业微信）', {
        userIds: text(samples.openEnterpriseChat.userIds),
        groupName: text(samples.openEnterpriseChat.groupName),
      }),
    },
  },
  {
    id: 'beacon',
    title: ['Beacons', '摇一摇周边'],
    about: ['iBeacons nearby.', '附近的 iBeacon 设备。'],
    apis: {
      startSearchBeacons: api('Start searching', '开启查找', { ticket: text(samples.startSearchBeacons.ticket) }),
      stopSearchBeacons: api('Stop searching', '关闭查找'),
      onSearchBeacons: api('When beacons are found', '监听周边设备', {}, 'beacons'),
    },
  },
  {
    id: 'mini-program',
    title: ['Mini programs', '小程序'],
    about: ['Open a mini program, or talk to the one around this page.', '打开小程序，或与承载本页的小程序通信。'],
    apis: {
      launchMiniProgram: api('Open a mini program', '打开小程序', {
        targetAppId: text(samples.launchMiniProgram.targetAppId),
        path: text(samples.launchMiniProgram.path),
        envVersion: choice(['release', 'trial', 'develop']),
      }),
      'miniProgram.getEnv': api('Is the page in a mini program?', '当前是否在小程序中', {}, 'miniprogram'),
      'miniProgram.navigateTo': api('Open a page', '跳转小程序页面', { url: text('/pages/index/index') }),
      'miniProgram.navigateBack': api('Go back', '返回', { delta: number(1, 1) }),
      'miniProgram.redirectTo': api('Open a page in place of this one', '重定向', { url: text('/pages/index/index') }),
      'miniProgram.switchTab': api('Open a tab', '切换标签页', { url: text('/pages/index/index') }),
      'miniProgram.reLaunch': api('Close all pages, open this one', '重启动', { url: text('/pages/index/index') }),
      'miniProgram.postMessage': api('Post a message', '发送消息', { data: json({ hello: 'mini program' }) }),
    },
  },
]
