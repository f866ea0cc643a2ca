/** A client that the fake can play. */
export type Platform = 'ios' | 'android' | 'harmony' | 'windows' | 'mac' | 'devtools'

/**
 * Which URL a client checks a signature against: the page's URL now, that of the document's load, or either of the two.
 */
export type Verifies = 'current' | 'landing' | 'both'

/**
 * How long a good configuration lasts: for the whole document (`'page'`), for the URLs that were verified (`'url'`),
 * for the document except share and menu calls, which are refused once the URL has changed (`'page-except-menus'`,
 * iOS), or until the next good configuration takes its place (`'replaced'`, devtools).
 */
export type Permission = 'page' | 'url' | 'page-except-menus' | 'replaced'

/**
 * How a refused configuration names the URLs that were checked: one, Java's `[a, b]`, a JSON array with fragments, or
 * not at all.
 */
export type RealAuthUrl = 'string' | 'list' | 'json' | 'none'

/** What is particular to one client: everything in which the fake differs from platform to platform. */
export interface PlatformFacts {
  /** The client's version, for the limits of the API table. */
  readonly version: string
  readonly userAgent: string
  /** What the user agent says besides in the web-view of the mini program `appId`. */
  readonly miniProgram: (appId: string) => string
  /** `navigator.platform`, where a page could not do without it to tell the client. */
  readonly navigatorPlatform?: string
  /**
   * `'small'`: `invoke`, `on`, `call` and `log` alone, at DOMContentLoaded, as a property that the page may overwrite.
   */
  readonly bridge: 'full' | 'small'
  /** Whether it sets `__wxjs_is_wkwebview`, as a WKWebView does. */
  readonly isWkWebView?: boolean
  readonly verifies: Verifies
  readonly permission: Permission
  readonly realAuthUrl: RealAuthUrl
  /** Whether `realAuthUrl` is on every verification that failed, or only on those of a wrong signature. */
  readonly realAuthUrlOn: 'every failure' | 'wrong signature'
  /** Native names of the APIs whose signature is checked again at every call. */
  readonly verifiedPerCall: readonly string[]
  /** Native names of the APIs that need no configuration. */
  readonly free: readonly string[]
  /** `checkJsApi` reports every API in its list, or only those that are granted. */
  readonly checks: 'all' | 'granted'
  /**
   * devtools uses the page's own names: `errMsg` and web names, instead of `err_msg` and native names.
   */
  readonly speaks: 'err_msg' | 'errMsg'
  /** How the client writes the name before the colon: as the native API's, or in lower case, `geo_location`. */
  readonly spells: 'native' | 'snake'
  /** How the network is reported: in the words themselves, `network_type:wifi`, or as a `subtype` beside `ok`. */
  readonly network: 'words' | 'subtype'
  /**
   * The client's own words, to stand behind the name of the API; one with a colon of its own stands alone, with the
   * native name for `{api}`.
   */
  readonly words: {
    readonly invalidSignature: string
    readonly invalidDomain: string
    readonly listRefused: string
    readonly notPermitted: string
    readonly notExist: string
    /** What the web-view of a mini program may not do. */
    readonly notInMiniProgram: string
  }
  /** A `jsApiList` that makes this client fail. */
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

const free = ['closeWindow', 'getBrandWCPayRequest', 'invokeMiniProgramAPI']

/** Android before 8.0, which keeps grants for each URL. */
const oldAndroid: PlatformFacts = {
  version: '7.0',
  userAgent:
    'Mozilla/5.0 (Linux; Android 12; V2049A Build/SP1A.210812.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380085 MMWEBSDK/20250503 MMWEBID/419 MicroMessenger/8.0.61.2880(0x28003D57) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64',
  miniProgram: (appId) => ` miniProgram/${appId}`,
  bridge: 'full',
  verifies: 'both',
  permission: 'url',
  realAuthUrl: 'list',
  realAuthUrlOn: 'wrong signature',
  free,
  checks: 'all',
  spells: 'native',
  network: 'words',
  verifiedPerCall: ['geoLocation', 'editAddress'],
  speaks: 'err_msg',
  words: {
    invalidSignature: 'invalid_signature',
    invalidDomain: 'fail_invalid_url_domain',
    listRefused: 'fail',
    notPermitted: 'system:access_denied',
    notExist: 'system:function_not_exist',
    notInMiniProgram: 'system:access_denied',
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

/** Android from 8.0 on: grants are read by the URL of the document's load alone, and last for the document. */
const android: PlatformFacts = {
  ...oldAndroid,
  version: '8.0.61.2880',
  permission: 'page',
  realAuthUrlOn: 'every failure',
  spells: 'snake',
  words: { ...oldAndroid.words, invalidSignature: 'fail_invalid_signature' },
}

const ios: PlatformFacts = {
  version: '8.0.60',
  miniProgram: oldAndroid.miniProgram,
  bridge: 'full',
  isWkWebView: true,
  realAuthUrlOn: 'wrong signature',
  free,
  checks: 'all',
  spells: 'native',
  network: 'words',
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
    notInMiniProgram: '{api}:fail_no permission to execute',
  },
  refusesList: () => false,
  tellsDenied: false,
  json: ['addCard.card_list', 'chooseCard.choose_card_info', 'scanQRCode.resultStr'],
  localId: 'wxLocalResource://',
  imageData: 'image/jgp',
}

const harmony: PlatformFacts = {
  ...oldAndroid,
  version: '8.0.9.39',
  userAgent:
    'Mozilla/5.0 (Phone; OpenHarmony 5.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.9.39(0xf3100927) Weixin NetType/WIFI Language/zh_CN MMWEBID/2777 MMWEBSDK/202507060011 XWEB/1140307',
  verifies: 'current',
  verifiedPerCall: [],
}

const windows: PlatformFacts = {
  ...oldAndroid,
  version: '4.1.4.17',
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
  version: '4.1.1.16',
  userAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) MacWechat/3.8.7(0x13080712) UnifiedPCMacWechat(0xf26411f0) XWEB/16512 Flue',
  navigatorPlatform: 'MacIntel',
}

const devtools: PlatformFacts = {
  ...ios,
  version: '1.06.2401020',
  miniProgram: () => ' miniprogramhtmlwebview miniProgram port/39765',
  bridge: 'small',
  isWkWebView: false,
  free: [...free, 'getNetworkType', 'getLocalImgData'],
  checks: 'granted',
  network: 'subtype',
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.0 Mobile/15E148 Safari/604.1 wechatdevtools/1.06.2401020 MicroMessenger/8.0.5 webview/17070355770738727 webdebugger port/39765 token/0123456789abcdef',
  verifies: 'current',
  permission: 'replaced',
  realAuthUrl: 'none',
  speaks: 'errMsg',
  words: {
    invalidSignature: 'fail,Error: 系统错误,错误码:63002,invalid signature [20200914 13:48:00][]',
    invalidDomain: 'fail,invalid url domain',
    listRefused: "fail,TypeError: Cannot read property 'filter' of undefined",
    notPermitted: 'fail, the permission value is offline verifying',
    notExist: '没有此SDK或暂不支持此SDK模拟',
    notInMiniProgram: '没有此SDK或暂不支持此SDK模拟',
  },
  refusesList: (list) => list === undefined,
}

export const platforms: Readonly<Record<Platform, PlatformFacts>> = { android, ios, harmony, windows, mac, devtools }

/**
 * The client of a platform, in its newest version or in another one. An old Android keeps its grants in another way.
 *
 * @throws for a desktop client, whose user agent encodes its version.
 */
export function clientOf(platform: Platform, version?: string): PlatformFacts {
  if (version === undefined) return platforms[platform]
  if (!['ios', 'android', 'harmony'].includes(platform))
    throw new TypeError(`"version" is for the clients of phones, "${platform}" comes in one version alone`)
  if (!/^\d+(\.\d+)*$/.test(version)) throw new TypeError(`"version" must be numbers and dots, not "${version}"`)
  const facts = platform === 'android' && Number.parseInt(version, 10) < 8 ? oldAndroid : platforms[platform]
  const userAgent = facts.userAgent.replace(/MicroMessenger\/[\d.]+\(\w+\)/, `MicroMessenger/${version}`)
  return { ...facts, version, userAgent }
}
