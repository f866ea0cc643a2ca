import type { FactId } from '../../../src/knowledge/facts.ts'
import type { Text } from '../words.ts'
import { type Client, isAtLeast, type Model } from './client.ts'
import type { Pattern } from './seen.ts'

/** What a client is expected to do, and the fact that says so. */
export interface Expectation {
  readonly fact: FactId
  /** Any of these. */
  readonly seen: readonly Pattern[]
}

/** Something that a page can ask, for the clients of which something is known or guessed. */
interface Question {
  readonly title: Text
  readonly expects: Readonly<Partial<Record<Model | 'others', Expectation>>>
  /** Whether this client is asked at all. */
  readonly when?: (client: Client) => boolean
}

const expect = (fact: FactId, ...seen: readonly Pattern[]): Expectation => ({ fact, seen })
const says = (says: string, like?: RegExp): Pattern => ({ says, ...(like && { like }) })

const outside = ({ inMiniProgram }: Client) => !inMiniProgram
const notSimulated = says('没有此SDK或暂不支持此SDK模拟', /没有此SDK/)
const offline = says('pauseVoice:fail, the permission value is offline verifying', /offline verifying/)
const denied = says('system:access_denied')
const functionNotExist = says('function_not_exist', /function[ _]not[ _]exist/i)
const invalid = says('preVerifyJSAPI: invalid_signature', /^preVerifyJSAPI:.*invalid[ _]signature/)
const verified = says('preVerifyJSAPI:ok')
const everything = says('pauseVoice true, scanQRCode true, wechatReadyNoSuchApi false')
const anyTime = expect('openBridge', 'beforeScripts', 'withDocument', 'afterLoad')
const whole = says(
  'call env invoke log on subscribe unsubscribe',
  /^(?=.*\bcall\b)(?=.*\bsubscribe\b)(?=.*\bunsubscribe\b)/,
)

/** The questions, in the order in which a reader wants their answers. */
export const questions = {
  verified: {
    title: ['Which URL is verified after pushState', 'pushState 之后校验哪个 URL'],
    expects: {
      ios: expect('iosVerifies', 'landing'),
      android: expect('androidVerifies', 'both'),
      oldAndroid: expect('androidVerifies', 'both'),
      devtools: expect('devtoolsVerifies', 'current'),
      others: expect('openVerifies', 'current'),
    },
  },
  realAuthUrlShape: {
    title: ['The shape of realAuthUrl', 'realAuthUrl 的形式'],
    expects: {
      ios: expect('realAuthUrlIos', 'oneUrl'),
      android: expect('realAuthUrlAndroid', 'listText', 'jsonArray'),
      oldAndroid: expect('realAuthUrlAndroid', 'listText', 'jsonArray'),
      harmony: expect('openVerifies', 'listText'),
      others: expect('openVerifies', 'absent'),
    },
  },
  realAuthUrl: {
    title: ['What realAuthUrl names after pushState', 'pushState 之后 realAuthUrl 的内容'],
    expects: {
      ios: expect('realAuthUrlIos', says('landing')),
      android: expect('realAuthUrlAndroid', says('[current, landing]', /^\["?current.*landing/)),
      oldAndroid: expect('realAuthUrlAndroid', says('[current, landing]', /^\["?current.*landing/)),
      harmony: expect('openVerifies', says('[current]')),
      others: expect('openVerifies', 'absent'),
    },
  },
  realAuthUrlAlways: {
    title: ['realAuthUrl on a refusal that is not about the signature', '并非签名原因的拒绝是否带 realAuthUrl'],
    expects: { android: expect('realAuthUrlAlways', 'present') },
  },
  routeKeeps: {
    title: ['A grant after pushState', 'pushState 之后的授权'],
    expects: {
      ios: expect('iosKeeps', 'kept'),
      android: expect('androidKeeps', 'kept'),
      oldAndroid: expect('oldAndroidKeeps', 'lost'),
      devtools: expect('devtoolsReplaces', 'kept'),
      others: expect('openKeeps', 'lost'),
    },
  },
  routeKeepsShare: {
    title: ['The grant of a share call after pushState', 'pushState 之后分享接口的授权'],
    when: outside,
    expects: {
      ios: expect('iosShare', 'lost'),
      android: expect('androidKeeps', 'kept'),
      oldAndroid: expect('oldAndroidKeeps', 'lost'),
      devtools: expect('devtoolsReplaces', 'kept'),
      others: expect('openKeeps', 'lost'),
    },
  },
  fragmentKeeps: {
    title: ['A grant after a change of the fragment', '# 之后的部分改变后的授权'],
    expects: { others: expect('fragment', 'kept') },
  },
  refusalKeeps: {
    title: ['A grant after a configuration that was refused', '配置失败之后的授权'],
    expects: {
      android: expect('androidKeeps', 'kept'),
      devtools: expect('devtoolsReplaces', 'kept'),
      others: expect('openAddsUp', 'kept'),
    },
  },
  secondKeeps: {
    title: ['A grant after a second configuration for other APIs', '为其他接口再次配置之后的授权'],
    expects: {
      android: expect('androidKeeps', 'kept'),
      devtools: expect('devtoolsReplaces', 'lost'),
      others: expect('openAddsUp', 'kept'),
    },
  },
  configured: {
    title: ['The words of a good configuration', '配置成功的返回'],
    expects: {
      android: expect('androidWords', says('pre_verify_jsapi:ok')),
      devtools: expect('devtoolsWords', says('config:ok')),
      others: expect('openWords', verified),
    },
  },
  refusedSignature: {
    title: ['The words for a wrong signature', '签名错误的返回'],
    expects: {
      android: expect(
        'androidWords',
        says('pre_verify_jsapi:fail_invalid_signature', /^pre_verify_jsapi:fail_.*invalid[ _]signature/),
      ),
      devtools: expect(
        'devtoolsWords',
        says('config:fail,Error: …63002,invalid signature…', /^config:fail,Error: .*63002,\s*invalid signature/),
      ),
      others: expect('invalidSignature', invalid),
    },
  },
  emptyList: {
    title: ['A configuration with an empty jsApiList', 'jsApiList 为空的配置'],
    expects: {
      ios: expect('emptyListIos', 'accepted'),
      android: expect('emptyListAndroid', 'refused'),
      oldAndroid: expect('emptyListAndroid', 'refused'),
      harmony: expect('openEmptyList', 'refused'),
      others: expect('openEmptyList', 'accepted'),
    },
  },
  notGranted: {
    title: ['The words for a call before any configuration', '配置之前调用的返回'],
    expects: {
      ios: expect('notGrantedIos', offline),
      devtools: expect('notGrantedIos', offline),
      android: expect('notGrantedAndroid', denied),
      oldAndroid: expect('notGrantedAndroid', denied),
      others: expect('openWords', denied),
    },
  },
  free: {
    title: ['getNetworkType before any configuration', '配置之前调用 getNetworkType'],
    expects: {
      ios: expect('notGrantedIos', 'refused'),
      devtools: expect('devtoolsFree', 'answered'),
      android: expect('notGrantedAndroid', 'refused'),
      oldAndroid: expect('notGrantedAndroid', 'refused'),
      others: expect('openWords', 'refused'),
    },
  },
  replyName: {
    title: ['The name that a reply begins with (of pauseVoice)', '返回文字开头的接口名（pauseVoice）'],
    expects: {
      android: expect('androidWords', says('pause_voice')),
      others: expect('openWords', says('pauseVoice')),
    },
  },
  network: {
    title: ['How getNetworkType tells the network', 'getNetworkType 如何返回网络类型'],
    expects: {
      devtools: expect('devtoolsFree', says('getNetworkType:ok + subtype')),
      others: expect('networkWords', says('network_type:wifi', /^network_type:\w+( \+ subtype)?$/)),
    },
  },
  unknownApi: {
    title: ['The words for an API that does not exist', '不存在的接口的返回'],
    expects: {
      devtools: expect('notSimulated', notSimulated),
      others: expect('unknownApi', functionNotExist),
    },
  },
  notSimulated: {
    title: ['The words for stopSearchBeacons', 'stopSearchBeacons 的返回'],
    expects: { devtools: expect('notSimulated', notSimulated) },
  },
  missingParameter: {
    title: ['The words for playVoice without a localId', 'playVoice 不传 localId 的返回'],
    expects: {
      android: expect('missingParameter', says('play_voice:fail_missing arguments', /^play_voice:fail.*missing/)),
      others: expect('missingParameter', says('playVoice:fail_missing arguments', /^playVoice:.*fail/)),
    },
  },
  checkDialect: {
    title: ['checkResult of checkJsApi', 'checkJsApi 的 checkResult'],
    expects: {
      android: expect('jsonAndroid', 'text'),
      oldAndroid: expect('jsonAndroid', 'text'),
      harmony: expect('jsonHarmony', 'text'),
      others: expect('jsonElsewhere', 'object'),
    },
  },
  checks: {
    title: [
      'What checkJsApi says of a granted, a not granted and an unknown API',
      'checkJsApi 对已授权、未授权、不存在的接口的回答',
    ],
    expects: {
      devtools: expect('devtoolsChecks', says('pauseVoice true')),
      others: expect('checks', everything),
    },
  },
  emptyCheck: {
    title: ['The words for checkJsApi of no names', 'checkJsApi 不传接口名的返回'],
    expects: { android: expect('emptyCheck', says('checkJsApi:param is empty', /param is empty/)) },
  },
  merchantTransfer: {
    title: ['What checkJsApi says of requestMerchantTransfer', 'checkJsApi 对 requestMerchantTransfer 的回答'],
    when: ({ model, version, inMiniProgram }) =>
      !inMiniProgram &&
      (model === 'ios' ? isAtLeast(version, '8.0.45') : model !== 'android' || isAtLeast(version, '8.0.45.51')),
    expects: {
      ios: expect('merchantTransfer', says('true')),
      android: expect('merchantTransfer', says('true')),
      oldAndroid: expect('merchantTransfer', says('false')),
      windows: expect('merchantTransfer', says('false')),
      mac: expect('merchantTransfer', says('false')),
      devtools: expect('merchantTransfer', says('–')),
    },
  },
  bridgeCame: {
    title: ['When the bridge came', 'bridge 出现的时间'],
    // The demo installs its own fake client when the page has loaded.
    expects: { devtools: expect('bridgeDevtools', 'withDocument', 'afterLoad'), others: anyTime },
  },
  bridgeFunctions: {
    title: ['The functions of the bridge', 'bridge 的函数'],
    expects: {
      devtools: expect('bridgeDevtools', says('call invoke log on')),
      android: expect('bridgeAndroid', whole),
      oldAndroid: expect('bridgeAndroid', whole),
      others: expect('openBridge', whole),
    },
  },
  bridgeProperty: {
    title: ['window.WeixinJSBridge', 'window.WeixinJSBridge'],
    expects: {
      devtools: expect('bridgeDevtools', 'writable'),
      android: expect('bridgeAndroid', 'fixed'),
      oldAndroid: expect('bridgeAndroid', 'fixed'),
      others: expect('openBridge', 'fixed'),
    },
  },
  bridgeGuard: {
    title: ['The bridge while its log function is replaced', 'bridge 的 log 函数被替换期间'],
    expects: {
      android: expect('bridgeAndroid', 'silent'),
      oldAndroid: expect('bridgeAndroid', 'silent'),
      others: expect('openBridge', 'silent'),
      devtools: expect('bridgeDevtools', 'answered'),
    },
  },
  wkWebView: {
    title: ['window.__wxjs_is_wkwebview', 'window.__wxjs_is_wkwebview'],
    expects: { ios: expect('wkWebView', says('true')) },
  },
  environmentWord: {
    title: ['window.__wxjs_environment', 'window.__wxjs_environment'],
    when: ({ inMiniProgram }) => inMiniProgram,
    expects: { others: expect('miniProgramWord', says('miniprogram')) },
  },
  miniProgramRefuses: {
    title: ['A share call in the web-view of a mini program', '小程序 web-view 里的分享接口'],
    when: ({ inMiniProgram }) => inMiniProgram,
    expects: { others: expect('miniProgramApis', 'refused') },
  },
} as const satisfies Record<string, Question>

export type QuestionId = keyof typeof questions

/** What is expected of this client; `undefined`: it is not asked this. */
export function expectationOf(id: QuestionId, client: Client): Expectation | undefined {
  const { expects, when = () => true }: Question = questions[id]
  return when(client) ? (expects[client.model] ?? expects.others) : undefined
}
