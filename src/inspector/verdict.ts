import type { Text } from '../knowledge/text.ts'
import type { Finding, Verdict as Proof } from './bench.ts'
import { causeOf, otherTicket } from './causes.ts'
import { clientName, statusNames } from './i18n.ts'
import type { View } from './model.ts'

/** The panel's headline: the page's status and its cause. */
export interface Headline {
  readonly look: 'good' | 'bad' | 'wait' | 'none'
  readonly title: Text
  readonly reason: Text
  readonly steps: readonly Text[]
  /** What the bench has shown: the signer's value beside WeChat's. */
  readonly finding?: Finding | undefined
  /** Whether the bench can find out more. */
  readonly bench: boolean
}

/** The proof of a cause; `'looking'` while it is searched for, `undefined` without a ticket to prove it with. */
export type ProofState = Proof | 'looking' | undefined

const none = { steps: [], bench: false } as const

/** The headline for a view. A cause is named only where it is proved. */
export function headlineOf(view: View, proof: ProofState): Headline {
  const { status, environment } = view
  if (status === 'failed') return failed(view, proof)
  if (status === 'ready') {
    return { look: 'good', title: readyIn(view.duration), reason: accepted(view), ...none }
  }
  if (status === 'outside') {
    return {
      look: 'none',
      title: ['This browser is not WeChat', '当前浏览器不是微信'],
      reason: [
        'Every call rejects with not-in-wechat. Open the page in WeChat, or install wechat-ready/sandbox.',
        '所有调用都会失败，错误码为 not-in-wechat。请在微信中打开本页，或安装 wechat-ready/sandbox。',
      ],
      ...none,
    }
  }
  return { look: 'wait', title: statusNames[status], reason: clientName(environment), ...none }
}

const readyIn = (duration: number | undefined): Text => {
  if (duration === undefined) return statusNames.ready
  const time = `${Math.round(duration)} ms`
  return [`Ready in ${time}`, `已就绪，用时 ${time}`]
}

/** Which URL the client has accepted a signature of. */
function accepted({ environment, lanes }: View): Text {
  const [english, chinese] = clientName(environment)
  const urlOf = (role: string) => lanes.find((lane) => lane.role === role)?.url
  const [landing, current, client] = [urlOf('landing'), urlOf('current'), urlOf('client') ?? urlOf('sent')]
  // When the two are equal, neither name says more.
  const which: Text =
    landing === current
      ? ["of the page's URL", '本页 URL']
      : client === landing
        ? ['of the landing URL', '入口 URL']
        : ["of the page's current URL", '当前 URL']
  return [`${english} accepted the signature ${which[0]}.`, `${chinese}接受了${which[1]} 的签名。`]
}

function failed(view: View, proof: ProofState): Headline {
  const { failure, isFramed } = view
  if (!failure) return { look: 'bad', title: statusNames.failed, reason: ['', ''], ...none }
  const { explanation, code } = failure
  if (code === 'bridge-timeout' && isFramed) return framed
  const { title, meaning, steps, bench } = explanation
  if (code !== 'invalid-signature') return { look: 'bad', title, reason: meaning, steps, bench }
  return signatureHeadline(view, proof)
}

const framed: Headline = {
  look: 'bad',
  title: [
    'This page is in a frame, and WeChat gives a frame no bridge',
    '本页在 iframe 里，微信不会为 iframe 注入 bridge',
  ],
  reason: ['Only the top page of a web view has WeixinJSBridge.', '只有 web-view 的顶层页面才有 WeixinJSBridge。'],
  steps: [
    [
      'Open the page by itself, or let the page around it call WeChat and pass on the result.',
      '请直接打开本页，或由外层页面调用微信，再把结果传进来。',
    ],
  ],
  bench: false,
}

/** The signature was refused: what is proved of it, else what to ask first. */
function signatureHeadline({ failure, lanes }: View, proof: ProofState): Headline {
  const explanation = failure?.explanation
  const { meaning = ['', ''], steps = [] } = explanation ?? {}
  const base = { look: 'bad', bench: true } as const
  const sent = lanes.find(({ role }) => role === 'sent')?.url
  const client = lanes.filter(({ role, url }) => role === 'client' && url !== undefined)
  const isOther = sent !== undefined && client.length > 0 && client.every(({ url }) => url !== sent)
  if (typeof proof === 'object' && proof.status !== 'incomplete') {
    const [finding] = proof.findings
    if (finding) return { ...base, ...causeOf(finding), finding }
    if (proof.status === 'unexplained' && !isOther) return { ...base, ...otherTicket }
  }
  if (isOther) {
    return {
      ...base,
      title: ['The page had another URL signed than WeChat checks', '页面送去签名的 URL 不是微信校验的 URL'],
      reason: meaning,
      steps,
    }
  }
  if (proof === 'looking') {
    return {
      ...base,
      title: ['WeChat computed another signature', '微信算出的签名不同'],
      reason: ['Looking for the cause…', '正在查找原因…'],
      steps: [],
    }
  }
  return {
    ...base,
    title: [
      'WeChat computed another signature: does the server sign the URL unchanged?',
      '微信算出的签名不同：服务端是否原样签名 URL？',
    ],
    reason: meaning,
    steps,
  }
}
