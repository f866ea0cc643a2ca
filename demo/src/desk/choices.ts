import { sandboxFaults } from 'wechat-ready/sandbox'
import { ownFaults } from '../faults.ts'
import { type Played, platforms } from '../platforms.ts'
import type { Text } from '../words.ts'

/** One entry of the bar. */
export interface Choice {
  readonly name: string
  readonly title: Text
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

/** The faults that the bar shows, and those of its menu. */
export const shownFaults: readonly Choice[] = Object.entries(short).map(([name, title]) => ({ name, title }))
export const moreFaults: readonly Choice[] = [
  ...sandboxFaults,
  ...Object.entries(ownFaults).map(([name, title]) => ({ name, title })),
].filter(({ name }) => !(name in short))
