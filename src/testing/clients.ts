import { rows } from '../core/api.ts'
import type { Platform } from './platforms.ts'

/** The client, as far as the limits of the API table ask for it. */
export interface Client {
  readonly platform: Platform
  readonly version: string
  readonly inMiniProgram: boolean
}

/** Why a client cannot do what an API wants. */
export interface Limit {
  readonly because: 'platform' | 'version' | 'mini program' | 'WeCom'
  /** In words for the developer. */
  readonly explanation: string
}

/** What the API table says against `api` (a web name) on this client; `undefined` also where it says nothing. */
export function limitOf(api: string, { platform, version, inMiniProgram }: Client): Limit | undefined {
  const { clients = {} } = rows[api] ?? {}
  const first = clients[platform]
  if (clients.wecom) return { because: 'WeCom', explanation: `${api} is for WeCom alone` }
  if (first === false) return { because: 'platform', explanation: `${platform} has no ${api}` }
  if (first !== undefined && isOlder(version, first))
    return { because: 'version', explanation: `${api} needs WeChat ${first}, this client is ${version}` }
  if (inMiniProgram && clients.miniProgram === false)
    return { because: 'mini program', explanation: `the web-view of a mini program has no ${api}` }
  return undefined
}

/** Whether a version comes before another: `7.0` before `7.0.5`, `8.0.9` before `8.0.10`. */
export function isOlder(version: string, other: string): boolean {
  const [mine, theirs] = [version, other].map((one) => one.split('.').map(Number))
  for (const [place, number] of (theirs ?? []).entries()) {
    const difference = (mine?.[place] ?? 0) - number
    if (difference !== 0) return difference < 0
  }
  return false
}
