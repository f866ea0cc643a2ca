import type { Text } from './text.ts'

/** A client's platform, as `environment.platform` says it. */
export type ClientPlatform = 'ios' | 'android' | 'harmony' | 'windows' | 'mac' | 'devtools'

export interface ClientKnowledge {
  /** The device, as a person calls it. */
  readonly device: Text
  /** The system, as the documentation calls it. */
  readonly system: Text
  /** The URL that it checks a signature against. */
  readonly checks: 'landing' | 'current'
  /** Why, in a sentence. */
  readonly why: Text
}

/** What is known of the clients, in the order of lists. */
export const clients: Readonly<Record<ClientPlatform, ClientKnowledge>> = {
  ios: {
    device: ['iPhone', 'iPhone'],
    system: ['iOS', 'iOS'],
    checks: 'landing',
    why: [
      'WeChat on iOS checks the landing URL, with which the document was loaded: pushState and replaceState do not change it.',
      'iOS 微信校验入口 URL（首次打开的地址）：pushState 和 replaceState 不会改变它。',
    ],
  },
  android: {
    device: ['Android', '安卓'],
    system: ['Android', 'Android'],
    checks: 'current',
    why: [
      "WeChat on Android checks the page's current URL, and newer versions accept the landing URL as well.",
      '安卓微信校验当前页面 URL，较新的版本也接受入口 URL。',
    ],
  },
  harmony: {
    device: ['HarmonyOS', '鸿蒙'],
    system: ['HarmonyOS', '鸿蒙'],
    checks: 'current',
    why: [
      "WeChat on HarmonyOS checks the page's current URL, as far as is known.",
      '据目前所知，鸿蒙微信校验当前页面 URL。',
    ],
  },
  windows: {
    device: ['Windows', 'Windows'],
    system: ['Windows', 'Windows'],
    checks: 'current',
    why: ["WeChat on Windows checks the page's current URL.", 'Windows 微信校验当前页面 URL。'],
  },
  mac: {
    device: ['Mac', 'Mac'],
    system: ['macOS', 'macOS'],
    checks: 'current',
    why: ["WeChat on macOS checks the page's current URL.", 'macOS 微信校验当前页面 URL。'],
  },
  devtools: {
    device: ['DevTools', '开发者工具'],
    system: ['devtools', '开发者工具'],
    checks: 'current',
    why: [
      'WeChat DevTools check the current URL, although their user agent is that of an iPhone.',
      '微信开发者工具校验当前页面 URL，虽然它的 UA 是 iPhone。',
    ],
  },
}

export const clientPlatforms = Object.keys(clients) as ClientPlatform[]

/** A browser that is not WeChat. */
export const notWechat: Text = ['Not WeChat', '非微信环境']

/** A row of the table of clients in the documentation. */
interface SupportRow {
  readonly client: Text
  readonly engine: Text
  readonly checks: Text
  /** What becomes of the permission after a change of route. */
  readonly permission: Text
  /** The engine in which the tests run it. */
  readonly tested: Text
}

export const supportRows: readonly SupportRow[] = [
  {
    client: ['iOS WeChat, iOS 13.4 and newer', 'iOS 微信，iOS 13.4 及以上'],
    engine: ['WKWebView', 'WKWebView'],
    checks: ['landing: reported', '入口 URL：有报告'],
    permission: [
      'share and menu calls refused until configured again: reported',
      '重新配置之前拒绝分享和菜单接口：有报告',
    ],
    tested: ['WebKitGTK', 'WebKitGTK'],
  },
  {
    client: ['iPadOS WeChat', 'iPadOS 微信'],
    engine: ['WKWebView', 'WKWebView'],
    checks: ['landing: assumed, as iOS', '入口 URL：推测，同 iOS'],
    permission: ['assumed, as iOS', '推测，同 iOS'],
    tested: ['WebKitGTK; the user agent is made up', 'WebKitGTK；user agent 是构造的'],
  },
  {
    client: ['Android WeChat 8.0', 'Android 微信 8.0'],
    engine: ['XWEB (Chromium 86 and newer)', 'XWEB（Chromium 86 及以上）'],
    checks: ['current, landing as well: read', '当前 URL，也接受入口 URL：读到'],
    permission: ['grants last for the document: read', '授权在文档存续期间有效：读到'],
    tested: ['Chromium', 'Chromium'],
  },
  {
    client: ['Android WeChat 7.0', 'Android 微信 7.0'],
    engine: ['XWEB, X5', 'XWEB、X5'],
    checks: ['current: read and reported', '当前 URL：读到、有报告'],
    permission: ['lost: read', '失效：读到'],
    tested: ['Chromium', 'Chromium'],
  },
  {
    client: ['HarmonyOS WeChat', '鸿蒙微信'],
    engine: ['ArkWeb (Chromium 114)', 'ArkWeb（Chromium 114）'],
    checks: ['current: assumed, as Android', '当前 URL：推测，同 Android'],
    permission: ['assumed, as Android', '推测，同 Android'],
    tested: ['Chromium', 'Chromium'],
  },
  {
    client: ['Windows WeChat', 'Windows 微信'],
    engine: ['XWEB (Chromium)', 'XWEB（Chromium）'],
    checks: ['current: reported once', '当前 URL：一份报告'],
    permission: ['assumed', '推测'],
    tested: ['Chromium', 'Chromium'],
  },
  {
    client: ['macOS WeChat', 'macOS 微信'],
    engine: ['XWEB, or WebKit', 'XWEB 或 WebKit'],
    checks: ['current: reported once', '当前 URL：一份报告'],
    permission: ['assumed', '推测'],
    tested: ['Chromium', 'Chromium'],
  },
  {
    client: ['WeChat devtools', '微信开发者工具'],
    engine: ['Chromium', 'Chromium'],
    checks: ['current: read', '当前 URL：读到'],
    permission: ['kept until the next configuration: read', '保留到下一次配置：读到'],
    tested: ['Chromium', 'Chromium'],
  },
  {
    client: ["a mini program's web-view", '小程序的 web-view'],
    engine: ['as its platform', '同所在平台'],
    checks: ['as its platform; reports differ on Android', '同所在平台；Android 上报告不一'],
    permission: ['configured again', '重新配置'],
    tested: ['Chromium, WebKitGTK', 'Chromium、WebKitGTK'],
  },
  {
    client: ['WeCom', '企业微信'],
    engine: ['as its platform', '同所在平台'],
    checks: ['landing or current, as its platform: read', '入口或当前 URL，同所在平台：读到'],
    permission: ['as its platform', '同所在平台'],
    tested: ['recognized, not supported: `@wecom/jssdk`', '能识别，不支持：请用 `@wecom/jssdk`'],
  },
  {
    client: ['the snapshot page (快照页)', '快照页'],
    engine: ['as its platform', '同所在平台'],
    checks: ['there is no JS-SDK: read', '没有 JS-SDK：读到'],
    permission: ['', ''],
    tested: ['recognized at the [login](./login.md), by the server', '由服务器在[登录](./login.md)时识别'],
  },
]
