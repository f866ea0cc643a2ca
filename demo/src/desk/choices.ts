import { sandboxFaults } from 'wechat-ready/sandbox'
import { ownFaults } from '../faults.ts'
import { type Played, platforms } from '../platforms.ts'
import type { Text } from '../words.ts'

/** One entry of the bar. */
export interface Choice {
  readonly name: string
  readonly title: Text
  /** What the bar shows of an entry of the menu once it is chosen; default: its title. */
  readonly short?: Text | undefined
}

const clients = (Object.entries(platforms) as [Played, Text][]).map(([name, title]) => ({ name, title }))
const rare = ['devtools', 'mac', 'none']

/** The clients that the bar shows, and those of its menu. */
export const shownClients: readonly Choice[] = clients.filter(({ name }) => !rare.includes(name))
export const moreClients: readonly Choice[] = clients.filter(({ name }) => rare.includes(name))

const short: Readonly<Record<string, Text>> = {
  none: ['No fault', '无故障'],
  ticket: ['Invalid signature', '签名无效'],
  domain: ['Wrong domain', '域名错误'],
}

/** The bar has room for about 14 characters. */
const chosenNames: Readonly<Record<string, Text>> = {
  decoded: ['Decoded URL', 'URL 多解码'],
  scheme: ['http / https', 'http / https'],
  cut: ['Cut at &', '& 处截断'],
  oldTicket: ['Old ticket', 'ticket 过期'],
  offline: ['Signer offline', '签名服务离线'],
  refusing: ['Signer: 403', '签名服务 403'],
  silentSigner: ['Silent signer', '签名无响应'],
  html: ['Web page', '返回网页'],
  silentClient: ['No answer', '微信无响应'],
  refused: ['Refused', '微信拒绝'],
  bridge: ['No bridge', '无 bridge'],
  slow: ['Slow', '很慢'],
  cancelled: ['Cancelled', '用户取消'],
  denied: ['Calls denied', '调用被拒'],
  outdated: ['No such API', '接口不支持'],
  silentCalls: ['Silent calls', '调用无响应'],
  sdk: ['No SDK', '无 JS-SDK'],
}

/** The faults that the bar shows, and those of its menu. */
export const shownFaults: readonly Choice[] = Object.entries(short).map(([name, title]) => ({ name, title }))
export const moreFaults: readonly Choice[] = [
  ...sandboxFaults,
  ...Object.entries(ownFaults).map(([name, title]) => ({ name, title })),
]
  .filter(({ name }) => !(name in short))
  .map((one) => ({ ...one, short: chosenNames[one.name] }))
