import { detectEnvironment } from 'wechat-ready/environment'
import type { ClientPlatform } from '../../../src/knowledge/clients.ts'

/** The clients of which different things are known. */
export type Model = ClientPlatform | 'oldAndroid'

/** The client that is asked. */
export interface Client {
  readonly model: Model
  readonly version: string
  readonly inMiniProgram: boolean
}

/** Reads the client off the page; `undefined` where it is not WeChat. */
export function readClient(): Client | undefined {
  const { platform, version, inMiniProgram } = detectEnvironment()
  if (platform === 'none') return undefined
  const isOld = platform === 'android' && !isAtLeast(version, '8')
  return { model: isOld ? 'oldAndroid' : platform, version, inMiniProgram }
}

/** Whether a version is another one or comes after it: `8.0.10` after `8.0.9`. */
export function isAtLeast(version: string, other: string): boolean {
  const [mine = [], theirs = []] = [version, other].map((one) => one.split('.').map(Number))
  for (const [place, number] of theirs.entries()) {
    const difference = (mine[place] ?? 0) - number
    if (difference !== 0) return difference > 0
  }
  return true
}
