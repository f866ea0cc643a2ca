/*
 * The one table of APIs. A row makes the method of the client, its types, its place in `jsApiList`, its answer in the
 * fake client and its line on the page of the API. The messages are those that jweixin 1.6.0 sends, which
 * `test/core/message.test.ts` compares.
 */
import type * as Api from './api-types.ts'
import { dataUrl, networkType, scanned, scannedParts } from './replies.ts'
import { type AnyRow, call, event, list, menu, number, optional, type ReplyParser, record, text } from './table.ts'

/** A person takes part, or the network: such a call may take for ever. */
const person = { limit: 0 }
const network = { limit: 0, defaults: { isShowProgressTips: 1 } }
/** It is about money or goods: never asked for twice. */
const money = { ...person, once: true } as const

const localId = { localId: text }
const serverId = { serverId: text }

/** `card_id` for `cardId` and so on. */
const snakeCase = <Item extends object>(item: Item) =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
const cardList = ({ cardList }: { cardList: readonly object[] }) => ({ card_list: cardList.map(snakeCase) })

type Time = { timestamp?: number | string; timeStamp?: number | string }

const payment = (params: Api.PayParams) => {
  const {
    timestamp,
    timeStamp = timestamp,
    nonceStr,
    package: prepay,
    signType,
    paySign,
  }: Time & typeof params = params
  // jweixin takes SHA1, which no payment of today is signed with.
  if (!signType) throw new TypeError('"signType" is missing')
  return { timeStamp: `${timeStamp}`, nonceStr, package: prepay, paySign, signType }
}

const facialVerify = ({ verifyId }: Api.FacialVerifyParams) => ({
  request_verify_pre_info: JSON.stringify({ verify_id: verifyId, version: 1 }),
})
const facialResult: ReplyParser = (value, reply) => optional(text)(reply.verify_result ?? value)

/** Reads a field that the client calls otherwise. */
const called =
  (native: string): ReplyParser =>
  (value, reply) =>
    text(reply[native] ?? value)

/**
 * Every API by its official name. `@since` is the version of the JS-SDK, `clients` what is known to limit it, `@source`
 * where that is said:
 * - JS-SDK: https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html
 * - web-view: https://developers.weixin.qq.com/miniprogram/dev/component/web-view.html lists the only ones that work in
 *   a mini program
 * - devtools: the code of the WeChat devtools, 1.02.1910121, names those that it does not simulate
 * - WKWebView: https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/iOS_WKWebview.html, which came with iOS
 *   WeChat 6.5.3
 * - HarmonyOS: https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/HarmonyOS_Webview.html
 * - transfer: https://pay.weixin.qq.com/doc/v3/merchant/4012716430
 * - score: https://pay.weixin.qq.com/wiki/doc/apiv3/apis/chapter6_1_12.shtml
 * - address: WeChat Pay's document on shared addresses, 1.5, as in
 *   https://wohugb.gitbooks.io/webot/content/wechat_api/address.html
 * - WeCom: https://developer.work.weixin.qq.com/document/path/96930
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html
 */
export const apis = {
  /** Asks the client which of some APIs it has. @zh 查询客户端支持哪些接口 @since 1.0.0 @source JS-SDK */
  checkJsApi: call<Api.CheckJsApiParams, Api.CheckJsApiResult>({
    clients: { ios: '6.0.2', android: '6.0.2' },
    send: ({ jsApiList }) => ({ jsApiList: jsApiList.map(nativeName) }),
    reply: {
      checkResult: (value) =>
        Object.fromEntries(
          Object.entries(record(value)).map(([name, has]) => [officialName(name), has === true || has === 'true']),
        ),
    },
  }),

  /**
   * Sets what is shared to a friend, a chat, or QQ; not whether the user shares.
   * @zh 设置分享给朋友、群聊或 QQ 的内容；用户是否分享不会告知
   * @since 1.4.0
   * @source JS-SDK, web-view
   */
  updateAppMessageShareData: call<Api.AppMessageShareData, void>({
    clients: { ios: '6.7.2', android: '6.7.2', miniProgram: false },
  }),
  /**
   * Sets what is shared to Moments or QZone; not whether the user shares.
   * @zh 设置分享到朋友圈或 QQ 空间的内容；用户是否分享不会告知
   * @since 1.4.0
   * @source JS-SDK, web-view
   */
  updateTimelineShareData: call<Api.TimelineShareData, void>({
    clients: { ios: '6.7.2', android: '6.7.2', miniProgram: false },
  }),
  /**
   * Reports a share to Moments.
   * @zh 页面被分享到朋友圈时通知，并给出分享内容
   * @deprecated by WeChat, but what desktops need
   * @since 1.0.0
   * @source web-view
   */
  onMenuShareTimeline: menu('menu:share:timeline', { miniProgram: false }),
  /**
   * Reports a share to a friend.
   * @zh 页面被分享给朋友时通知，并给出分享内容
   * @deprecated by WeChat, but what desktops need
   * @since 1.0.0
   * @source web-view
   */
  onMenuShareAppMessage: menu('menu:share:appmessage', { miniProgram: false }),
  /**
   * Reports a share to QQ.
   * @zh 页面被分享到 QQ 时通知，并给出分享内容
   * @deprecated by WeChat
   * @since 1.0.0
   * @source devtools, web-view
   */
  onMenuShareQQ: menu('menu:share:qq', { devtools: false, miniProgram: false }),
  /**
   * Reports a share to Tencent Weibo.
   * @zh 页面被分享到腾讯微博时通知，并给出分享内容
   * @since 1.0.0
   * @source devtools, web-view
   */
  onMenuShareWeibo: menu('menu:share:weiboApp', { devtools: false, miniProgram: false }),
  /**
   * Reports a share to QZone.
   * @zh 页面被分享到 QQ 空间时通知，并给出分享内容
   * @deprecated by WeChat
   * @since 1.1.0
   * @source devtools, web-view
   */
  onMenuShareQZone: menu('menu:share:QZone', { devtools: false, miniProgram: false }),

  /** Lets the user take a photo or choose pictures. @zh 拍照或从相册选图 @since 1.0.0 */
  chooseImage: call<Api.ChooseImageParams, Api.ChooseImageResult>({
    ...person,
    defaults: { scene: '1|2', count: 9, sizeType: ['original', 'compressed'], sourceType: ['album', 'camera'] },
    reply: { localIds: list },
  }),
  /** Shows pictures in the client's viewer. @zh 在客户端中预览图片 @since 1.0.0 */
  previewImage: call<Api.PreviewImageParams, void>({ ...person, native: 'imagePreview' }),
  /**
   * Uploads one picture to WeChat, where it stays for three days; one at a time: see `uploadImages`.
   * @zh 上传一张图片到微信，保存三天；一次一张，多张见 `uploadImages`
   * @since 1.0.0
   */
  uploadImage: call<Api.LocalMediaParams, Api.ServerMedia>({ ...network, reply: serverId }),
  /** Downloads a picture from WeChat. @zh 从微信下载图片 @since 1.0.0 */
  downloadImage: call<Api.ServerMediaParams, Api.LocalMedia>({ ...network, reply: localId }),
  /**
   * Gives a picture as a data URL; calls wait for each other.
   * @zh 以 data URL 取得图片；多次调用依次排队
   * @since 1.2.0
   * @source WKWebView
   */
  getLocalImgData: call<Api.LocalImage, Api.LocalImageData>({
    clients: { ios: '6.5.3' },
    lane: 'queue',
    reply: { localData: dataUrl },
  }),

  /** Starts to record, 60 s at most: see `recordVoice`. @zh 开始录音，最长 60 秒，见 `recordVoice` @since 1.0.0 */
  startRecord: call<void, void>({ limit: 60_000 }),
  /** Stops recording and gives the voice. @zh 停止录音并取得语音 @since 1.0.0 */
  stopRecord: call<void, Api.LocalMedia>({ reply: localId }),
  /** Tells when a recording was ended by its limit of 60 s. @zh 录音满 60 秒自动停止时通知 @since 1.0.0 */
  onVoiceRecordEnd: event<Api.LocalMedia>(localId),
  /** Plays a voice. @zh 播放语音 @since 1.0.0 */
  playVoice: call<Api.LocalMedia, void>(),
  /** Pauses a voice. @zh 暂停播放语音 @since 1.0.0 */
  pauseVoice: call<Api.LocalMedia, void>(),
  /** Stops a voice. @zh 停止播放语音 @since 1.0.0 */
  stopVoice: call<Api.LocalMedia, void>(),
  /** Tells when a voice has been played to its end. @zh 语音播放完毕时通知 @since 1.0.0 */
  onVoicePlayEnd: event<Api.LocalMedia>(localId),
  /** Uploads a voice to WeChat, where it stays for three days. @zh 上传语音到微信，保存三天 @since 1.0.0 */
  uploadVoice: call<Api.LocalMediaParams, Api.ServerMedia>({ ...network, reply: serverId }),
  /** Downloads a voice from WeChat. @zh 从微信下载语音 @since 1.0.0 */
  downloadVoice: call<Api.ServerMediaParams, Api.LocalMedia>({ ...network, reply: localId }),
  /** Tells what is said in a voice. @zh 识别语音内容 @since 1.0.0 */
  translateVoice: call<Api.LocalMediaParams, Api.TranslateVoiceResult>({
    ...network,
    reply: { translateResult: text },
  }),

  /** Tells the kind of the network connection. @zh 取得网络类型 @since 1.0.0 */
  getNetworkType: call<void, Api.GetNetworkTypeResult>({
    ok: /:\s*(ok|wifi|edge|wwan|\dg)\s*$/i,
    reply: { networkType },
  }),

  /** Shows a place on the client's map. @zh 用微信内置地图查看位置 @since 1.0.0 */
  openLocation: call<Api.OpenLocationParams, void>({
    ...person,
    defaults: { name: '', address: '', scale: 28, infoUrl: '' },
  }),
  /** Tells where the device is; calls at the same time share one answer. @zh 取得设备位置；同时的多次调用共用一个结果 @since 1.0.0 */
  getLocation: call<Api.GetLocationParams, Api.GetLocationResult>({
    ...person,
    native: 'geoLocation',
    lane: 'share',
    defaults: { type: 'wgs84' },
    reply: { latitude: number, longitude: number, speed: optional(number), accuracy: optional(number) },
  }),

  /** Starts to look for beacons nearby. @zh 开始查找周边的 iBeacon 设备 @since 1.1.0 @source devtools */
  startSearchBeacons: call<Api.StartSearchBeaconsParams, void>({
    ...person,
    clients: { devtools: false },
    native: 'startMonitoringBeacons',
  }),
  /** Stops looking for beacons. @zh 停止查找 iBeacon 设备 @since 1.1.0 @source devtools */
  stopSearchBeacons: call<void, void>({ clients: { devtools: false }, native: 'stopMonitoringBeacons' }),
  /** Tells the beacons nearby. @zh 告知周边的 iBeacon 设备 @since 1.1.0 @source devtools */
  onSearchBeacons: event<Api.SearchBeaconsEvent>(
    { beacons: list },
    { clients: { devtools: false }, native: 'onBeaconsInRange' },
  ),

  /** Hides the menu button at the top right. @zh 隐藏右上角菜单按钮 @since 1.0.0 @source web-view */
  hideOptionMenu: call<void, void>({ clients: { miniProgram: false } }),
  /** Shows the menu button at the top right. @zh 显示右上角菜单按钮 @since 1.0.0 @source web-view */
  showOptionMenu: call<void, void>({ clients: { miniProgram: false } }),
  /** Closes the page's window. @zh 关闭当前网页窗口 @since 1.0.0 @source web-view */
  closeWindow: call<void, void>({ needs: 'bridge', clients: { miniProgram: false } }),
  /**
   * Hides items of the menu: those that spread or protect the page.
   * @zh 隐藏菜单项，仅限传播类和保护类
   * @since 1.0.0
   * @source web-view
   */
  hideMenuItems: call<Api.HideMenuItemsParams, void>({ clients: { miniProgram: false } }),
  /** Shows items of the menu. @zh 显示菜单项 @since 1.0.0 @source web-view */
  showMenuItems: call<Api.ShowMenuItemsParams, void>({ clients: { miniProgram: false } }),
  /** Hides all items of the menu but the basic ones. @zh 隐藏所有非基础菜单项 @since 1.0.0 @source web-view */
  hideAllNonBaseMenuItem: call<void, void>({ clients: { miniProgram: false } }),
  /** Shows all items of the menu. @zh 显示所有菜单项 @since 1.0.0 @source web-view */
  showAllNonBaseMenuItem: call<void, void>({ clients: { miniProgram: false } }),

  /** Scans a QR code or a bar code. @zh 扫描二维码或条形码 @since 1.0.0 */
  scanQRCode: call<Api.ScanQRCodeParams, Api.ScanQRCodeResult>({
    ...person,
    defaults: { needResult: 0, scanType: ['qrCode', 'barCode'] },
    reply: {
      resultStr: scanned,
      type: (_, reply, sent) => scannedParts(scanned(reply.resultStr, reply, sent))[0],
      value: (_, reply, sent) => scannedParts(scanned(reply.resultStr, reply, sent))[1],
    },
  }),

  /** Shows a product of a WeChat shop. @zh 打开微信小店的商品页 @since 1.0.0 @source web-view */
  openProductSpecificView: call<Api.OpenProductSpecificViewParams, void>({
    ...person,
    clients: { miniProgram: false },
    native: 'openProductViewWithPid',
    send: ({ productId, viewType = 0, extInfo }) => ({ pid: productId, view_type: viewType, ext_info: extInfo }),
  }),

  /** Adds cards to the user's card holder. @zh 添加卡券到用户卡包 @since 1.0.0 */
  addCard: call<Api.AddCardParams, Api.AddCardResult>({
    ...person,
    native: 'batchAddCard',
    send: cardList,
    reply: {
      cardList: (_, reply) =>
        (list(reply.card_list) as Record<string, unknown>[]).map(({ card_id, card_ext, is_succ, ...others }) => ({
          ...others,
          cardId: text(card_id),
          cardExt: text(card_ext),
          isSuccess: !!Number(is_succ),
        })),
    },
  }),
  /** Lets the user choose among their cards. @zh 让用户从自己的卡券中选择 @since 1.0.0 */
  chooseCard: call<Api.ChooseCardParams, Api.ChooseCardResult>({
    ...person,
    defaults: { shopId: '', signType: 'SHA1', cardId: '', cardType: '' },
    send: ({ shopId, timestamp, ...others }) => ({
      // The SDK puts the configuration's appId on every message; the cards want it by this name as well.
      get app_id() {
        return (this as { appId?: string }).appId
      },
      location_id: shopId,
      time_stamp: `${timestamp}`,
      ...snakeCase(others),
    }),
    reply: { cardList: (value, reply) => list(reply.choose_card_info ?? value) },
  }),
  /** Shows cards of the user's card holder. @zh 查看用户卡包中的卡券 @since 1.0.0 */
  openCard: call<Api.OpenCardParams, void>({ ...person, native: 'batchViewCard', send: cardList }),
  /** Uses a card up and shares it. @zh 核销并分享卡券 @source devtools, web-view */
  consumeAndShareCard: call<Api.ConsumeAndShareCardParams, void>({
    ...money,
    clients: { devtools: false, miniProgram: false },
    native: 'consumedShareCard',
    send: ({ cardId, code }) => ({ consumedCardId: cardId, consumedCode: code }),
  }),

  /**
   * Asks the user to pay.
   * @zh 发起微信支付
   * @since 1.0.0
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791857
   * @source HarmonyOS, devtools, web-view
   */
  chooseWXPay: call<Api.PayParams, void>({
    ...money,
    clients: { ios: '5.0', android: '5.0', harmony: '1.0', devtools: false, miniProgram: false },
    native: 'getBrandWCPayRequest',
    needs: 'appId',
    send: (params) => ({ appId: params.appId, ...payment(params) }),
  }),
  /** Gives the user a red packet of a company. @zh 领取企业红包 @source devtools, web-view */
  openEnterpriseRedPacket: call<Api.PayParams, void>({
    ...money,
    clients: { devtools: false, miniProgram: false },
    native: 'getRecevieBizHongBaoRequest',
    send: payment,
  }),
  /**
   * Asks the user to confirm a transfer; `ok` only means that the user was asked.
   * @zh 请用户确认收款（商家转账）；`ok` 只表示确认页已打开
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012716430
   * @source transfer, devtools, web-view
   */
  requestMerchantTransfer: call<Api.RequestMerchantTransferParams, void>({
    ...money,
    clients: { ios: '8.0.45', android: '8.0.45.51', windows: false, mac: false, devtools: false, miniProgram: false },
    direct: true,
  }),

  /** Lets the user choose one of their addresses. @zh 让用户选择一个收货地址 @source address, devtools, web-view */
  openAddress: call<void, Api.OpenAddressResult>({
    ...person,
    clients: { ios: '5.0', android: '5.0', devtools: false, miniProgram: false },
    native: 'editAddress',
    reply: {
      userName: text,
      postalCode: (value, reply) => text(reply.addressPostalCode ?? value ?? ''),
      provinceName: called('proviceFirstStageName'),
      cityName: called('addressCitySecondStageName'),
      countryName: called('addressCountiesThirdStageName'),
      countyName: (_, reply) => text(reply.addressCountiesThirdStageName ?? reply.countryName),
      detailInfo: called('addressDetailInfo'),
      nationalCode: optional(text),
      telNumber: optional(text),
    },
  }),

  /** Opens a mini program. @zh 打开小程序 @source devtools, web-view */
  launchMiniProgram: call<Api.LaunchMiniProgramParams, void>({
    ...person,
    clients: { devtools: false, miniProgram: false },
    // The client wants the page as a file; no page is its first one.
    send: ({ path, ...others }) => ({ ...others, ...(path && { path: path.replace(/^[^?]*/, '$&.html') }) }),
  }),
  /** Opens a view of a WeChat service. @zh 打开微信业务页面，例如微信支付分 @source score, devtools, web-view */
  openBusinessView: call<Api.OpenBusinessViewParams, Api.OpenBusinessViewResult>({
    ...money,
    clients: { ios: '7.0.5', android: '7.0.5', devtools: false, miniProgram: false },
    defaults: { queryString: '' },
    reply: { extraData: optional(record), errCode: (_, reply) => optional(String)(reply.err_code) },
  }),
  /** Asks whether the device can verify faces. @zh 查询设备是否支持人脸核身 @since 1.6.3 @source web-view */
  checkIsSupportFaceDetect: call<void, void>({ clients: { miniProgram: false } }),
  /** Verifies the user's face. @zh 人脸核身 @since 1.6.3 @source web-view */
  requestFacialVerify: call<Api.FacialVerifyParams, Api.FacialVerifyResult>({
    ...person,
    clients: { miniProgram: false },
    native: 'requestWxFacePictureVerify',
    send: facialVerify,
    reply: { verifyResult: facialResult },
  }),
  /** Verifies the user's face and uploads the video. @zh 人脸核身并上传视频 @since 1.6.3 @source web-view */
  requestFacialVerifyAndUploadVideo: call<Api.FacialVerifyParams, Api.FacialVerifyResult>({
    ...person,
    clients: { miniProgram: false },
    native: 'requestWxFacePictureVerifyUnionVideo',
    send: facialVerify,
    reply: { verifyResult: facialResult },
  }),
  /** Opens a chat with colleagues. @zh 打开企业会话 @source WeCom, devtools, web-view */
  openEnterpriseChat: call<Api.OpenEnterpriseChatParams, void>({
    ...person,
    clients: { wecom: true, devtools: false, miniProgram: false },
    send: ({ userIds, groupName }) => ({ useridlist: userIds, chatname: groupName }),
  }),
}

/**
 * What a page in the web-view of a mini program may ask of it. None of these needs a configuration.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/component/web-view.html
 */
export const miniProgramApis = {
  /** Goes back some pages, one by default. @zh 返回前面的页面，默认一页 @since 1.3.2 */
  navigateBack: call<{ delta?: number }, void>(),
  /** Opens a page of the mini program. @zh 打开小程序的页面 @since 1.3.2 */
  navigateTo: call<Api.MiniProgramPage, void>(),
  /** Opens a page of the mini program in place of this one. @zh 打开小程序的页面，替换当前页面 @since 1.3.2 */
  redirectTo: call<Api.MiniProgramPage, void>(),
  /** Opens a tab of the mini program. @zh 打开小程序的 tab 页面 @since 1.3.2 */
  switchTab: call<Api.MiniProgramPage, void>(),
  /** Closes all pages of the mini program and opens this one. @zh 关闭小程序的所有页面，再打开这个页面 @since 1.3.2 */
  reLaunch: call<Api.MiniProgramPage, void>(),
  /**
   * Sends data to the mini program, which gets it when the user goes back, shares or leaves.
   * @zh 向小程序发送数据；用户返回、分享或离开时小程序才收到
   * @since 1.3.2
   */
  postMessage: call<{ data: unknown }, void>(),
  /** Tells whether the page is in a mini program. @zh 页面是否在小程序中 @since 1.3.2 */
  getEnv: call<void, { miniprogram: boolean }>({ reply: { miniprogram: Boolean } }),
}

/** The rows of the table. */
export type Apis = typeof apis

/** An API's official name. */
export type ApiName = keyof Apis

/** The names of all APIs, and of those of a mini program. */
export const apiNames = Object.keys(apis) as readonly ApiName[]
export const miniProgramNames = Object.keys(miniProgramApis) as readonly (keyof typeof miniProgramApis)[]

/** The same rows, as code walks over them. */
export const rows: Readonly<Record<string, AnyRow>> = apis

/** The client's own name of an API. */
export function nativeName(name: string): string {
  return rows[name]?.native ?? name
}

/** The official name of an API, from the client's own one. */
export function officialName(native: string): string {
  return Object.keys(rows).find((name) => nativeName(name) === native) ?? native
}
