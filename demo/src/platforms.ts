import type { Platform } from 'wechat-ready/testing'
import { clients, notWechat } from '../../src/knowledge/clients.ts'
import type { Text } from '../../src/knowledge/text.ts'

/** A client, or a browser that is not WeChat. */
export type Played = Platform | 'none'

const devices = Object.entries(clients).map(([name, { device }]) => [name, device])

export const platforms: Readonly<Record<Played, Text>> = { ...Object.fromEntries(devices), none: notWechat }
