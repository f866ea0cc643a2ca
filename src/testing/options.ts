import type { Permission, Platform, RealAuthUrl, Verifies } from './platforms.ts'
import type { Answer, FakeCall, FakeConfiguration, FakeHandler, Reply } from './script.ts'

export interface FakeWechatOptions {
  /** The client to play. Default `'android'`. */
  platform?: Platform
  /**
   * The version of a phone's client, `'8.0.44'`: what it is too old for it refuses. `'7.0'` on Android plays a client
   * that keeps its grants for each URL. Default: a new one.
   */
  version?: string
  /** The `jsapi_ticket` that signatures are checked with. */
  ticket?: string
  /** The official account that the ticket belongs to. */
  appId?: string
  /** Which URL a signature must be of. Default: the platform's own rule. */
  verifies?: Verifies
  /** How long a good configuration lasts. Default: the platform's own rule. */
  permission?: Permission
  /**
   * How a refused configuration names the URLs that were checked. `true`, the default: as the platform does; `false`:
   * not at all.
   */
  realAuthUrl?: boolean | RealAuthUrl
  /**
   * Milliseconds until the bridge appears; `'never'`: it does not. Default 0: at once, before `installFakeWechat`
   * returns; in devtools when the document has been parsed.
   */
  bridge?: number | 'never'
  /** Milliseconds until each answer. Default 0: in the next task. */
  delay?: number
  /** The URL of the document's load, for iOS. Default: the navigation timing entry, else the URL at installation. */
  landing?: string
  /** The account's JS-safe domains (with a port, if any), each of which covers its sub-domains. Default: every host. */
  domains?: readonly string[]
  /** APIs that the account may not use, by web name. */
  denied?: readonly string[]
  /** APIs that this client does not know, by web name. */
  unsupported?: readonly string[]
  /** Plays the web-view of a mini program, `true` or its appId. Default `false`. */
  miniProgram?: boolean | string
  /**
   * A call that the test has not scripted: answered with believable data, the same with a warning, an error thrown, or
   * answered by a function, which returns `undefined` for the believable data. Default `'default'`.
   */
  unhandled?: 'default' | 'warn' | 'error' | ((call: FakeCall) => Answer | PromiseLike<Answer>)
  /**
   * Install although the user agent says MicroMessenger. Default: only where a program drives the browser
   * (`navigator.webdriver`).
   */
  force?: boolean
  /** The window to install on. Default: the global one. */
  window?: Window & typeof globalThis
}

/** A fake WeChat client, as installed on a window. */
export interface FakeWechat {
  /** The version of the client being played. */
  readonly version: string
  /**
   * The client being played. Set it to change to another, which knows of no configuration; `navigator.userAgent`
   * follows.
   */
  platform: Platform
  /** Milliseconds until each answer. */
  delay: number
  /** The URL of the document's load, without fragment. */
  landing: string
  readonly appId: string
  /**
   * What `sign` signs with and the client verifies with. Set it to play a ticket that was replaced: signatures
   * made before are invalid.
   */
  ticket: string
  /** Signs as a server would: a source for `createWechat({ signature: fake.sign })`. */
  readonly sign: (url: string, context?: { reason?: string }) => FakeSignature
  /** What `sign` was asked for, oldest first. */
  readonly signatures: readonly { url: string; reason: string | undefined }[]
  /** The calls that the page has made, oldest first, without configurations. */
  readonly calls: readonly FakeCall[]
  /** The configurations that the page has asked for, oldest first. */
  readonly configurations: readonly FakeConfiguration[]
  /**
   * Lets `handler` decide about the calls of `api` (its web name, or `'config'`) that the client lets
   * through: it acts once, or returns the short form of an act, or leaves the decision to the handler before it and at
   * last to the client. The newest handler is asked first; before it those for a number of calls, the oldest of them
   * first.
   *
   * @param handler a function, or a short form for every call: `'cancel'`, `'deny'`, `'never'`, `'twice'`, a result,
   * the client's own words
   * @param options `times`: for how many calls; default all
   * @returns a function that removes the handler
   * @example
   * fake.on('chooseImage', ({ params }, client) => (params.count === 1 ? client.cancel() : client.next()))
   */
  on(api: string, handler: FakeHandler | Answer, options?: { times?: number }): () => void
  /** The short form of `on` that removes every earlier handler of `api`. Without a reply: unscripted again. */
  reply(api: string, reply?: Reply): void
  /** The short form of `on` for the next call of `api`; several queue up. */
  replyOnce(api: string, reply: Reply): void
  /**
   * Plays `wx.config` of another party on this page, which reduces the page's grants to these APIs (web names);
   * without any, to none.
   */
  replaceGrants(jsApiList?: readonly string[]): void
  /** Sends an event to the page, by its web name: `'onVoicePlayEnd'`. Returns whether the page listens. */
  emit(event: string, data?: object): boolean
  /** The phone's pictures: put one there by its data URL and get its local id, or look at the one behind a local id. */
  readonly pictures: { add(dataUrl: string): string; of(localId: string): string }
  /**
   * Reports every call and configuration, when it is made and when it is answered. Returns a function that
   * unsubscribes.
   */
  subscribe(listener: (call: FakeCall | FakeConfiguration) => void): () => void
  /** Makes a bridge that is late appear now. */
  injectBridge(): void
  /**
   * Between two tests on one page: removes handlers and records, and goes back to the platform, the ticket, the delay
   * and the landing URL of the options. The page stays configured, its handlers stay, and calls that wait for their
   * answer get it; for a new document uninstall and install.
   */
  reset(): void
  /** Takes bridge and user agent off the window again. */
  uninstall(): void
}

/** What a signer answers. */
export interface FakeSignature {
  appId: string
  timestamp: number
  nonceStr: string
  signature: string
}
