import { isWechatError, WechatError } from './errors.ts'
import { listen } from './listen.ts'
import { type Limits, type Pending, pend, within } from './pending.ts'

/** A reply of the client, before anything has been read out of it. */
export type RawReply = Record<string, unknown>

/** As much of the raw `wx` object as this library uses; the rest is there too, untyped. */
export interface WxSdk {
  config(options: object): void
  ready(callback: () => void): void
  error(callback: (reply: RawReply) => void): void
  /**
   * Sends a message to the client, with the verify parameters of the last `config`; there once `config` has been
   * called.
   */
  invoke(name: string, params: object, callback: (reply: RawReply) => void): void
  /** Sets the one handler that the client keeps for an event; there once `config` has been called. */
  on(name: string, handler: (reply: RawReply) => void): void
  readonly [name: string]: unknown
}

/**
 * Which JS-SDK is used: `'bundled'` (`weixin-js-sdk`, its own chunk; the online script where that cannot be loaded),
 * `'cdn'` (the official online script), `bridgeSdk` of `wechat-ready/bridge` (none; nothing is loaded), or a function
 * that loads one. Any jweixin from 1.0.0 on will do.
 */
export type SdkSource = 'bundled' | 'cdn' | (() => Promise<WxSdk>)

/** As much of the client's own bridge as this library uses. */
export type Bridge = Pick<WxSdk, 'invoke'>

/** Loads what may be an SDK. */
export type SdkLoader = () => Promise<unknown>

/** The loaders that have a name, each with those that take its place when it fails. */
export type SdkLoaders = Partial<Record<SdkSource & string, readonly SdkLoader[]>>

/** The page as the loading sees it: what other scripts may have put there, whatever it is. */
type Page = { jWeixin?: unknown; wx?: unknown; WeixinJSBridge?: unknown; define?: Record<string, unknown> }
export const page = () => window as Page

/** Milliseconds between two looks for a bridge that does not announce itself. */
const BRIDGE_POLL_MS = 50

/** Whether something is a jweixin that can do the work. A frozen one cannot: `config` could not add `invoke` to it. */
export const isUsable = (sdk: unknown): sdk is WxSdk => {
  const { config, invoke } = (sdk ?? {}) as WxSdk
  return typeof config === 'function' && (typeof invoke === 'function' || Object.isExtensible(sdk))
}

/** Loads an SDK that can do the work. Called inside WeChat only. */
async function loadSdk(loaders: readonly SdkLoader[]): Promise<WxSdk> {
  // The request for the signature, which begins in the same task and takes longer, goes first.
  await undefined
  const errors: unknown[] = []
  for (const load of loaders) {
    try {
      const loaded = await load()
      // The npm package exports nothing when the online script is on the page already; in some runtimes `wx` is
      // something else.
      const { jWeixin, wx } = page()
      const sdk = [loaded, (loaded as { default?: unknown } | undefined)?.default, jWeixin, wx].find(isUsable)
      if (sdk) {
        // jweixin asks a global `wx` for the data of pictures that iOS cannot show. Its npm package makes none, and
        // another script may have defined one that cannot be set. `bridgeSdk` needs none.
        if (!wx && sdk.getLocalImgData) Reflect.set(window, 'wx', sdk)
        return sdk
      }
    } catch (error) {
      errors.push(error)
    }
  }
  const cause = errors[1]
    ? Object.assign(new Error(`${errors.join('; ')}; bridgeSdk of wechat-ready/bridge loads neither`), { errors })
    : errors[0]
  throw new WechatError('sdk-load-failed', String(cause ?? 'no wx.config'), { cause })
}

export type Sdk = ReturnType<typeof createSdk>

/** The SDK and the client's bridge: loaded once, however many ask; loaded again after a failure. */
export function createSdk(source: SdkSource, named: SdkLoaders, pending: Pending) {
  const loaders = typeof source === 'function' ? [source] : (named[source] ?? [])
  let loading: Promise<WxSdk> | undefined
  return {
    load: (limits: Limits): Promise<WxSdk> =>
      within(pending, limits, () => {
        loading ??= loadSdk(loaders)
        return loading
      }).catch((error) => {
        // An abort says nothing about the SDK.
        if (isWechatError(error)) loading = undefined
        throw error
      }),

    /** Resolves when the client has put its bridge on the page: it may be there, send the event, or just appear. */
    bridge: (limits: Limits): Promise<Bridge> =>
      pend(pending, limits, (resolve) => {
        const look = () => {
          const bridge = page().WeixinJSBridge
          if (bridge) resolve(bridge as Bridge)
        }
        const timer = setInterval(look, BRIDGE_POLL_MS)
        const stopListening = listen(document, 'WeixinJSBridgeReady', look)
        look()
        return () => {
          clearInterval(timer)
          stopListening()
        }
      }),
  }
}
