/*
 * Parameters and results of the APIs, to the letter of the documentation.
 * https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html
 */

/** Parameters of `checkJsApi`. */
export interface CheckJsApiParams {
  /** Official names of APIs. */
  jsApiList: readonly string[]
}

/** Result of `checkJsApi`. A hint only: some clients say `false` of events that they have, devtools say nothing. */
export interface CheckJsApiResult {
  /** By official name: whether the client has it. */
  checkResult: Record<string, boolean>
}

/** Parameters of `updateAppMessageShareData`. */
export interface AppMessageShareData {
  title: string
  desc: string
  /** On a JS-safe domain of the account. */
  link: string
  imgUrl: string
}

/** Parameters of `updateTimelineShareData`. */
export interface TimelineShareData {
  title: string
  /** On a JS-safe domain of the account. */
  link: string
  imgUrl: string
}

/** What is shared through a button of the client's menu. What is left out is the page's title and URL. */
export interface MenuShareContent {
  title?: string
  desc?: string
  /** On a JS-safe domain of the account. */
  link?: string
  imgUrl?: string
  /** To a friend only. Default `'link'`. */
  type?: 'music' | 'video' | 'link'
  /** Where the music or the video is, when that is the type. */
  dataUrl?: string
}

/** Payload of the `onMenuShare…` events. */
export interface MenuShareEvent {
  /** The button was pressed, or what came of it. Since 2018 clients tell a cancelled share as a success. */
  outcome: 'trigger' | 'success' | 'cancel' | 'fail'
  /** The client's words. */
  errMsg: string
}

/** A picture that the client holds. */
export interface LocalImage {
  /** Its local id. */
  localId: string
}

/** Parameters of `chooseImage`. */
export interface ChooseImageParams {
  /** How many pictures may be chosen, 1 to 9. Default 9. */
  count?: number
  /** Which sizes may be chosen. Default both. */
  sizeType?: readonly ('original' | 'compressed')[]
  /** Where pictures may come from. Default both. */
  sourceType?: readonly ('album' | 'camera')[]
}

/** Result of `chooseImage`. */
export interface ChooseImageResult {
  /**
   * The chosen pictures' local ids, for `previewImage`, `uploadImage` and `getLocalImgData`; on Android an `<img>`
   * shows one as its `src`.
   */
  localIds: string[]
}

/** Parameters of `previewImage`. */
export interface PreviewImageParams {
  /** The picture that is shown first: a URL, or a local id. */
  current?: string
  /** URLs or local ids. */
  urls: readonly string[]
}

/** Parameters of `uploadImage`, `uploadVoice` and `translateVoice`. */
export interface LocalMediaParams {
  /** What `chooseImage`, `stopRecord` or `onVoiceRecordEnd` gave. */
  localId: string
  /** Whether the client shows that it works. Default 1. */
  isShowProgressTips?: 0 | 1
}

/** Parameters of `downloadImage` and `downloadVoice`. */
export interface ServerMediaParams {
  /** What `uploadImage` or `uploadVoice` gave. */
  serverId: string
  /** Whether the client shows that it works. Default 1. */
  isShowProgressTips?: 0 | 1
}

/** A file on WeChat's server, where it stays for three days. */
export interface ServerMedia {
  /** Its id, which is the `media_id` of the HTTP API. */
  serverId: string
}

/** A file that the client holds. */
export interface LocalMedia {
  /** Its local id. */
  localId: string
}

/** Result of `getLocalImgData`. */
export interface LocalImageData {
  /** A data URL, on every client. */
  localData: string
}

/** Result of `translateVoice`. */
export interface TranslateVoiceResult {
  /** What was said. */
  translateResult: string
}

/** Result of `getNetworkType`. */
export interface GetNetworkTypeResult {
  networkType: '2g' | '3g' | '4g' | '5g' | 'wifi' | 'edge' | 'wwan'
}

/** Parameters of `openLocation`. */
export interface OpenLocationParams {
  /** Degrees, -90 to 90, in the coordinates of `gcj02`. */
  latitude: number
  /** Degrees, -180 to 180, in the coordinates of `gcj02`. */
  longitude: number
  /** The name of the place. */
  name?: string
  /** Its address. */
  address?: string
  /** 1 to 28, the largest scale. Default 28. */
  scale?: number
  /** A link at the bottom of the map. */
  infoUrl?: string
}

/** Parameters of `getLocation`. */
export interface GetLocationParams {
  /**
   * `'wgs84'`: GPS coordinates. `'gcj02'`: the coordinates that `openLocation` and Chinese maps take. Default
   * `'wgs84'`.
   */
  type?: 'wgs84' | 'gcj02'
}

/** Result of `getLocation`. */
export interface GetLocationResult {
  /** Degrees, -90 to 90. */
  latitude: number
  /** Degrees, -180 to 180. */
  longitude: number
  /** Metres per second. */
  speed?: number
  /** Metres. */
  accuracy?: number
}

/** Parameters of `startSearchBeacons`. */
export interface StartSearchBeaconsParams {
  /** The ticket that the platform adds to the URL of a page that is shaken out. */
  ticket?: string
}

/** One beacon nearby. */
export interface Beacon {
  uuid: string
  major: number | string
  minor: number | string
  /** Metres. */
  accuracy?: number | string
  /** dBm. */
  rssi?: number | string
  /** Degrees. */
  heading?: number | string
  /** `0` unknown, `1` immediate, `2` near, `3` far. */
  proximity?: number | string
}

/** Payload of `onSearchBeacons`. */
export interface SearchBeaconsEvent {
  beacons: Beacon[]
}

/** Menu items that spread or protect a page: those that may be hidden. */
export type HideableMenuItem =
  | 'menuItem:share:appMessage'
  | 'menuItem:share:timeline'
  | 'menuItem:share:qq'
  | 'menuItem:share:weiboApp'
  | 'menuItem:favorite'
  | 'menuItem:share:facebook'
  | 'menuItem:share:QZone'
  | 'menuItem:editTag'
  | 'menuItem:delete'
  | 'menuItem:copyUrl'
  | 'menuItem:originPage'
  | 'menuItem:readMode'
  | 'menuItem:openWithQQBrowser'
  | 'menuItem:openWithSafari'
  | 'menuItem:share:email'
  | 'menuItem:share:brand'

/** All menu items. */
export type MenuItem =
  | HideableMenuItem
  | 'menuItem:exposeArticle'
  | 'menuItem:setFont'
  | 'menuItem:dayMode'
  | 'menuItem:nightMode'
  | 'menuItem:refresh'
  | 'menuItem:profile'
  | 'menuItem:addContact'

/** Parameters of `hideMenuItems`. */
export interface HideMenuItemsParams {
  menuList: readonly HideableMenuItem[]
}

/** Parameters of `showMenuItems`. */
export interface ShowMenuItemsParams {
  menuList: readonly MenuItem[]
}

/** Parameters of `scanQRCode`. */
export interface ScanQRCodeParams {
  /** `0`: WeChat handles the code itself. `1`: the code comes back as the result. Default 0. */
  needResult?: 0 | 1
  /** Which codes are scanned. Default both. */
  scanType?: readonly ('qrCode' | 'barCode')[]
}

/** Result of `scanQRCode`; all three are `''` when `needResult` is 0. */
export interface ScanQRCodeResult {
  /** As the client gives it: the text of a QR code, or the kind and the number of a bar code, e.g. `CODE_128,1234`. */
  resultStr: string
  /** `QR_CODE`, or the kind of the bar code, e.g. `EAN_13`. */
  type: string
  /** The text of the QR code or the number of the bar code. */
  value: string
}

/** Parameters of `openProductSpecificView`. */
export interface OpenProductSpecificViewParams {
  productId: string
  /** `0` the product's page, `1` that of a scanned product, `2` that of a shop's product. Default 0. */
  viewType?: 0 | 1 | 2
  extInfo?: string
}

/** Parameters of `addCard`. */
export interface AddCardParams {
  cardList: readonly {
    cardId: string
    /** JSON, as the signer makes it. */
    cardExt: string
  }[]
}

/** Result of `addCard`. */
export interface AddCardResult {
  cardList: { cardId: string; cardExt: string; isSuccess: boolean; code?: string }[]
}

/** Parameters of `chooseCard`; all but the first three come from the signer. */
export interface ChooseCardParams {
  /** Only cards that are good in this shop. */
  shopId?: string
  /** Only cards of this type, e.g. `GROUPON`. */
  cardType?: string
  /** Only this card. */
  cardId?: string
  /** Seconds since 1970. */
  timestamp: number | string
  nonceStr: string
  signType?: 'SHA1'
  cardSign: string
}

/** Result of `chooseCard`. */
export interface ChooseCardResult {
  /** The chosen cards, in the client's own words. */
  cardList: { card_id: string; encrypt_code: string; app_id?: string }[]
}

/** Parameters of `openCard`. */
export interface OpenCardParams {
  cardList: readonly { cardId: string; code: string }[]
}

/** Parameters of `consumeAndShareCard`. */
export interface ConsumeAndShareCardParams {
  cardId: string
  code: string
}

/** What a payment is signed with. The server answers all of it, under either name of the time. */
export type PayParams = {
  nonceStr: string
  /** `prepay_id=…` */
  package: string
  /** The algorithm that `paySign` was made with; never guessed. Payments of API v3 use `'RSA'`. */
  signType: 'RSA' | 'MD5' | 'HMAC-SHA256' | 'SHA1'
  paySign: string
  /** The account that is paid. Default: that of the last signature. */
  appId?: string
} & (
  | {
      /** Seconds since 1970, 10 digits. `payParams` and `wx.chooseWXPay` call it `timestamp`. */
      timestamp: number | string
    }
  | {
      /** The same, as WeChat Pay's documents and `WeixinJSBridge` call it. It is signed under this name. */
      timeStamp: number | string
    }
)

/** Result of `openAddress`. */
export interface OpenAddressResult {
  userName: string
  postalCode: string
  /** 省 */
  provinceName: string
  /** 市 */
  cityName: string
  /** 区, 县: the documentation's own name for it. */
  countryName: string
  /** 区, 县: the same, by its right name. */
  countyName: string
  detailInfo: string
  nationalCode?: string
  telNumber?: string
}

/** Parameters of `launchMiniProgram`. */
export interface LaunchMiniProgramParams {
  targetAppId: string
  /** The page, with its query, without `.html`. */
  path?: string
  envVersion?: 'release' | 'trial' | 'develop'
}

/** Parameters of `openBusinessView`. */
export interface OpenBusinessViewParams {
  businessType: string
  queryString?: string
  envVersion?: 'release' | 'trial' | 'develop'
}

/** Result of `openBusinessView`. */
export interface OpenBusinessViewResult {
  /** The service's own code; `'0'` is success. */
  errCode?: string
  extraData?: Record<string, unknown>
}

/** Parameters of `openEnterpriseChat`, in WeCom. */
export interface OpenEnterpriseChatParams {
  /** User ids, with `;` between them. */
  userIds: string
  /** The name of the group. */
  groupName?: string
}

/** Parameters of `requestMerchantTransfer`. */
export interface RequestMerchantTransferParams {
  /** The merchant's number. */
  mchId: string
  /** The appId of the transfer. */
  appId: string
  /** The `package_info` of the transfer. */
  package: string
  subMchId?: string
  subAppId?: string
}

/** A page of the mini program around the web-view. */
export interface MiniProgramPage {
  /** Its path, with a leading slash. */
  url: string
}

/** Parameters of `requestFacialVerify` and `requestFacialVerifyAndUploadVideo`. */
export interface FacialVerifyParams {
  /** What the server got from WeChat for this verification. */
  verifyId: string
}

/** Result of `requestFacialVerify` and `requestFacialVerifyAndUploadVideo`. */
export interface FacialVerifyResult {
  /** For the server, which asks WeChat what came of it. */
  verifyResult?: string
}
