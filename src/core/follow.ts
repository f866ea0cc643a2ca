/*
 * What the bindings have in common.
 */
import { mountKey, placeKey } from '../knowledge/keys.ts'
import { rows } from './api.ts'
import { canCall } from './can.ts'
import type { Wechat } from './client.ts'
import { emit } from './emit.ts'
import { detectEnvironment, type WechatEnvironment } from './environment.ts'
import type { Configured, WechatState } from './session.ts'
import type { SetContent } from './share.ts'
import type { ShareContent } from './share-content.ts'

/** What a page shows of the client object. */
export interface View extends Pick<Wechat, 'state' | 'can'> {
  readonly environment: WechatEnvironment | undefined
}

/**
 * The view on the server and until hydration ends.
 *
 * @param userAgent that of the request, where the app has it: the same on the server and on the page
 */
export const serverView = (userAgent: string | undefined): View => {
  const environment = detectEnvironment(userAgent ?? '')
  return {
    state: { status: 'idle', openTags: 'unknown' },
    environment: userAgent === undefined ? undefined : environment,
    can: (name) => canCall(environment, rows[name]?.clients),
  }
}

/** What the client object has for the bindings alone. One of another version may lack it. */
interface ForBindings {
  readonly [mountKey]?: () => () => void
  readonly [placeKey]?: () => SetContent
}

/**
 * Reports to the client object that an app uses it. After the last one was unmounted, it follows no routes until it is
 * asked again.
 *
 * @returns a function that reports that the app was unmounted
 */
export const mount = (wechat: Wechat): (() => void) => (wechat as ForBindings)[mountKey]?.() ?? ignore

/** Errors are reported by state.error. */
export const ignore = () => {}

/**
 * Takes a place for what a component shares. With its first content the page is configured.
 *
 * @returns sets the content while the component is on the page, and nothing when it leaves
 */
export function takeSharePlace(wechat: Wechat): SetContent {
  const set = (wechat as ForBindings)[placeKey]?.() ?? ignore
  let now: ShareContent | undefined
  return (content) => {
    set(content)
    if (content && !now) wechat.ready().catch(ignore)
    now = content
  }
}

/**
 * Asks for the configuration of the page, and reports it and each one after it.
 *
 * @returns a function that stops it
 */
export function whenReady(wechat: Wechat, report: (configured: Configured) => void): () => void {
  let stop = ignore
  let stopped: boolean | undefined
  const look = (state: WechatState) => {
    if (state.status === 'ready') report(state)
  }
  const start = () => {
    if (stopped) return
    stop = wechat.subscribe(look)
    emit([look], wechat.state)
  }
  wechat.ready().then(start, start)
  return () => {
    stopped = true
    stop()
  }
}
