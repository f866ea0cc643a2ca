import type { WechatEnvironment } from '../core/environment.ts'
import { clients } from '../knowledge/clients.ts'
import { type Advice, codes, type WechatErrorCode } from '../knowledge/codes.ts'
import { firstDifference, kindOfDifference, type UrlDifference } from '../knowledge/compare.ts'
import { type UrlMistakeName, urlMistakes } from '../knowledge/mistakes.ts'
import { paymentRefusalOf } from '../knowledge/payment.ts'
import type { Text } from '../knowledge/text.ts'
import type { Failure } from './failure.ts'

/** What the inspector knows of the page, beside the error. */
export interface Situation {
  readonly environment: WechatEnvironment
  readonly landing: string
  readonly current: string
  /** Where signatures come from: a URL, or `'function'` of the page; absent where the client object does not report it. */
  readonly endpoint?: string | undefined
  /** Of the last signature. */
  readonly appId?: string | undefined
  /** The URL that was sent to the signer last, where it is known: the error of a call does not name it. */
  readonly sent?: string | undefined
  /** The URLs that the client checked: named by itself, or known by the fake. */
  readonly clientUrls: readonly string[]
}

export interface Explanation extends Advice {
  /** Whether the signature bench can find out more. */
  readonly bench: boolean
}

/** What a failure means on this page, and what to do next. */
export function explain(failure: Failure, situation: Situation): Explanation {
  const { code } = failure
  const payment = paymentRefusalOf(`${failure.errMsg} ${failure.message}`)
  if (payment) return { ...payment.advice, bench: false }
  const known = codes[code as WechatErrorCode] as Advice | undefined
  if (!known) return { title: ['An error', '发生错误'], meaning: same(failure.message), steps: [], bench: false }
  if (code === 'invalid-signature') return { ...known, ...signatureAdvice(failure, situation), bench: true }
  if (code === 'invalid-url-domain') return { ...known, steps: domainSteps(situation), bench: false }
  if (/^signature-/.test(String(code))) return { ...known, steps: [signer(situation), ...known.steps], bench: false }
  return { ...known, bench: false }
}

const same = (text: string): Text => [text, text]

function signer({ endpoint }: Situation): Text {
  if (!endpoint) {
    return [
      'The option signature of createWechat says where signatures come from: look there.',
      '签名来源见 createWechat 的 signature 选项：请从那里查起。',
    ]
  }
  if (endpoint === 'function') {
    return [
      'Signatures come from a function of the page (the option signature): look into it.',
      '签名来自页面中的函数（signature 选项）：请检查该函数。',
    ]
  }
  return [
    `Signatures come from ${endpoint}. Press "Check the signer from here" on the Status tab: it says what that address answers.`,
    `签名来自 ${endpoint}。点击“状态”页的“从这里检查签名服务”，可以看到它返回了什么。`,
  ]
}

function domainSteps({ current, appId }: Situation): Text[] {
  const host = hostOf(current)
  const account = appId ? ` ${appId}` : ''
  if (/^[\d.]+(:\d+)?$|^\[/.test(host) || /^localhost\b/.test(host)) {
    return [
      [
        `${host} is not a domain: WeChat accepts neither IP addresses nor localhost; the simulated client does, for development. Open the page under a registered domain.`,
        `${host} 不是域名：微信不接受 IP 地址和 localhost，只有模拟的客户端在开发时接受。请使用已登记的域名打开本页。`,
      ],
    ]
  }
  const port: Text[] = host.includes(':')
    ? [
        [
          `Open the page without the port (${host}): only 80 and 443 are accepted.`,
          `去掉端口再打开（${host}）：只接受 80 和 443。`,
        ],
      ]
    : []
  return [
    ...port,
    [
      `Add ${host.replace(/:\d+$/, '')} to the JS-safe domains of the account${account} (微信开发者平台 > 域名与消息推送配置 > JS接口安全域名), without https:// and path.`,
      `把 ${host.replace(/:\d+$/, '')} 加入公众号${account}的“JS接口安全域名”（微信开发者平台 > 域名与消息推送配置），不带 https:// 和路径。`,
    ],
    [
      "It is there already? Then the appId is another account's: compare it.",
      '已经登记过？那就是 appId 属于另一个公众号，请核对。',
    ],
  ]
}

const hostOf = (url: string): string => /^\w+:\/\/([^/?#]*)/.exec(url)?.[1] ?? url

/** The URLs are the same, or how they differ. */
function signatureAdvice(failure: Failure, situation: Situation): Partial<Advice> {
  const { clientUrls, sent } = situation
  const known = sent === undefined ? [] : [sent]
  const signed = failure.urls.length > 0 ? failure.urls : known
  if (signed.length === 0) return { ...equalUrls(situation), meaning: unknownUrl }
  if (areEqual(signed, situation)) return equalUrls(situation)
  const last = signed[signed.length - 1] as string
  const [client] = [...clientUrls].sort((a, b) => alike(last, b) - alike(last, a))
  if (client === undefined) return unnamedUrl(last, situation)
  const kind = kindOfDifference(last, client) ?? 'other'
  return {
    meaning: [
      'The URL that was sent to the signer is not the one that WeChat checked: see the character marked below.',
      '发送给签名服务的 URL 与微信校验的 URL 不同：见下面标出的字符。',
    ],
    steps: [cureOf(kind), whyThisUrl(situation.environment)],
  }
}

const unknownUrl: Text = [
  'Which URL was sent to the signer cannot be seen from here: call openInspector(wechat) with your client object.',
  '从这里看不到发送给签名服务的是哪个 URL：请用你的客户端对象调用 openInspector(wechat)。',
]

/** Whether one of the URLs that were signed is what the client checked, as far as it can be known. */
function areEqual(signed: readonly string[], { clientUrls, landing, current }: Situation): boolean {
  if (clientUrls.length > 0) return signed.some((url) => clientUrls.includes(url))
  // It names none; there is no third URL that it could check.
  return signed.includes(landing) && signed.includes(current)
}

/** How far two texts are the same. */
const alike = (left: string, right: string): number => firstDifference(left, right)?.index ?? Number.POSITIVE_INFINITY

function equalUrls({ appId, endpoint: source }: Situation): Partial<Advice> {
  const endpoint = source === 'function' ? undefined : source
  const account = appId ?? 'appId'
  return {
    meaning: [
      'The page sent the URL that WeChat checks. Which URL the server signed cannot be seen from here.',
      '页面发送的正是微信校验的 URL。服务端实际签名的是哪个 URL，从这里看不到。',
    ],
    steps: [
      [
        `The URL: does the signer${endpoint ? ` (${endpoint})` : ''} sign it unchanged? Decoded twice, cut at & or with http for https, it is another one. The bench names each of these.`,
        `URL：签名服务${endpoint ? `（${endpoint}）` : ''}是否原样签名？多解码一次、在 & 处截断、把 https 变成 http 都会不一致；“签名校验”会指出是哪一种。`,
      ],
      [
        `The ticket: is it the jsapi_ticket of ${account}, and not older than 7200 s? Fetch it again on the server.`,
        `ticket：它是 ${account} 的 jsapi_ticket 吗？是否超过 7200 秒？请在服务端重新获取。`,
      ],
      [
        'The appId: is it the one of the account that the ticket belongs to?',
        'appId：它和 ticket 属于同一个公众号吗？',
      ],
      [
        'nonceStr and timestamp: are those in the answer the very ones that were signed?',
        'nonceStr 和 timestamp：返回的值就是参与签名的值吗？',
      ],
    ],
  }
}

function unnamedUrl(last: string, situation: Situation): Partial<Advice> {
  const { environment, landing, current } = situation
  return {
    meaning: [
      `This client does not say which URL it checked. ${last} was sent to the signer; the page was loaded as ${landing} and is now at ${current}.`,
      `该客户端没有说明校验的是哪个 URL。发送给签名服务的是 ${last}；入口 URL 是 ${landing}，当前 URL 是 ${current}。`,
    ],
    steps: [
      whyThisUrl(environment),
      [
        'Leave signUrl at "auto": it then tries the other URL as well.',
        'signUrl 请保持 "auto"：它会自动再试另一个 URL。',
      ],
      [
        'If both URLs are refused, it is not the URL: suspect the ticket, the appId, nonceStr or timestamp.',
        '如果两个 URL 都被拒绝，问题就不在 URL：请检查 ticket、appId、nonceStr 和 timestamp。',
      ],
    ],
  }
}

/** What to do about a difference between the URL that was signed and the client's. */
export function cureOf(difference: UrlDifference): Text {
  if (!(difference in urlMistakes)) return places[difference as keyof typeof places]
  const { saw, cure } = urlMistakes[difference as UrlMistakeName]
  return [`${saw[0]} ${cure[0]}`, saw[1] + cure[1]]
}

const places: Readonly<Record<Exclude<UrlDifference, UrlMistakeName>, Text>> = {
  host: [
    "The hosts differ: the page was redirected, or the URL is built from a setting. Sign the page's own URL.",
    '域名不同：页面跳转过，或者 URL 是由配置拼出来的。请签名页面自己的 URL。',
  ],
  query: [
    'The queries differ: something changed the query after the page was loaded. Sign the URL that WeChat checks.',
    '查询参数不同：页面加载后有代码改了它。请签名微信校验的那个 URL。',
  ],
  path: [
    'They are two routes of the app: the page has navigated since it was loaded. Sign the URL that this client checks.',
    '两者是应用的不同路由：页面加载后跳转过。请签名该客户端校验的 URL。',
  ],
  other: [
    'They are different URLs. Sign the one that this client checks.',
    '两者不是同一个 URL。请签名该客户端校验的那个。',
  ],
}

/** Why this client checks the URL that it checks, in one sentence. */
export function whyThisUrl({ platform, inMiniProgram }: WechatEnvironment): Text {
  if (platform === 'none') return ['Outside WeChat nothing checks a signature.', '微信以外的浏览器不会校验签名。']
  const [english, chinese] = clients[platform].why
  if (!inMiniProgram) return [english, chinese]
  return [`${english} A mini program's web-view does the same.`, `${chinese}小程序 web-view 同样如此。`]
}
