import type { ApiName, Apis, miniProgramApis } from './api.ts'
import { apiNames, miniProgramNames } from './api-names.ts'
import type { CallOptions, Engine } from './engine.ts'
import { detectEnvironment, type WechatEnvironment } from './environment.ts'
import { WechatError } from './errors.ts'
import { checkMs, checkOptions, type WechatOptions } from './options.ts'
import { type Pending, pend } from './pending.ts'
import { loadSdk, type WxSdk } from './sdk.ts'
import type { Configured, ReadyOptions, SessionContext, WechatState } from './session.ts'
import type { ShareContent, ShareOptions } from './share.ts'
import { here, urlsToTry, withoutFragment } from './sign-url.ts'
import { createSignatures } from './signature.ts'

/** The method that a row of the API table makes. */
export type ApiMethod<Row> = Row extends { readonly types?: infer Types; readonly event?: infer Event }
  ? [Event] extends ['plain' | 'menu' | undefined]
    ? undefined extends Event
      ? CallMethod<Types>
      : EventMethod<Types>
    : never
  : never

type CallMethod<Types> = Types extends (params: infer Params) => infer Result
  ? [Params] extends [void]
    ? (params?: Record<string, never>, options?: CallOptions) => Promise<Result>
    : Record<string, never> extends Params
      ? (params?: Params, options?: CallOptions) => Promise<Result>
      : (params: Params, options?: CallOptions) => Promise<Result>
  : never

type EventMethod<Types> = Types extends (payload: infer Payload, content: infer Content) => void
  ? [Content] extends [never]
    ? (listener: (payload: Payload) => void) => () => void
    : (listener: (payload: Payload) => void, content?: Content) => () => void
  : never

/** Every API under its official name. */
export type ApiMethods = { readonly [Name in ApiName]: ApiMethod<Apis[Name]> }

/** What a page in the web-view of a mini program may ask of it. */
export type MiniProgramMethods = {
  readonly [Name in keyof typeof miniProgramApis]: ApiMethod<(typeof miniProgramApis)[Name]>
}

/** What `createWechat` returns. */
export interface Wechat extends ApiMethods {
  /**
   * Resolves when the page, at the URL where it now is, is configured: the client itself has said so. Follows the page when it navigates. May be called
   * as often as one likes: at a configured URL it costs nothing, and any number of callers share one configuration.
   *
   * Outside WeChat it rejects at once with `not-in-wechat`; otherwise it settles within the sum of the stages' timeouts. After a failure the next call tries
   * again.
   *
   * @param options.signal rejects this caller with the signal's reason; others are not affected
   */
  ready(options?: ReadyOptions): Promise<Configured>
  /** Where the configuration stands. */
  readonly state: WechatState
  /**
   * Reports every change of the state.
   *
   * @returns a function that unsubscribes
   */
  subscribe(listener: (state: WechatState) => void): () => void
  /** Which client this is; `platform: 'none'` outside WeChat and on a server. */
  readonly environment: WechatEnvironment
  /**
   * Sets what is shared from the route where the page is: to a friend, to Moments, to QQ, Weibo and QZone, by the new APIs and by the old ones, as the client
   * needs them. It is told to the client again after every configuration, and dropped when the page leaves the route.
   *
   * Resolves when the client has taken it, by either API; whether the user shares is not told.
   *
   * @param options.signal withdraws the content, now or later
   */
  share(content: ShareContent, options?: ShareOptions): Promise<void>
  /**
   * Fetches the signature of a route that is likely to come next, so that its configuration costs no request. Never rejects: what fails here is asked for again, and
   * told, when the page is there. Does nothing outside WeChat, and where the client checks the landing URL.
   *
   * @param url the route's URL, relative to the page's or absolute
   */
  prefetch(url: string): Promise<void>
  /**
   * Asks the client whether it has an API. A hint only: some clients say `false` of events that they have, devtools say nothing.
   *
   * @param name an official name
   */
  supports(name: ApiName): Promise<boolean>
  /**
   * Calls an API that the table lacks. Ask for it in `extraApis`.
   *
   * @param name the client's own name
   * @param params what is sent, as it is
   * @returns the reply, without the client's words about it
   */
  invoke<Result extends object = Record<string, unknown>>(
    name: string,
    params?: object,
    options?: CallOptions,
  ): Promise<Result>
  /**
   * Listens to an event that the table lacks.
   *
   * @param name the client's own name
   * @returns a function that unsubscribes
   */
  on<Payload extends object = Record<string, unknown>>(name: string, listener: (payload: Payload) => void): () => void
  /** The mini program around the page. Its APIs need no configuration, and do not wait for `ready()`. */
  readonly miniProgram: MiniProgramMethods
  /** The raw `wx` object, loaded when first asked for; what is called on it does not wait for `ready()`. Rejects as `ready()` does. */
  sdk(): Promise<WxSdk>
  /** Removes every listener, and rejects what is pending and what is called later with `disposed`. */
  dispose(): void
}

/** Which client this is, by what the browser says; nothing where there is none. */
function readEnvironment(): WechatEnvironment {
  const { navigator, __wxjs_environment } = globalThis as { navigator?: Navigator; __wxjs_environment?: string }
  return detectEnvironment(navigator?.userAgent, navigator?.maxTouchPoints, __wxjs_environment === 'miniprogram')
}

/**
 * Makes the client object. This does no work and touches no global: it may be called in a module, and on a server.
 *
 * @throws {WechatError} `invalid-argument` for an option that is missing, wrong or unknown
 * @example
 * export const wechat = createWechat({ signature: '/api/wechat/signature' })
 *
 * await wechat.ready()
 * const { localIds } = await wechat.chooseImage({ count: 3 })
 */
export function createWechat(options: WechatOptions): Wechat {
  const settings = checkOptions(options)
  const { timeouts, sdk } = settings
  const signatures = createSignatures(settings.signature, settings.initialSignature)
  const listeners = new Set<(state: WechatState) => void>()
  const pending: Pending = new Set()
  let engine: Engine | undefined
  let loading: Promise<Engine> | undefined
  let disposed = false
  let environment: WechatEnvironment | undefined

  const createLazily = async (): Promise<Engine> => {
    // What the engine asks for first is asked for while it is loaded. Failures of that are its business.
    const ignore = () => {}
    const asked: SessionContext['asked'] = new Map()
    let early: Promise<WxSdk> | undefined = loadSdk(sdk)
    early.catch(ignore)
    const ask = async () => {
      if (engine || disposed) return
      const [url] = urlsToTry(settings.signUrl, here(readEnvironment()), undefined)
      const answer = signatures.get(url, 'initial')
      asked.set(url, answer)
      await answer
    }
    setTimeout(() => ask().catch(ignore))
    try {
      const { createEngine } = await import('./engine.ts')
      const loadOnce = () => {
        const loaded = early ?? loadSdk(sdk)
        early = undefined
        return loaded
      }
      if (disposed) throw new WechatError('disposed')
      engine = createEngine({ ...settings, asked, signatures, listeners, pending, readEnvironment, loadSdk: loadOnce })
      return engine
    } catch (cause) {
      loading = undefined
      throw new WechatError('sdk-load-failed', String(cause), { cause })
    }
  }

  const load = async (signal?: AbortSignal): Promise<Engine> => {
    if (disposed) throw new WechatError('disposed')
    if (engine) return engine
    if (!readEnvironment().inWechat) throw new WechatError('not-in-wechat')
    loading ??= createLazily()
    const loaded = loading
    const late = () => new WechatError('sdk-load-failed', `none within ${timeouts.sdk} ms`)
    return pend<Engine>(pending, { signal, ms: timeouts.sdk, late }, (resolve, reject) => {
      loaded.then(resolve, reject)
    })
  }

  /** A function of the engine, as soon as that is there. */
  const engineCall =
    (run: 'call' | 'invoke' | 'miniProgram') =>
    (name: string) =>
    async (params?: object, callOptions: CallOptions = {}) => {
      checkMs('timeout', callOptions.timeout)
      // A copy at once: what the caller changes later is not sent.
      const copy = { ...params }
      return (await load(callOptions.signal))[run](name, copy, callOptions)
    }

  const listen =
    (name: string) =>
    (listener: (payload: never) => void, content?: ShareContent): (() => void) => {
      let stopped = false
      let stop: (() => void) | undefined
      const attach = () => {
        listeners.delete(attach)
        load().then(
          (engine) => {
            if (!stopped) stop = engine.listen(name, listener as never, content)
          },
          // Why it cannot be had now is told by the state. When somebody else has got further, it is tried again.
          () => listeners.add(attach),
        )
      }
      attach()
      return () => {
        stopped = true
        stop?.()
      }
    }

  const methods = (names: readonly string[], make: (name: string) => unknown) =>
    Object.fromEntries(names.map((name) => [name, make(name)]))
  const call = engineCall('call')

  return {
    // Made name by name, which the types cannot follow. Events, and nothing else, have a name that begins with "on".
    ...(methods(apiNames, (name) => (/^on[A-Z]/.test(name) ? listen(name) : call(name))) as ApiMethods),
    miniProgram: methods(miniProgramNames, engineCall('miniProgram')) as MiniProgramMethods,
    ready: async (readyOptions) => (await load(readyOptions?.signal)).ready(readyOptions),
    share: async (content, shareOptions = {}) => {
      const copy = { ...content }
      return (await load(shareOptions.signal)).share(copy, shareOptions)
    },
    prefetch: async (url) => {
      try {
        await (await load()).prefetch(withoutFragment(new URL(url, location.href).href))
      } catch {
        // What fails here is asked for again, and told, when the page is there.
      }
    },
    supports: async (name) => (await load()).supports(name),
    invoke: (name, params, callOptions) => engineCall('invoke')(name)(params, callOptions) as never,
    on: (name, listener) => listen(name)(listener as never),
    sdk: async () => (await load()).sdk(),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    dispose() {
      disposed = true
      listeners.clear()
      engine?.dispose()
      const error = new WechatError('disposed')
      for (const callOff of [...pending]) callOff(error)
    },
    get state() {
      return engine?.state() ?? { status: 'idle' }
    },
    get environment() {
      const now = readEnvironment()
      // The same object as long as it says the same: who renders it can tell whether it has changed.
      if (!environment || JSON.stringify(now) !== JSON.stringify(environment)) environment = now
      return environment
    },
  }
}
