import { inspectKey, mountKey, pendingKey, placeKey } from '../knowledge/keys.ts'
import { withoutFragment } from '../knowledge/url.ts'
import { type ApiName, type Apis, apiNames, type miniProgramApis, miniProgramNames, rows } from './api.ts'
import { type CallOptions, type CallRecord, createCalls } from './calls.ts'
import { type Can, canCall } from './can.ts'
import { detectEnvironment, type WechatEnvironment } from './environment.ts'
import { createEvents } from './events.ts'
import { createFollowing } from './following.ts'
import { checkOptions, type WechatOptions } from './options.ts'
import type { Pending } from './pending.ts'
import { createSdk, type SdkLoaders, type WxSdk } from './sdk.ts'
import { type Configured, createSession, type ReadyOptions, type WechatState } from './session.ts'
import { createShare, type ShareOptions } from './share.ts'
import type { ShareContent } from './share-content.ts'
import { here } from './sign-url.ts'
import { createSignatures, type SignatureHad } from './signature.ts'

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
   * Resolves when the page, at the URL where it now is, is configured: the client itself has said so. Follows the page
   * when it navigates. May be called as often as one likes: at a configured URL it costs nothing, and any number of
   * callers share one configuration.
   *
   * Outside WeChat it rejects at once with `not-in-wechat`; otherwise it settles within the sum of the stages'
   * timeouts. After a failure the next call tries again.
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
   * Sets what is shared at the URL where the page is: to a friend, to Moments, to QQ, Weibo and QZone, by the new APIs
   * and by the old ones, as the client needs them. It applies whenever the page is at this URL (the last 50 are kept),
   * until it is replaced there, and is sent to the client again after every configuration.
   *
   * Resolves when the client has taken it, by either API, when a later content decides, or when the page has left the
   * URL before it was sent. Whether the user shares is not known.
   *
   * @param options.signal removes the content, now or later
   */
  share(content: ShareContent, options?: ShareOptions): Promise<void>
  /**
   * Fetches the signature of a route that is likely to come next, so that its configuration costs no request. Never
   * rejects: what fails here is requested again, and reported, when the page is there. Does nothing outside WeChat;
   * where the client checks the landing URL, it fetches that signature if none is kept.
   *
   * @param url the route's URL, absolute, or relative to the page's base URL
   */
  prefetch(url: string): Promise<void>
  /**
   * Asks the client whether it has an API. A hint only: some clients say `false` of events that they have, devtools say
   * nothing.
   *
   * @param name an official name
   */
  supports(name: ApiName): Promise<boolean>
  /**
   * Says at once, from data, whether an API can be called here: by the platform and the version of the client where a
   * source is known for a limit, and, once the page is configured, by what the client has denied. Where nothing is
   * known against it, it can.
   *
   * @param name an official name
   */
  can(name: ApiName): Can
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
  /**
   * The raw `wx` object, loaded when first asked for; what is called on it does not wait for `ready()`. Rejects as
   * `ready()` does.
   */
  sdk(): Promise<WxSdk>
  /** Removes every listener, and rejects what is pending and what is called later with `disposed`. */
  dispose(): void
}

/** What the inspector reads of a client object. */
export interface Inspection {
  readonly version: 1
  /** The URL that the document was loaded with, and that of the page now; both without fragment. */
  readonly landing: string
  readonly current: string
  /** The signature that came last. */
  readonly signature: SignatureHad | undefined
  /** Where signatures are asked for, when that is a URL. */
  readonly endpoint: string | undefined
  /** The APIs that the configuration asks for. */
  readonly requested: readonly string[]
  /** What this client shares now. */
  readonly shared: ShareContent | undefined
  /** The last calls, the newest at the end. */
  readonly calls: readonly CallRecord[]
}

/** Makes the client object; `loaders` are those that the option `sdk` can name. */
export function createClient(options: WechatOptions, loaders: SdkLoaders): Wechat {
  const settings = checkOptions(options)
  const { permissions, timeouts, signature, share: byDefault } = settings
  const requested = permissions.apis
  const pending: Pending = new Set()
  const signatures = createSignatures(signature, settings.initialSignature, pending)
  const sdk = createSdk(settings.sdk, loaders, pending)
  const following = createFollowing({ ...settings, openTags: permissions.openTags })
  const environment = () => detectEnvironment()
  const session = createSession({ ...settings, sdk, signatures, following, pending, environment })
  const calls = createCalls({ session, signatures, pending, timeout: timeouts.call, requested })
  const events = createEvents({ session })
  const share = createShare({ session, calls, events, requested, byDefault })

  const inspect = (): Inspection => ({
    version: 1,
    ...here(detectEnvironment()),
    signature: signatures.latest(),
    endpoint: typeof signature === 'string' ? signature : undefined,
    requested,
    shared: share.content(),
    calls: calls.records,
  })

  const methods = (names: readonly string[], make: (name: never) => unknown) =>
    Object.fromEntries(names.map((name) => [name, make(name as never)]))
  const method = (name: ApiName) =>
    rows[name]?.event
      ? (listener: never, content?: ShareContent) => events.listen(name, listener, content)
      : (params?: object, callOptions?: CallOptions) => calls.call(name, params, callOptions)
  const miniProgramMethod = (name: keyof typeof miniProgramApis) => (params?: object, callOptions?: CallOptions) =>
    calls.miniProgram(name, params, callOptions)

  const wechat: Wechat = {
    // `Object.fromEntries` loses the names, hence the cast.
    ...(methods(apiNames, method) as ApiMethods),
    miniProgram: methods(miniProgramNames, miniProgramMethod) as MiniProgramMethods,
    ready: session.ready,
    share: share.share,
    prefetch: async (url) => {
      try {
        await session.prefetch(withoutFragment(new URL(url, document.baseURI).href))
      } catch {
        // What fails here is asked for again, and told, when the page is there.
      }
    },
    supports: calls.supports,
    can: (name) => canCall(environment(), rows[name]?.clients, !!session.current()?.page.denied.includes(name)),
    invoke: calls.invoke as Wechat['invoke'],
    on: (name, listener) => events.listen(name, listener as never),
    sdk: async () => session.sdk(),
    subscribe: session.subscribe,
    dispose() {
      share.dispose()
      events.dispose()
      session.dispose()
      following.dispose()
      signatures.dispose()
    },
    get state() {
      return session.state()
    },
    get environment() {
      return environment()
    },
  }
  return Object.defineProperties(wechat, {
    [inspectKey]: { value: inspect },
    [mountKey]: { value: following.mount },
    [pendingKey]: { value: pending },
    [placeKey]: { value: share.place },
  })
}
