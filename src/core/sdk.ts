import { WechatError } from './errors.ts'

/** A reply of the client, before anything has been read out of it. */
export type RawReply = Record<string, unknown>

/** As much of the raw `wx` object as this library uses; the rest is there too, untyped. */
export interface WxSdk {
  config(options: object): void
  ready(callback: () => void): void
  error(callback: (reply: RawReply) => void): void
  /** Sends a message to the client, with the verify parameters of the last `config`; there once `config` has been called. */
  invoke(name: string, params: object, callback: (reply: RawReply) => void): void
  /** Sets the one handler that the client keeps for an event; there once `config` has been called. */
  on(name: string, handler: (reply: RawReply) => void): void
  readonly [name: string]: unknown
}

/**
 * Which JS-SDK is used: `'bundled'` (`weixin-js-sdk`, its own chunk), `'cdn'` (the official online script) or a function that loads one.
 */
export type SdkSource = 'bundled' | 'cdn' | (() => Promise<WxSdk>)

interface WechatWindow {
  readonly jWeixin?: unknown
  readonly wx?: unknown
}

/** Loads the SDK. Called inside WeChat only. */
export async function loadSdk(source: SdkSource): Promise<WxSdk> {
  let cause: unknown
  try {
    const loaded = await (typeof source === 'function'
      ? source()
      : (source === 'cdn' ? import('./sdk-online.ts') : import('./sdk-bundled.ts')).then(({ load }) => load()))
    // The npm package exports nothing when the online script is on the page already; in some runtimes `wx` is something else.
    for (const sdk of [loaded, (window as WechatWindow).jWeixin, (window as WechatWindow).wx] as (
      | WxSdk
      | undefined
    )[]) {
      if (typeof sdk?.config === 'function') return sdk
    }
  } catch (error) {
    cause = error
  }
  throw new WechatError('sdk-load-failed', String(cause ?? 'no wx.config'), { cause })
}
