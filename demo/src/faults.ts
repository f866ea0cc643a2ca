import type { WechatErrorCode, WechatOptions } from 'wechat-ready'
import type { SandboxOptions } from 'wechat-ready/sandbox'
import type { FakeWechat, Reply } from 'wechat-ready/testing'
import type { Text } from './words.ts'

/** Something that can go wrong between a page and WeChat. */
export interface Fault {
  readonly title: Text
  /** What the visitor will get to read. */
  readonly code?: WechatErrorCode
  /** How the client differs. */
  readonly client?: SandboxOptions
  /** What the client answers to every call. */
  readonly reply?: Reply
  /** What the client answers besides. */
  readonly script?: (fake: FakeWechat) => void
  /** How the page differs. */
  readonly page?: Partial<WechatOptions>
}

/** Nobody wants to look at a broken page for 10 seconds. */
const impatient = { sdk: 2000, bridge: 2000, signature: 2000, config: 2000, call: 2000 }

/** `.invalid` never exists, and a browser refuses port 9 by itself: it need not wait for a name server to say so. */
const nowhere = 'https://signer.invalid:9/api/wechat/signature'

export const faults = {
  none: { title: ['Nothing: all is well', '无：一切正常'] },
  ticket: {
    title: ['The signer has a wrong ticket', '签名服务的 ticket 错误'],
    code: 'invalid-signature',
    client: { ticket: 'the-client-knows-another-ticket' },
  },
  offline: {
    title: ['The signer is offline', '签名服务离线'],
    code: 'signature-request-failed',
    page: { signature: nowhere, timeouts: impatient },
  },
  silentSigner: {
    title: ['The signer never answers', '签名服务无响应'],
    code: 'signature-timeout',
    page: { signature: () => new Promise(() => {}), timeouts: impatient },
  },
  html: {
    title: ['The signer answers with a web page', '签名服务返回了网页'],
    code: 'signature-response-invalid',
    page: { signature: '/index.html' },
  },
  silentClient: {
    title: ['The client never answers', '客户端无响应'],
    code: 'config-timeout',
    script: (fake) => fake.reply('config', 'never'),
    page: { timeouts: impatient },
  },
  refused: {
    title: ['The client refuses, without a reason', '客户端拒绝，且不说原因'],
    code: 'config-failed',
    script: (fake) => fake.reply('config', 'fail'),
  },
  domain: {
    title: ['The domain is not on the list', '域名不在 JS 接口安全域名里'],
    code: 'invalid-url-domain',
    client: { domains: ['shop.example.com'] },
  },
  bridge: {
    title: ['The bridge never comes', 'WeixinJSBridge 一直不出现'],
    code: 'bridge-timeout',
    client: { bridge: 'never' },
    page: { timeouts: impatient },
  },
  sdk: {
    title: ['The SDK cannot be loaded', 'JS-SDK 加载失败'],
    code: 'sdk-load-failed',
    page: { sdk: () => Promise.reject(new TypeError('Failed to fetch')) },
  },
  slow: {
    title: ['Slow, but it works', '很慢，但能用'],
    client: { bridge: 800, delay: 600 },
  },
  cancelled: { title: ['The visitor cancels every call', '用户取消每个调用'], code: 'cancelled', reply: 'cancel' },
  denied: { title: ['The client denies every call', '客户端拒绝每个调用'], code: 'permission-denied', reply: 'deny' },
  outdated: {
    title: ['The client knows none of the APIs', '客户端不支持这些接口'],
    code: 'unsupported',
    reply: 'function_not_exist',
  },
  silentCalls: {
    title: ['No call is ever answered', '调用都得不到回应'],
    code: 'call-timeout',
    reply: 'never',
    page: { timeouts: impatient },
  },
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults
