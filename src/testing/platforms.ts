/** A client that the fake can play. */
export type Platform = 'ios' | 'android' | 'harmony' | 'windows' | 'mac' | 'devtools'

/** Which URL a client checks a signature against: the page's URL now, that of the document's load, or either of the two. */
export type Verifies = 'current' | 'landing' | 'both'

/**
 * How long a good configuration lasts: for the whole document, for the URLs that were verified, or (iOS) for the document except
 * share and menu calls, which are refused once the URL has changed.
 */
export type Permission = 'page' | 'url' | 'page-except-menus'

/** How a refused configuration names the URLs that were checked: one, Java's `[a, b]`, a JSON array with fragments, or not at all. */
export type RealAuthUrl = 'string' | 'list' | 'json' | 'none'

/** What is particular to one client: everything in which the fake differs from platform to platform. */
export interface PlatformFacts {
  readonly userAgent: string
  /** `navigator.platform`, where a page could not do without it to tell the client. */
  readonly navigatorPlatform?: string
  readonly verifies: Verifies
  readonly permission: Permission
  readonly realAuthUrl: RealAuthUrl
  /** Native names of the APIs whose signature is checked again at every call. */
  readonly verifiedPerCall: readonly string[]
  /** devtools speaks to the page in the page's own words: `errMsg` and web names, instead of `err_msg` and native names. */
  readonly speaks: 'err_msg' | 'errMsg'
  /** The client's own words, to stand behind the name of the API; one with a colon of its own stands alone. */
  readonly words: {
    readonly invalidSignature: string
    readonly invalidDomain: string
    readonly listRefused: string
    readonly notPermitted: string
    readonly notExist: string
    /** Paying in a mini program's web-view. */
    readonly noPay: string
  }
  /** A `jsApiList` that this client cannot bear. */
  readonly refusesList: (list: unknown) => boolean
  /** Whether a good configuration names the APIs that were denied all the same. */
  readonly tellsDenied: boolean
  /** Results that this client hands over as JSON text, as `api.field`. */
  readonly json: readonly string[]
  /** A picture's local id starts so. */
  readonly localId: string
  /** A picture's data: bare base64 with line feeds, or a data URL with the type misspelt. */
  readonly imageData: 'base64' | 'image/jgp'
}

const android: PlatformFacts = {
  userAgent:
    'Mozilla/5.0 (Linux; Android 12; V2049A Build/SP1A.210812.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380085 MMWEBSDK/20250503 MMWEBID/419 MicroMessenger/8.0.61.2880(0x28003D57) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64',
  verifies: 'both',
  permission: 'url',
  realAuthUrl: 'list',
  verifiedPerCall: ['geoLocation', 'editAddress'],
  speaks: 'err_msg',
  words: {
    invalidSignature: 'invalid_signature',
    invalidDomain: 'fail_invalid_url_domain',
    listRefused: 'fail',
    notPermitted: 'system:access_denied',
    notExist: 'system:function_not_exist',
    noPay: 'system:access_denied',
  },
  refusesList: (list) => !Array.isArray(list) || list.length === 0,
  tellsDenied: true,
  json: [
    'checkJsApi.checkResult',
    'chooseImage.localIds',
    'addCard.card_list',
    'chooseCard.choose_card_info',
    'openBusinessView.extraData',
  ],
  localId: 'weixin://resourceid/',
  imageData: 'base64',
}

const ios: PlatformFacts = {
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI Language/zh_CN',
  verifies: 'landing',
  permission: 'page-except-menus',
  realAuthUrl: 'string',
  verifiedPerCall: [],
  speaks: 'err_msg',
  words: {
    invalidSignature: 'fail_invalid_signature',
    invalidDomain: 'fail_invalid_url_domain',
    listRefused: 'fail',
    notPermitted: 'fail, the permission value is offline verifying',
    notExist: 'function_not_exist',
    noPay: 'getBrandWCPayRequest:fail_no permission to execute',
  },
  refusesList: () => false,
  tellsDenied: false,
  json: ['addCard.card_list', 'chooseCard.choose_card_info', 'scanQRCode.resultStr'],
  localId: 'wxLocalResource://',
  imageData: 'image/jgp',
}

const harmony: PlatformFacts = {
  ...android,
  userAgent:
    'Mozilla/5.0 (Phone; OpenHarmony 5.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.9.39(0xf3100927) Weixin NetType/WIFI Language/zh_CN MMWEBID/2777 MMWEBSDK/202507060011 XWEB/1140307',
  verifies: 'current',
  verifiedPerCall: [],
}

const windows: PlatformFacts = {
  ...android,
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13) UnifiedPCWindowsWechat(0xf2541411) XWEB/16965 Flue',
  navigatorPlatform: 'Win32',
  verifies: 'current',
  realAuthUrl: 'none',
  refusesList: () => false,
  tellsDenied: false,
  verifiedPerCall: [],
  json: ['addCard.card_list', 'chooseCard.choose_card_info'],
}

const mac: PlatformFacts = {
  ...windows,
  userAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) MacWechat/3.8.7(0x13080712) UnifiedPCMacWechat(0xf26411f0) XWEB/16512 Flue',
  navigatorPlatform: 'MacIntel',
}

const devtools: PlatformFacts = {
  ...ios,
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.0 Mobile/15E148 Safari/604.1 wechatdevtools/1.06.2401020 MicroMessenger/8.0.5 webview/17070355770738727 webdebugger port/39765 token/0123456789abcdef',
  verifies: 'current',
  permission: 'url',
  realAuthUrl: 'none',
  speaks: 'errMsg',
  words: {
    invalidSignature: 'fail,Error: 系统错误,错误码:63002,invalid signature [20200914 13:48:00][]',
    invalidDomain: 'fail,invalid url domain',
    listRefused: "fail,TypeError: Cannot read property 'filter' of undefined",
    notPermitted: 'fail, the permission value is offline verifying',
    notExist: '没有此SDK或暂不支持此SDK模拟',
    noPay: '没有此SDK或暂不支持此SDK模拟',
  },
  refusesList: (list) => list === undefined,
}

export const platforms: Readonly<Record<Platform, PlatformFacts>> = { android, ios, harmony, windows, mac, devtools }
