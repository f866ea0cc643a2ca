/*
 * What the bindings have in common.
 */

import { mountKey } from '../knowledge/keys.ts'
import type { Wechat } from './client.ts'
import { emit } from './emit.ts'
import { detectEnvironment } from './environment.ts'
import type { Configured, WechatState } from './session.ts'

/** What a page shows of the client object. */
export type View = Pick<Wechat, 'state' | 'environment' | 'can'>

/** What a server sees of it; and the page too, until it has taken over what the server rendered. */
const environment = detectEnvironment('')
export const unseen: View = {
  state: { status: 'idle', openTags: 'unknown' },
  environment,
  can: () => ({ ok: false, reason: 'not-in-wechat' }),
}

/**
 * Tells the client object that an app uses it. Once the last one has gone, it follows no routes until somebody asks it
 * again.
 *
 * @returns a function that tells it that the app has gone
 */
export const mount = (wechat: Wechat): (() => void) =>
  (wechat as { [mountKey]?: () => () => void })[mountKey]?.() ?? ignore

/** Why something cannot be had is told by the state. */
export const ignore = () => {}

/**
 * Asks for the configuration of the page once `settled` has resolved, and tells of it and of each one after it.
 *
 * @returns a function that stops it
 */
export function whenReady(
  wechat: Wechat,
  tell: (configured: Configured) => void,
  settled: Promise<unknown>,
): () => void {
  let stopped = false
  let stop = ignore
  const look = (state: WechatState) => {
    if (state.status === 'ready') tell(state)
  }
  const start = () => {
    if (stopped) return
    stop = wechat.subscribe(look)
    emit([look], wechat.state)
  }
  settled.then<unknown>(() => stopped || wechat.ready()).then(start, start)
  return () => {
    stopped = true
    stop()
  }
}
