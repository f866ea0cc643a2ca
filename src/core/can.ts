import type { WechatEnvironment } from './environment.ts'
import type { Clients } from './table.ts'

/** Whether an API can be called, and why not. Where nothing is known against it, it can. */
export type Can =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'not-in-wechat' | 'platform' | 'version' | 'denied' }

const parts = (version: string) => version.split('.').map(Number)

/** Whether a version comes before another one, part by part. */
const isBefore = (version: string, other: string): boolean => {
  const mine = parts(version)
  for (const [index, part] of parts(other).entries()) {
    const own = mine[index] ?? 0
    if (own !== part) return own < part
  }
  return false
}

/** What the client is known to say to an API with these limits. Pure. */
export function canCall(
  { platform, version, inWechat, inWecom, inMiniProgram }: WechatEnvironment,
  clients: Clients = {},
  denied = false,
): Can {
  const no = (reason: Exclude<Can, { ok: true }>['reason']): Can => ({ ok: false, reason })
  if (!inWechat || platform === 'none') return no('not-in-wechat')
  const since = clients[platform]
  if (since === false || (clients.wecom && !inWecom) || (inMiniProgram && clients.miniProgram === false))
    return no('platform')
  // WeCom counts its versions in its own way.
  if (since && version && !inWecom && isBefore(version, since)) return no('version')
  return denied ? no('denied') : { ok: true }
}
