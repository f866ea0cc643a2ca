import type { Wechat } from '../core/client.ts'
import { fakeKey, inspectKey } from '../knowledge/keys.ts'
import type { FakeWechat } from '../testing/options.ts'

/** What the inspector needs of a client object. */
export type Inspected = Pick<Wechat, 'environment' | 'state' | 'subscribe' | 'ready'>

/** A call as the client object remembers it. */
export interface InspectedCall {
  readonly api: string
  /** `performance.now()` when it was made. */
  readonly start: number
  /** Milliseconds; none while it is under way. */
  readonly duration?: number | undefined
  readonly error?: unknown
  /** What was sent and what came back, where the fake reports it. */
  readonly details?: string | undefined
}

/** What a client object reports to the inspector beyond its public API. */
export interface Inspection {
  readonly version: number
  readonly landing: string
  readonly current: string
  /** The signature that was used last. */
  readonly signature?: {
    readonly url: string
    readonly appId: string
    readonly timestamp: number | string
    readonly nonceStr: string
    readonly signature: string
    readonly reason?: string
  }
  /** Where signatures come from, when it is a URL. */
  readonly endpoint?: string | undefined
  /** The APIs that are asked for. */
  readonly requested: readonly string[]
  readonly shared?: { title?: string; desc?: string; link?: string; imgUrl?: string } | undefined
  /** The latest calls, newest last. */
  readonly calls: readonly InspectedCall[]
}

/** What a client object reports; `undefined` for one that reports nothing, such as one of another version. */
export function inspect(wechat: Inspected | undefined): Inspection | undefined {
  const method = (wechat as { [inspectKey]?: unknown } | undefined)?.[inspectKey]
  if (typeof method !== 'function') return undefined
  const inspection: Inspection = method.call(wechat)
  return inspection?.version === 1 ? inspection : undefined
}

/** The fake client of the page, if there is one. */
export const fakeOf = (window: Window): FakeWechat | undefined =>
  (window as { [fakeKey]?: FakeWechat } & Window)[fakeKey]
