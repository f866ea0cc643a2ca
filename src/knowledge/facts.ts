import type { Text } from './text.ts'

/** How a fact is known. */
export type Certainty = 'documented' | 'client code' | 'SDK code' | 'many reports' | 'few reports' | 'inferred' | 'open'

/** Something that is known, or asked, about a real client. */
export interface Fact {
  readonly fact: Text
  readonly certainty: Certainty
  /** How the fake client plays it. */
  readonly plays: Text
  /** The name of the test that holds the fake client to it. An open fact has none: only a phone can settle it. */
  readonly test?: string
  /** Whether the demo's page /facts asks for it. */
  readonly asked?: true
}

export const chineseCertainties: Readonly<Record<Certainty, string>> = {
  documented: '官方文档',
  'client code': '客户端代码',
  'SDK code': 'SDK 源码',
  'many reports': '多方反馈',
  'few reports': '少量反馈',
  inferred: '推断',
  open: '待真机确认',
}

const facts = {
  // Which URL is verified, and what the client says of it.
  iosVerifies: {
    fact: [
      "iOS verifies the URL of the document's load, whatever pushState has done since",
      'iOS 校验入口 URL，pushState 不会改变它',
    ],
    certainty: 'many reports',
    plays: ["`platform: 'ios'`", "`platform: 'ios'`"],
    test: 'iOS / iPadOS: only share calls need a new configuration; the landing URL is signed',
    asked: true,
  },
  androidVerifies: {
    fact: [
      'Android sends two URLs to the server, the current one and that of the load: a signature of either is good',
      'Android 向服务器提交当前 URL 和入口 URL，任意一个的签名都有效',
    ],
    certainty: 'client code',
    plays: ['both Androids', '两种 Android'],
    test: 'Android from 8.0 on: no call needs a new configuration; either URL is signed',
    asked: true,
  },
  devtoolsVerifies: {
    fact: [
      'Devtools verify the current URL, although their user agent is that of an iPhone',
      '开发者工具校验当前 URL，尽管 User-Agent 伪装成 iPhone',
    ],
    certainty: 'many reports',
    plays: ["`platform: 'devtools'`", "`platform: 'devtools'`"],
    test: 'devtools: no call needs a new configuration; an accepted one replaces the grants',
    asked: true,
  },
  fragment: {
    fact: ['A change of the fragment changes nothing', '只改变 # 之后的部分没有任何影响'],
    certainty: 'many reports',
    plays: ['every client', '所有客户端'],
    test: 'on %s a change of the fragment needs no new configuration',
    asked: true,
  },
  realAuthUrlIos: {
    fact: ['On iOS `realAuthUrl` is one URL', 'iOS 的 `realAuthUrl` 是一个 URL'],
    certainty: 'many reports',
    plays: ["`platform: 'ios'`, `realAuthUrl`", "`platform: 'ios'`、`realAuthUrl`"],
    test: 'realAuthUrl is one URL on iOS, a list on Android, optionally JSON or left out',
    asked: true,
  },
  realAuthUrlAndroid: {
    fact: [
      'On Android `realAuthUrl` is a list in one text, `[current, landing]`',
      'Android 的 `realAuthUrl` 是一段列表文本：`[current, landing]`（当前 URL、入口 URL）',
    ],
    certainty: 'client code',
    plays: ['both Androids', '两种 Android'],
    test: 'realAuthUrl is one URL on iOS, a list on Android, optionally JSON or left out',
    asked: true,
  },
  realAuthUrlAlways: {
    fact: [
      'On Android from 8.0 on `realAuthUrl` is on every failed verification, whatever its reason',
      'Android 8.0 起，无论什么原因，每次校验失败都带 `realAuthUrl`',
    ],
    certainty: 'client code',
    plays: ['the default', '默认'],
    test: 'adds realAuthUrl to every failed configuration: %s',
    asked: true,
  },

  // How long grants last.
  androidKeeps: {
    fact: [
      'Android from 8.0 on keeps grants for the document: they add up and outlive a route and a refusal',
      'Android 8.0 起，授权在整个文档内有效：会累加，路由切换、配置失败都不会丢失',
    ],
    certainty: 'client code',
    plays: ['the default', '默认'],
    test: 'Android from 8.0 on: grants of a document add up, and a refused configuration removes none',
    asked: true,
  },
  oldAndroidKeeps: {
    fact: ['Android before 8.0 keeps grants for each URL', 'Android 8.0 之前，授权按 URL 保存'],
    certainty: 'client code',
    plays: ["`version: '7.0'`", "`version: '7.0'`"],
    test: 'Android 7.0: each URL needs a new configuration; either URL is signed',
    asked: true,
  },
  androidPerCall: {
    fact: [
      'Android verifies getLocation and openAddress again at each call',
      'Android 每次调用 getLocation、openAddress 都重新校验签名',
    ],
    certainty: 'client code',
    plays: ['both Androids', '两种 Android'],
    test: 'Android %s verifies getLocation and openAddress again at each call',
  },
  iosKeeps: {
    fact: ['iOS keeps most grants over a route', 'iOS 切换路由后，大多数授权仍然有效'],
    certainty: 'many reports',
    plays: ["`platform: 'ios'`", "`platform: 'ios'`"],
    test: 'iOS / iPadOS: only share calls need a new configuration; the landing URL is signed',
    asked: true,
  },
  iosShare: {
    fact: [
      'iOS refuses share and menu calls after a route change until it is configured again',
      'iOS 切换路由后会拒绝分享和菜单接口，重新配置后恢复',
    ],
    certainty: 'many reports',
    plays: ["`platform: 'ios'`", "`platform: 'ios'`"],
    test: 'iOS / iPadOS: only share calls need a new configuration; the landing URL is signed',
    asked: true,
  },
  devtoolsReplaces: {
    fact: [
      'Devtools keep one table of grants, which the next good configuration replaces; routes and refusals leave it alone',
      '开发者工具只有一张授权表，下一次成功的配置会替换它；路由切换和配置失败不影响它',
    ],
    certainty: 'client code',
    plays: ["`platform: 'devtools'`", "`platform: 'devtools'`"],
    test: 'devtools: no call needs a new configuration; an accepted one replaces the grants',
    asked: true,
  },
  foreignConfig: {
    fact: ["Another party's `wx.config` may take ours away", '其他代码的 `wx.config` 可能使我们的授权失效'],
    certainty: 'few reports',
    plays: ['`fake.replaceGrants()`', '`fake.replaceGrants()`'],
    test: "another script's wx.config leaves only the grants that it requests",
  },

  // Words of a configuration.
  androidWords: {
    fact: [
      'Android from 8.0 on writes names in lower case, `geo_location:ok`, and a refusal of the server behind `fail_`',
      'Android 8.0 起返回小写下划线名，如 `geo_location:ok`；服务器的拒绝原因跟在 `fail_` 之后',
    ],
    certainty: 'client code',
    plays: ['the default', '默认'],
    test: 'writes error texts in lower case, with "fail_" before a refusal of the server',
    asked: true,
  },
  invalidSignature: {
    fact: ['A signature that does not fit is `invalid signature`', '签名不匹配时返回 `invalid signature`'],
    certainty: 'documented',
    plays: ['every client', '所有客户端'],
    test: 'on %s a signature for another URL is refused as invalid',
    asked: true,
  },
  devtoolsWords: {
    fact: [
      'Devtools say `config:ok`, and `config:fail,Error: …` with 63002 for a wrong signature',
      '开发者工具返回 `config:ok`；签名错误时返回 `config:fail,Error: …`，错误码 63002',
    ],
    certainty: 'client code',
    plays: ["`platform: 'devtools'`", "`platform: 'devtools'`"],
    test: 'config:fail,Error: 系统错误,错误码:63002,invalid signature [20200914 13:48:00][] (devtools)',
    asked: true,
  },
  invalidDomain: {
    fact: [
      'A host that is not a JS-safe domain is `invalid url domain`',
      '域名不在安全域名内时返回 `invalid url domain`',
    ],
    certainty: 'documented',
    plays: ['`domains`', '`domains`'],
    test: 'config:fail,invalid url domain / config:invalid url domain',
  },
  subdomains: {
    fact: ['A JS-safe domain covers its sub-domains', 'JS 接口安全域名包含其子域名'],
    certainty: 'documented',
    plays: ['`domains`', '`domains`'],
    test: 'a registered domain covers %s',
  },
  emptyListAndroid: {
    fact: [
      'Android refuses a configuration without a name in jsApiList, `config:fail` without a reason',
      'Android 拒绝 jsApiList 为空的配置，只返回 `config:fail`，没有原因',
    ],
    certainty: 'many reports',
    plays: ['both Androids', '两种 Android'],
    test: 'config:fail (Android, no reason): an empty jsApiList',
    asked: true,
  },
  emptyListIos: {
    fact: ['iOS accepts an empty jsApiList', 'iOS 接受空的 jsApiList'],
    certainty: 'many reports',
    plays: ["`platform: 'ios'`", "`platform: 'ios'`"],
    test: 'config:fail (Android, no reason): an empty jsApiList',
    asked: true,
  },
  denied: {
    fact: [
      'A good configuration on Android names the APIs that are denied all the same, `noPermissionJsApi`',
      'Android 配置成功时用 `noPermissionJsApi` 列出仍被拒绝的接口',
    ],
    certainty: 'client code',
    plays: ['`denied`', '`denied`'],
    test: 'xxx:permission denied: not in jsApiList, account not allowed, URL not configured (Android)',
  },

  // Words of a call.
  notGrantedAndroid: {
    fact: [
      'Android says `system:access_denied` to what is not granted, which jweixin shows as `permission denied`',
      'Android 对未授权的调用返回 `system:access_denied`，jweixin 转成 `permission denied`',
    ],
    certainty: 'client code',
    plays: ['both Androids', '两种 Android'],
    test: 'xxx:permission denied: not in jsApiList, account not allowed, URL not configured (Android)',
    asked: true,
  },
  notGrantedIos: {
    fact: [
      'iOS and devtools say `fail, the permission value is offline verifying` to what is not granted',
      'iOS 和开发者工具对未授权的调用返回 `fail, the permission value is offline verifying`',
    ],
    certainty: 'many reports',
    plays: ["`platform: 'ios'`, `'devtools'`", "`platform: 'ios'`、`'devtools'`"],
    test: 'xxx:fail, the permission value is offline verifying (%s)',
    asked: true,
  },
  unknownApi: {
    fact: ['An API that the client does not have is `function not exist`', '客户端没有的接口返回 `function not exist`'],
    certainty: 'documented',
    plays: ['`unsupported`', '`unsupported`'],
    test: 'xxx:function not exist / system:function_not_exist (%s)',
    asked: true,
  },
  notSimulated: {
    fact: [
      'Devtools do not simulate pay, address, beacons and others: 没有此SDK或暂不支持此SDK模拟',
      '开发者工具不支持模拟支付、地址、iBeacon 等接口：没有此SDK或暂不支持此SDK模拟',
    ],
    certainty: 'client code',
    plays: ["`platform: 'devtools'`", "`platform: 'devtools'`"],
    test: '%s is not simulated, and the failure names %s',
    asked: true,
  },
  devtoolsFree: {
    fact: [
      'Devtools answer getNetworkType and getLocalImgData without a configuration; the network is a `subtype` beside `ok`',
      '开发者工具无需配置即可调用 getNetworkType、getLocalImgData；网络类型在 `subtype` 里，文字只有 `ok`',
    ],
    certainty: 'client code',
    plays: ["`platform: 'devtools'`", "`platform: 'devtools'`"],
    test: 'getNetworkType and getLocalImgData need no configuration; the network is a subtype',
    asked: true,
  },
  networkWords: {
    fact: [
      'The network is told in the words themselves, `network_type:wifi`, a mobile one as `wwan` with a `subtype`',
      '网络类型写在返回文字里：`network_type:wifi`；移动网络是 `wwan` 加 `subtype`',
    ],
    certainty: 'SDK code',
    plays: ['every client but devtools', '除开发者工具外的客户端'],
    test: 'a mobile network is wwan with a subtype, wifi is in the error text only',
    asked: true,
  },
  missingParameter: {
    fact: ['A call without a parameter that it needs fails', '缺少必填参数的调用会失败'],
    certainty: 'client code',
    plays: [
      '`missing arguments`, the words of playVoice for all',
      '`missing arguments`：所有接口都用 playVoice 的原话',
    ],
    test: '%s fails without a %s, and with the text "undefined"',
    asked: true,
  },
  emptyCheck: {
    fact: [
      'checkJsApi of no names is `checkJsApi:param is empty`',
      'checkJsApi 不传接口名时返回 `checkJsApi:param is empty`',
    ],
    certainty: 'client code',
    plays: ['every client', '所有客户端'],
    test: 'checkJsApi without names has its own error text',
    asked: true,
  },
  checks: {
    fact: [
      'checkJsApi says of each API that is asked about whether the client has it',
      'checkJsApi 会回答每个所问的接口是否支持',
    ],
    certainty: 'documented',
    plays: ['every client but devtools', '除开发者工具外的客户端'],
    test: 'xxx:function not exist / system:function_not_exist (%s)',
    asked: true,
  },
  devtoolsChecks: {
    fact: ['checkJsApi of devtools lists granted names only', '开发者工具的 checkJsApi 只列出已授权的接口'],
    certainty: 'client code',
    plays: ["`platform: 'devtools'`", "`platform: 'devtools'`"],
    test: 'checkJsApi lists exactly the granted APIs',
    asked: true,
  },
  jsonAndroid: {
    fact: [
      'Android hands lists and objects over as JSON text: checkResult, localIds, card lists',
      'Android 的列表和对象以 JSON 文本返回：checkResult、localIds、卡券列表',
    ],
    certainty: 'SDK code',
    plays: ['both Androids', '两种 Android'],
    test: 'chooseImage.localIds is JSON text on Android and HarmonyOS, an array elsewhere',
    asked: true,
  },
  jsonElsewhere: {
    fact: ['Elsewhere checkResult is an object', '其他客户端的 checkResult 是对象'],
    certainty: 'SDK code',
    plays: ['iOS, devtools and the desktops', 'iOS、开发者工具和桌面端'],
    test: 'on %s checkResult is text where the client sends JSON, an object elsewhere',
    asked: true,
  },
  jsonHarmony: {
    fact: [
      'HarmonyOS hands JSON text over as Android does, and jweixin does not parse it there',
      '鸿蒙和 Android 一样返回 JSON 文本，但 jweixin 不会解析',
    ],
    certainty: 'few reports',
    plays: ["`platform: 'harmony'`", "`platform: 'harmony'`"],
    test: 'chooseImage.localIds is JSON text on Android and HarmonyOS, an array elsewhere',
    asked: true,
  },
  scanIos: {
    fact: [
      'iOS hands the result of a scan over as JSON text about `scan_code.scan_result`',
      'iOS 的扫码结果是 JSON 文本，内容在 `scan_code.scan_result`',
    ],
    certainty: 'SDK code',
    plays: ["`platform: 'ios'`", "`platform: 'ios'`"],
    test: 'a value on %s reaches the page in the documented shape',
  },
  address: {
    fact: [
      'An address comes under the names of the native editAddress, `proviceFirstStageName` misspelt',
      '地址用原生 editAddress 的字段名返回，`proviceFirstStageName` 拼写有误',
    ],
    certainty: 'SDK code',
    plays: ['every client', '所有客户端'],
    test: 'on %s jweixin reads an address, cards and a network from raw answers',
  },

  // Pictures and voices.
  localIds: {
    fact: [
      'A local id is `weixin://resourceid/…` on Android, `wxLocalResource://…` on iOS',
      'localId 在 Android 上是 `weixin://resourceid/…`，在 iOS 上是 `wxLocalResource://…`',
    ],
    certainty: 'many reports',
    plays: ['by platform', '按平台'],
    test: 'on %s a local id looks like %s',
  },
  imageData: {
    fact: [
      "A picture's data is bare base64 in lines on Android, a data URL of the type `image/jgp` on iOS",
      '图片数据在 Android 上是带换行的纯 base64，在 iOS 上是类型写成 `image/jgp` 的 data URL',
    ],
    certainty: 'many reports',
    plays: ['by platform', '按平台'],
    test: 'getLocalImgData is base64 with line breaks on Android, a misspelt data URL on iOS',
  },
  recording: {
    fact: ['A recording ends by itself after a minute', '录音满一分钟自动结束'],
    certainty: 'documented',
    plays: ['every client', '所有客户端'],
    test: 'a recording ends by itself after a minute',
  },

  // The bridge.
  bridgeDevtools: {
    fact: [
      'The bridge of devtools has four functions, is an ordinary property, and comes with DOMContentLoaded',
      '开发者工具的 bridge 只有四个函数，是普通属性，DOMContentLoaded 时出现',
    ],
    certainty: 'client code',
    plays: ["`platform: 'devtools'`", "`platform: 'devtools'`"],
    test: 'the bridge is a writable property with four functions, and call() logs an error',
    asked: true,
  },
  bridgeAndroid: {
    fact: [
      'The bridge of Android cannot be replaced, has subscribe beside on, and falls silent when one of its functions is replaced',
      'Android 的 bridge 不能被替换，除 on 外还有 subscribe；内部函数被替换后不再响应',
    ],
    certainty: 'client code',
    plays: ['every client but devtools', '除开发者工具外的客户端'],
    test: 'a bridge with a replaced function sends nothing',
    asked: true,
  },
  oneHandler: {
    fact: ['`on` keeps one handler per event, `subscribe` many', '`on` 每个事件只保留一个回调，`subscribe` 可以有多个'],
    certainty: 'client code',
    plays: ['every client', '所有客户端'],
    test: 'on keeps one handler per event, subscribe keeps many',
  },
  lateBridge: {
    fact: [
      'The bridge may come late or never; `WeixinJSBridgeReady` tells of it once',
      'bridge 可能很晚才出现或一直不出现；`WeixinJSBridgeReady` 只触发一次',
    ],
    certainty: 'many reports',
    plays: ['`bridge`', '`bridge`'],
    test: 'fires WeixinJSBridgeReady once for a late bridge',
  },
  wkWebView: {
    fact: ['On iOS `__wxjs_is_wkwebview` is true', 'iOS 上 `__wxjs_is_wkwebview` 为 true'],
    certainty: 'documented',
    plays: ["`platform: 'ios'`", "`platform: 'ios'`"],
    test: 'only iOS sets __wxjs_is_wkwebview',
    asked: true,
  },

  // Mini programs, limits.
  miniProgramWord: {
    fact: [
      'In the web-view of a mini program `__wxjs_environment` is `miniprogram`',
      '小程序 web-view 里 `__wxjs_environment` 为 `miniprogram`',
    ],
    certainty: 'documented',
    plays: ['`miniProgram: true`', '`miniProgram: true`'],
    test: 'the web-view of a mini program sets __wxjs_environment on %s',
    asked: true,
  },
  miniProgramApis: {
    fact: [
      'The web-view of a mini program has only the APIs of its list: no pay, address, share, menu',
      '小程序 web-view 只支持文档列出的接口：没有支付、地址、分享、菜单',
    ],
    certainty: 'documented',
    plays: ['`miniProgram: true`', '`miniProgram: true`'],
    test: 'the web-view of a mini program refuses %s',
    asked: true,
  },
  miniProgramDevtools: {
    fact: [
      'A mini program in devtools says `miniProgram port/…` without a slash behind the word',
      '开发者工具里的小程序 web-view，User-Agent 写作 `miniProgram port/…`，没有斜杠',
    ],
    certainty: 'client code',
    plays: ["`platform: 'devtools'`, `miniProgram: true`", "`platform: 'devtools'`、`miniProgram: true`"],
    test: 'the bridge is there once the document has been parsed',
  },
  merchantTransfer: {
    fact: [
      'requestMerchantTransfer is for phones, from iOS 8.0.45 and Android 8.0.45.51 on',
      'requestMerchantTransfer 仅支持手机，iOS 8.0.45、Android 8.0.45.51 起',
    ],
    certainty: 'documented',
    plays: ['`platform`, `version`', '`platform`、`version`'],
    test: 'a version before the one in the table lacks the API, the one in the table has it',
    asked: true,
  },
  enterpriseChat: {
    fact: ['openEnterpriseChat is for WeCom alone', 'openEnterpriseChat 仅企业微信支持'],
    certainty: 'documented',
    plays: ['refused everywhere, unless the test lays it down', '一律拒绝，除非测试另行规定'],
    test: 'openEnterpriseChat exists in WeCom only',
  },
  harmonyUserAgent: {
    fact: [
      'HarmonyOS is told by `OpenHarmony` or `ArkWeb` beside `MicroMessenger`',
      '鸿蒙由 `OpenHarmony` 或 `ArkWeb` 加 `MicroMessenger` 识别',
    ],
    certainty: 'documented',
    plays: ["`platform: 'harmony'`", "`platform: 'harmony'`"],
    test: 'HarmonyOS has both words of the documentation in its user agent, and not Android',
  },
  oldSdks: {
    fact: [
      'jweixin before 1.3 has wx.invoke only with `beta: true`, and no wx.miniProgram',
      'jweixin 1.3 之前需要 `beta: true` 才有 wx.invoke，也没有 wx.miniProgram',
    ],
    certainty: 'SDK code',
    plays: ['the real SDKs run over the fake', '真实的 SDK 运行在模拟客户端上'],
    test: 'on %s configures, calls, and is refused an API that it did not request',
  },

  // Only a phone settles these.
  androidReads: {
    fact: ['Which stored URL an Android 8 reads grants by', 'Android 8 按哪个 URL 读取授权'],
    certainty: 'open',
    plays: ['the URL of the load', '入口 URL'],
  },
  openVerifies: {
    fact: [
      'Which URL HarmonyOS, Windows and macOS verify after pushState, and how they name it',
      '鸿蒙、Windows、macOS 在 pushState 之后校验哪个 URL，如何写出它',
    ],
    certainty: 'open',
    plays: [
      'the current URL; `realAuthUrl` on HarmonyOS alone, in the shape of Android',
      '当前 URL；只有鸿蒙有 `realAuthUrl`，写法同 Android',
    ],
    asked: true,
  },
  openKeeps: {
    fact: [
      'Whether grants outlive a route on HarmonyOS, Windows and macOS',
      '鸿蒙、Windows、macOS 上授权在路由切换后是否保留',
    ],
    certainty: 'open',
    plays: ['grants for each URL', '授权按 URL 保存'],
    asked: true,
  },
  openAddsUp: {
    fact: [
      'Whether a second or a refused configuration takes grants away on iOS, HarmonyOS and desktops',
      'iOS、鸿蒙、桌面端再次配置或配置失败后，之前的授权是否保留',
    ],
    certainty: 'open',
    plays: ['it takes nothing away', '不会丢失'],
    asked: true,
  },
  openWords: {
    fact: [
      'The words of HarmonyOS and desktop clients, and of an Android before 8.0 to a good configuration',
      '鸿蒙和桌面端的返回文字，以及 Android 8.0 之前配置成功时的返回文字',
    ],
    certainty: 'open',
    plays: ['those of an Android before 8.0, with native names', '同 Android 8.0 之前，用原生接口名'],
    asked: true,
  },
  openEmptyList: {
    fact: [
      'Whether HarmonyOS, desktops and devtools accept an empty jsApiList',
      '鸿蒙、桌面端和开发者工具是否接受空的 jsApiList',
    ],
    certainty: 'open',
    plays: ['HarmonyOS does not, the others do', '鸿蒙不接受，其他接受'],
    asked: true,
  },
  openBridge: {
    fact: [
      'When the bridge of a phone comes, and what that of iOS, HarmonyOS and desktops is made of',
      '手机的 bridge 何时出现；iOS、鸿蒙、桌面端的 bridge 有哪些函数',
    ],
    certainty: 'open',
    plays: ['at once, and that of Android', '立即出现，结构同 Android'],
    asked: true,
  },
  openDesktop: {
    fact: ['What a desktop client does with scanning, pay, voice and cards', '桌面端对扫码、支付、语音、卡券的处理'],
    certainty: 'open',
    plays: ['answers: nothing is known', '正常返回：目前没有依据'],
  },
  openFrames: {
    fact: ['Which URL is verified for a page in an iframe', 'iframe 里的页面校验哪个 URL'],
    certainty: 'open',
    plays: ['not at all', '未模拟'],
  },
} satisfies Readonly<Record<string, Fact>>

export type FactId = keyof typeof facts

/** What is known of real clients. The fake's tests, its page of the documentation and the demo's /facts read it. */
export const knownFacts: Readonly<Record<FactId, Fact>> = facts
