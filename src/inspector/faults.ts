import type { Text } from '../knowledge/text.ts'
import type { FakeWechat } from '../testing/options.ts'
import type { Reply } from '../testing/script.ts'

/** Something that goes wrong between a page and WeChat. */
export interface Fault {
  readonly title: Text
  /** What the client answers to a configuration. */
  readonly config?: Reply
  /** What it answers to every call. */
  readonly calls?: Reply
  /** What becomes of a request for a signature. */
  readonly signer?: (signal: AbortSignal | null | undefined, input?: RequestInfo | URL) => Promise<Response>
  /** What the signer signs in place of the page's URL. */
  readonly signs?: (url: string) => string
  /** The client's ticket, in place of the one that the signer has. */
  readonly ticket?: (ticket: string) => string
  /** The query that a page needs for the fault to be one. */
  readonly query?: string
  /** How the fake client is installed: such a fault needs a page that is loaded again. */
  readonly install?: { readonly bridge?: 'never'; readonly domains?: readonly string[]; readonly delay?: number }
}

const html = '<!doctype html><title>Sign in</title><h1>Please sign in</h1>'
const answers = (body: string, init: ResponseInit) => async () => new Response(body, init)

/** A text with one letter replaced: at an index, or at the end of a shorter text. */
function withOneOther(text: string, index: number): string {
  const at = Math.min(index, text.length - 1)
  const letter = text[at] === 'M' ? 'N' : 'M'
  return text.slice(0, at) + letter + text.slice(at + 1)
}

/** The faults that the panel plays, by name. */
export const faults = {
  none: { title: ['Nothing: all is well', '无：一切正常'] },
  ticket: {
    title: ['The signer has a wrong ticket', '签名服务的 ticket 错误'],
    ticket: (ticket) => withOneOther(ticket, 21),
    config: 'deny',
  },
  decoded: {
    title: ['The signer decodes the URL twice', '签名服务把 URL 解码了两次'],
    signs: decodeURIComponent,
    query: '?q=tea%2520shop',
  },
  scheme: {
    title: ['The signer signs http for https', '签名服务签错了 http / https'],
    signs: (url) => url.replace(/^http(s?):/, (_, s) => (s ? 'http:' : 'https:')),
  },
  cut: {
    title: ['The signer cuts the URL at &', '签名服务在 & 处截断 URL'],
    signs: (url) => url.replace(/&[\s\S]*/, ''),
    query: '?from=timeline&id=7',
  },
  oldTicket: {
    title: ['The signer keeps an old ticket', '签名服务使用过期的 ticket'],
    ticket: (ticket) => [...ticket].reverse().join(''),
  },
  offline: {
    title: ['The signer is offline', '签名服务离线'],
    signer: () => Promise.reject(new TypeError('Failed to fetch')),
  },
  refusing: {
    title: ['The signer answers 403', '签名服务返回 403'],
    signer: answers('{"error":{"code":"origin-not-allowed","message":"This origin is not on the list"}}', {
      status: 403,
    }),
  },
  silentSigner: { title: ['The signer never answers', '签名服务无响应'], signer: never },
  html: {
    title: ['The signer answers with a web page', '签名服务返回了网页'],
    signer: answers(html, { headers: { 'content-type': 'text/html' } }),
  },
  silentClient: { title: ['WeChat never answers', '微信无响应'], config: 'never' },
  refused: { title: ['WeChat refuses, without a reason', '微信拒绝，且不说原因'], config: 'fail' },
  domain: {
    title: ['The domain is not on the list', '域名不在 JS 接口安全域名中'],
    install: { domains: ['shop.example.com'] },
  },
  bridge: { title: ['The bridge never comes', 'WeixinJSBridge 一直不出现'], install: { bridge: 'never' } },
  slow: { title: ['Slow, but it works', '很慢，但能用'], install: { delay: 800 } },
  cancelled: { title: ['The visitor cancels every call', '用户取消每个调用'], calls: 'cancel' },
  denied: { title: ['WeChat denies every call', '微信拒绝每个调用'], calls: 'deny' },
  outdated: { title: ['WeChat knows none of the APIs', '微信不支持这些接口'], calls: 'function_not_exist' },
  silentCalls: { title: ['No call is ever answered', '调用都得不到回应'], calls: 'never' },
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults

/** The fault of a name, e.g. one that was kept or came in an address; `'none'` for any other text. */
export const faultNamed = (name: string | null | undefined): FaultName =>
  name && Object.keys(faults).includes(name) ? (name as FaultName) : 'none'

function never(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

/** Where a fault is simulated. */
export interface Stage {
  readonly window: Window & typeof globalThis
  readonly fake: FakeWechat
  /** The APIs whose calls fail. */
  readonly apis: readonly string[]
}

/**
 * Simulates a fault, as far as that is possible on a page that is loaded already.
 *
 * @returns a function that ends it
 */
export function playFault(name: FaultName, { window, fake, apis }: Stage): () => void {
  const { config, calls, signer, signs, ticket }: Fault = faults[name]
  // A configuration is not a call: the page becomes ready, and its calls fail.
  const failing = calls === undefined ? [] : apis.filter((api) => api !== 'config')
  if (config !== undefined) fake.reply('config', config)
  for (const api of failing) fake.reply(api, calls)
  const { fetch } = window
  const endSigning = signs || ticket ? playSigning(fake, { signs, ticket }) : undefined
  const answer = signer ?? (signs && signedAnswer(fake, window.location.origin))
  if (answer) {
    window.fetch = (input, init) =>
      isSignatureRequest(input, window.location.origin) ? answer(init?.signal, input) : fetch.call(window, input, init)
  }
  return () => {
    if (config !== undefined) fake.reply('config')
    for (const api of failing) fake.reply(api)
    if (answer) window.fetch = fetch
    endSigning?.()
  }
}

/** Makes the fake sign with an outdated ticket, or sign another URL. */
function playSigning(fake: FakeWechat, { signs = (url) => url, ticket }: Pick<Fault, 'signs' | 'ticket'>): () => void {
  const { sign, ticket: before } = fake
  const after = ticket ? ticket(before) : before
  fake.ticket = after
  const changed: FakeWechat['sign'] = (url, context) => {
    fake.ticket = before
    const signed = sign(signs(url), context)
    fake.ticket = after
    return signed
  }
  Object.assign(fake, { sign: changed })
  return () => {
    fake.ticket = before
    Object.assign(fake, { sign })
  }
}

/** Answers in place of a signer that the fake's own signature stands in for. */
const signedAnswer =
  (fake: FakeWechat, origin: string): NonNullable<Fault['signer']> =>
  async (_signal, input) =>
    Response.json(fake.sign(urlToSign(input as RequestInfo, origin) ?? ''))

const urlToSign = (input: RequestInfo | URL, origin: string): string | null => {
  const address = typeof input === 'object' && 'url' in input ? input.url : String(input)
  return new URL(address, origin).searchParams.get('url')
}

/** Whether this asks for a signature: a request whose parameter `url` is an address of this page. */
function isSignatureRequest(input: RequestInfo | URL, origin: string): boolean {
  const url = urlToSign(input, origin)
  return url === origin || Boolean(url?.startsWith(`${origin}/`))
}
