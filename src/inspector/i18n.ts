import type { WechatEnvironment } from '../core/environment.ts'
import { clients } from '../knowledge/clients.ts'
import type { Text } from '../knowledge/text.ts'
import type { Failure } from './failure.ts'
import type { Lane, View } from './model.ts'

/** Which client this is, in words. */
export function clientName({ platform, version, inWechat, inWecom, inMiniProgram }: WechatEnvironment): Text {
  if (!inWechat || platform === 'none') return ['A browser that is not WeChat', '微信以外的浏览器']
  const [english, chinese] = clients[platform].device
  const mini: Text = inMiniProgram ? [', in a mini program', '，小程序内'] : ['', '']
  // A build number says nothing here.
  const short = version.split('.').slice(0, 3).join('.')
  return [
    `${inWecom ? 'WeCom' : 'WeChat'} ${short} on ${english}${mini[0]}`,
    `${inWecom ? '企业微信' : '微信'} ${short}（${chinese}${mini[1]}）`,
  ]
}

export const statusNames: Readonly<Record<View['status'], Text>> = {
  outside: ['Not in WeChat', '不在微信中'],
  idle: ['Not configured yet', '尚未配置'],
  configuring: ['Configuring…', '正在配置…'],
  ready: ['Ready', '已就绪'],
  failed: ['Not ready', '未就绪'],
}

/** The status in a line; of a failure, what it is. */
export function headline({ status, failure }: View): Text {
  const [english, chinese] = statusNames[status]
  if (!failure?.code || status !== 'failed') return [english, chinese]
  return [`${english}: ${failure.code}`, `${chinese}：${failure.code}`]
}

export const laneNames: Readonly<Record<Lane['role'], Text>> = {
  landing: ['Landing', '入口'],
  current: ['Current', '当前'],
  sent: ['Sent', '发送'],
  client: ["Client's", '客户端'],
}

/** What each URL is, beside it. */
export const laneNotes: Readonly<Record<Lane['role'], Text>> = {
  landing: ['the document was loaded with it', '首次打开的地址'],
  current: ['where the page is now', '页面现在的地址'],
  sent: ['to the signer', '发给签名服务'],
  client: ['what WeChat checked', '微信校验的 URL'],
}

export const stepNames: Readonly<Record<View['steps'][number]['name'], Text>> = {
  sdk: ['JS-SDK loaded', '加载 JS-SDK'],
  bridge: ['Bridge there', 'WeixinJSBridge 就绪'],
  signature: ['Signature fetched', '获取签名'],
  config: ['Verified by WeChat', '微信校验'],
}

export const outcomeNames = {
  pending: ['no answer yet', '尚未返回'],
  good: ['ok', '成功'],
  cancelled: ['cancelled', '已取消'],
  bad: ['failed', '失败'],
} as const satisfies Record<string, Text>

/** What is known of a failure beside what it means. */
export const factsOf = ({ code, api, errMsg, cause, message }: Failure): readonly (readonly [Text, string])[] =>
  [
    [['The client said', '客户端原话'], errMsg] as const,
    [['Caused by', '底层错误'], cause] as const,
    [['API', '接口'], api === 'config' ? undefined : api] as const,
    [['Message', '错误信息'], errMsg || cause ? undefined : message] as const,
    [['Code', '错误码'], code] as const,
  ].flatMap(([name, value]) => (value ? [[name as Text, value] as const] : []))
