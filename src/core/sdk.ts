import { isWechatError, WechatError } from './errors.ts'
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

/** The page as this module sees it: what other scripts may have put there, whatever it is. */
type Page = { jWeixin?: unknown; wx?: unknown; WeixinJSBridge?: unknown; define?: Record<string, unknown> }
const page = () => window as Page

/**
 * Milliseconds after which the chunk of `weixin-js-sdk`, and the first host, give way to the next source: by default
 * the second host has the last 3 of 10 s.
 */
const CHUNK_PATIENCE_MS = 3000
const HOST_PATIENCE_MS = 4000

/** Milliseconds between two looks for a bridge that does not announce itself. */
const BRIDGE_POLL_MS = 50

/** Whether something is a jweixin that can do the work. A frozen one cannot: `config` could not add `invoke` to it. */
const isUsable = (sdk: unknown): sdk is WxSdk => {
  const { config, invoke } = (sdk ?? {}) as WxSdk
  return typeof config === 'function' && (typeof invoke === 'function' || Object.isExtensible(sdk))
}

/** The npm package makes no SDK where there is one on the page: it must not see one that is of no use. */
async function loadBundled(): Promise<unknown> {
  const { jWeixin } = page()
  const hidden = jWeixin && !isUsable(jWeixin)
  if (hidden) page().jWeixin = undefined
  try {
    return (await import('./sdk-bundled.ts')).load()
  } finally {
    if (hidden) page().jWeixin = jWeixin
  }
}

/** An AMD or CMD loader would take the SDK for itself. To our script, and to no other, it looks like none. */
function hideLoader(script: HTMLScriptElement): void {
  const { define } = page()
  for (const name of ['amd', 'cmd']) {
    const value = define?.[name]
    const get = () => (document.currentScript === script ? undefined : value)
    if (value) Reflect.defineProperty(define, name, { configurable: true, get })
  }
}

/** Runs the official online script of one host. */
async function runScript(host: string): Promise<void> {
  const script = document.createElement('script')
  script.src = `https://${host}.wx.qq.com/open/js/jweixin-1.6.0.js`
  hideLoader(script)
  try {
    await pend<unknown>(new Set(), { ms: HOST_PATIENCE_MS }, (resolve, reject) => {
      script.onload = resolve
      script.onerror = reject
      document.head.append(script)
    })
  } catch {
    script.remove()
    throw new Error(`${script.src} does not load`)
  }
}

/** The second host is for when the first one fails. */
const loadOnline = () => runScript('res').catch(() => runScript('res2'))

const loadBundledSoon = () =>
  within<unknown>(
    new Set(),
    { ms: CHUNK_PATIENCE_MS, late: () => new Error(`no chunk within ${CHUNK_PATIENCE_MS} ms`) },
    loadBundled,
  )

/** Loads an SDK that can do the work. Called inside WeChat only. */
async function loadSdk(source: SdkSource): Promise<WxSdk> {
  // The request for the signature, which begins in the same task and takes longer, goes first.
  await undefined
  const errors: unknown[] = []
  const loaders = source === 'bundled' ? [loadBundledSoon, loadOnline] : [source === 'cdn' ? loadOnline : source]
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
export function createSdk(source: SdkSource, pending: Pending) {
  let loading: Promise<WxSdk> | undefined
  return {
    load: (limits: Limits): Promise<WxSdk> =>
      within(pending, limits, () => {
        loading ??= loadSdk(source)
        return loading
      }).catch((error) => {
        // An abort says nothing about the SDK.
        if (isWechatError(error)) loading = undefined
        throw error
      }),

    /** Resolves when the client has put its bridge on the page: it may be there, send the event, or just appear. */
    bridge: (limits: Limits): Promise<Bridge> =>
      pend(pending, limits, (resolve) => {
        const name = 'WeixinJSBridgeReady'
        const look = () => {
          const bridge = page().WeixinJSBridge
          if (bridge) resolve(bridge as Bridge)
        }
        const timer = setInterval(look, BRIDGE_POLL_MS)
        document.addEventListener(name, look)
        look()
        return () => {
          clearInterval(timer)
          document.removeEventListener(name, look)
        }
      }),
  }
}
