import { fakeKey } from '../knowledge/keys.ts'
import { withoutFragment } from '../knowledge/url.ts'
import { type BridgeEnds, type Callback, createBridge } from './bridge.ts'
import { createDevice, type Device, missing } from './device.ts'
import { errMsg, spell } from './dialect.ts'
import { Grants } from './grants.ts'
import { decide, Handlers, type Settled, settle } from './handlers.ts'
import { cannot, judgeCall, judgeConfiguration, type Refusal, type Situation } from './judge.ts'
import { nativeName, webName } from './names.ts'
import type { FakeSignature, FakeWechat, FakeWechatOptions } from './options.ts'
import { clientOf, type Platform, type PlatformFacts } from './platforms.ts'
import {
  type Answer,
  type Decision,
  type FakeCall,
  type FakeClientActs,
  type FakeConfiguration,
  type FakeHandler,
  type Reply,
  readShort,
} from './script.ts'
import { type Message, sign } from './verification.ts'

/**
 * Puts a WeChat client's bridge and user agent on a window. It checks signatures, keeps grants, answers and refuses as
 * the client of the chosen platform does.
 *
 * @throws inside the real WeChat, and where a bridge is installed already.
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html
 */
export function installFakeWechat(options: FakeWechatOptions = {}): FakeWechat {
  const window = options.window ?? globalThis.window
  refuseRealWechat(window, options.force ?? window.navigator.webdriver === true)
  return new FakeClient(window, options)
}

function refuseRealWechat(window: Window, force: boolean) {
  const bridged = 'WeixinJSBridge' in window
  if (/MicroMessenger/i.test(window.navigator.userAgent) && (bridged || !force)) {
    throw new Error(
      'installFakeWechat: this is WeChat itself (the user agent says MicroMessenger), and a page with two clients has none. ' +
        'Uninstall an earlier fake first; in a test browser that only borrows the user agent, pass { force: true }.',
    )
  }
  if (bridged) throw new Error('installFakeWechat: the window has a WeixinJSBridge already. Uninstall that one first.')
}

class FakeClient implements FakeWechat {
  readonly appId: string
  ticket = ''
  delay = 0
  landing = ''
  readonly calls: FakeCall[] = []
  readonly configurations: FakeConfiguration[] = []
  readonly signatures: { url: string; reason: string | undefined }[] = []

  private readonly window: Window & typeof globalThis
  private readonly options: FakeWechatOptions
  private readonly handlers = new Handlers<FakeHandler>()
  private readonly grants = new Grants()
  private readonly timers = new Set<ReturnType<typeof setTimeout>>()
  private readonly ends: BridgeEnds
  private readonly listeners = new Set<(call: FakeCall) => void>()
  private readonly device: Device
  private readonly loaded: string
  private playing: Platform | undefined
  private facts: PlatformFacts
  private installed = true
  /** Whether the bridge is installed. */
  private bridged = false

  constructor(window: Window & typeof globalThis, options: FakeWechatOptions) {
    this.window = window
    this.options = options
    this.appId = options.appId ?? 'wx0123456789abcdef'
    this.facts = this.client(options.platform)
    this.ends = createBridge((native, params, callback) => this.invoked(native, params, callback))
    this.device = this.createDevice()
    this.loaded = this.loadedUrl()
    this.reset()
    Object.defineProperty(window, fakeKey, { value: this, configurable: true })
    this.bringBridge()
  }

  get platform(): Platform {
    return this.playing ?? 'android'
  }

  set platform(platform: Platform) {
    if (platform === this.playing) return
    this.facts = this.client(platform)
    this.playing = platform
    this.grants.clear()
    this.override('userAgent', this.userAgent())
    this.override('platform', this.facts.navigatorPlatform)
    Reflect.deleteProperty(this.window, '__wxjs_is_wkwebview')
    if (this.facts.isWkWebView)
      Object.defineProperty(this.window, '__wxjs_is_wkwebview', { value: true, configurable: true })
    if (Reflect.deleteProperty(this.window, 'WeixinJSBridge') && this.bridged) this.defineBridge()
  }

  get version(): string {
    return this.facts.version
  }

  sign = (url: string, { reason }: { reason?: string } = {}): FakeSignature => {
    this.signatures.push({ url, reason })
    const timestamp = Math.floor(Date.now() / 1000)
    const nonceStr = Math.random().toString(36).slice(2)
    const signature = sign({ ticket: this.ticket, nonceStr, timestamp, url })
    return { appId: this.appId, timestamp, nonceStr, signature }
  }

  on(api: string, handler: FakeHandler | Answer, { times }: { times?: number } = {}) {
    return this.handlers.add(api, typeof handler === 'function' ? (handler as FakeHandler) : () => handler, times)
  }

  reply(api: string, reply?: Reply) {
    this.handlers.clear(api)
    if (reply !== undefined) this.on(api, handlerOf(reply))
  }

  replyOnce(api: string, reply: Reply) {
    this.on(api, handlerOf(reply), { times: 1 })
  }

  replaceGrants(jsApiList: readonly string[] = []) {
    this.grants.keepOnly(jsApiList.map(nativeName))
  }

  emit(event: string, data: object = {}): boolean {
    return this.ends.emit(nativeName(event), { ...data })
  }

  get pictures() {
    const { keepPicture, pictureOf } = this.device
    return { add: keepPicture, of: pictureOf }
  }

  subscribe(listener: (call: FakeCall) => void) {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  injectBridge() {
    if (!this.installed || 'WeixinJSBridge' in (this.window as object)) return
    this.bridged = true
    this.defineBridge()
    this.defineEnvironment()
    const { document } = this.window
    document.dispatchEvent(new this.window.Event('WeixinJSBridgeReady'))
  }

  reset() {
    this.handlers.clear()
    for (const list of [this.calls, this.configurations, this.signatures]) list.length = 0
    const { platform = 'android', delay = 0, ticket = 'fake-jsapi-ticket' } = this.options
    this.platform = platform
    this.ticket = ticket
    this.delay = delay
    this.landing = this.loaded
  }

  uninstall() {
    this.installed = false
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
    this.ends.clear()
    for (const name of ['WeixinJSBridge', '__wxjs_environment', '__wxjs_is_wkwebview', fakeKey])
      Reflect.deleteProperty(this.window, name)
    this.override('userAgent', undefined)
    this.override('platform', undefined)
  }

  /** Installs the bridge when this client does, or when the test asks for it. */
  private bringBridge() {
    const { bridge = 0 } = this.options
    const { document } = this.window
    if (this.facts.bridge === 'small') this.defineEnvironment()
    if (bridge === 'never') return
    if (bridge !== 0) return this.later(bridge, () => this.injectBridge())
    if (this.facts.bridge === 'small' && document.readyState === 'loading')
      document.addEventListener('DOMContentLoaded', () => this.injectBridge(), { once: true })
    else this.injectBridge()
  }

  private defineBridge() {
    const small = this.facts.bridge === 'small'
    // Configurable, unlike a phone's, so that it can be uninstalled.
    Object.defineProperty(this.window, 'WeixinJSBridge', {
      value: small ? this.ends.small : this.ends.full,
      configurable: true,
      enumerable: true,
      writable: small,
    })
  }

  private defineEnvironment() {
    const value = this.options.miniProgram ? 'miniprogram' : 'browser'
    Object.defineProperty(this.window, '__wxjs_environment', { value, configurable: true })
  }

  private createDevice(): Device {
    const client = this
    return createDevice({
      document: this.window.document,
      get facts() {
        return client.facts
      },
      checks: (api) => this.checks(api),
      emit: (event, data) => this.emit(event, data),
      later: (milliseconds, task) => this.later(milliseconds, task),
    })
  }

  private tell(call: FakeCall) {
    for (const listener of this.listeners) listener(call)
  }

  /** The version of the options is that of their platform. */
  private client(platform: Platform = 'android'): PlatformFacts {
    const { platform: first = 'android', version } = this.options
    return clientOf(platform, platform === first ? version : undefined)
  }

  /** The URL of the document's load. */
  private loadedUrl(): string {
    // jsdom has no navigation timing.
    const [entry] = this.window.performance?.getEntriesByType?.('navigation') ?? []
    return withoutFragment(this.options.landing ?? (entry?.name || this.window.location.href))
  }

  private userAgent(): string {
    const { miniProgram } = this.options
    const suffix = miniProgram ? this.facts.miniProgram(miniProgram === true ? this.appId : miniProgram) : ''
    return this.facts.userAgent + suffix
  }

  /** Hides a property of `navigator` behind a value, or shows it again. */
  private override(property: 'userAgent' | 'platform', value: string | undefined) {
    const { navigator } = this.window
    if (value === undefined) Reflect.deleteProperty(navigator, property)
    else Object.defineProperty(navigator, property, { configurable: true, get: () => value })
  }

  private later(milliseconds: number, task: () => void) {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      task()
    }, milliseconds)
    this.timers.add(timer)
  }

  /** What the client knows at this moment. */
  private situation(api: string): Situation {
    const { options, platform, facts, grants, appId, ticket, landing } = this
    const page = { href: this.window.location.href, landing }
    return { options, platform, facts, grants, appId, ticket, page, scripted: this.handlers.has(api) }
  }

  /** Whether the client says that it has an API; `undefined` where it does not report it. */
  private checks(api: string): boolean | undefined {
    const { permission = this.facts.permission } = this.options
    const granted = () => this.grants.allows(nativeName(api), withoutFragment(this.window.location.href), permission)
    const can = !cannot(api, this.situation(api))
    return this.facts.checks === 'all' ? can : (can && granted()) || undefined
  }

  /** One message of the page: checked now; decided, spelled and delivered later. */
  private invoked(native: string, message: Message, callback: Callback) {
    const task = native === nativeName('config') ? this.configure(message) : this.call(native, message)
    this.tell(task.call)
    this.later(this.delay, () => {
      const decided = this.decide(task)
      settle(decided, (decision) =>
        settle(this.spell(task, decision), (messages) => this.deliver(task, messages, callback)),
      )
    })
  }

  private decide(task: Task): Settled<Decision> {
    const { call, isFinal } = task
    if (isFinal) return task.own()
    return decide<FakeCall, FakeClientActs, NonNullable<Answer>, Decision>({
      subject: call,
      name: call.api,
      handlers: this.handlers.asked((key) => key === call.api),
      acts: (take, next) => ({
        answer: (result = task.good()) => take({ act: 'answer', result }),
        cancel: () => take({ act: 'cancel' }),
        refuse: (words) => take({ act: 'refuse', words }),
        ignore: () => take({ act: 'ignore' }),
        repeat: () => take({ act: 'repeat' }),
        next,
      }),
      read: readShort,
      own: task.own,
    })
  }

  private spell(task: Task, decision: Decision): Settled<Message[]> {
    const { call, refusal } = task
    const spelling = { api: call.api, facts: this.facts, refusal }
    if (decision.act !== 'repeat') return spell(decision, spelling)
    return settle(task.own(), (own) => {
      const messages = own.act === 'repeat' ? [] : spell(own, spelling)
      return [...messages, ...messages]
    })
  }

  private deliver(task: Task, messages: readonly Message[], callback: Callback) {
    if (!this.installed) return
    for (const message of messages) {
      task.call.answer = message
      task.given?.(message)
      this.tell(task.call)
      callback({ ...message })
    }
  }

  private configure(message: Message): Task {
    const { facts } = this
    const situation = this.situation('config')
    const { verdict, urls, named } = judgeConfiguration(message, situation)
    const call: FakeConfiguration = {
      api: 'config',
      params: message,
      url: situation.page.href,
      appId: String(message.verifyAppId),
      jsApiList: strings(message.verifyJsApiList).map(webName),
      openTagList: strings(message.verifyOpenTagList),
      urlsChecked: urls,
      signedUrl: verdict.signedUrl,
      explanation: verdict.explanation,
    }
    this.configurations.push(call)
    const denied = call.jsApiList.filter((api) => this.options.denied?.includes(api)).map(nativeName)
    const accepted = facts.tellsDenied && denied.length > 0 ? { noPermissionJsApi: JSON.stringify(denied) } : {}
    const refuse = (words: string): Message => ({ ...errMsg('config', words, facts), ...named(words) })
    return {
      call,
      refusal: refuse(facts.words.invalidSignature),
      good: () => accepted,
      own: () => ({ act: 'answer', result: verdict.refused ? refuse(verdict.refused) : accepted }),
      given: (answer) => {
        if (!String(answer[facts.speaks]).endsWith(':ok')) return
        const granted = strings(message.verifyJsApiList).filter((api) => !denied.includes(api))
        const { permission = facts.permission } = this.options
        this.grants.add([...urls, withoutFragment(call.url)], granted, permission)
      },
    }
  }

  private call(native: string, message: Message): Task {
    const { facts } = this
    const api = webName(native)
    const situation = this.situation(api)
    const refused = judgeCall(native, api, message, situation)
    const params = withoutVerification(message)
    const call: FakeCall = { api, params, url: situation.page.href, explanation: refused?.explanation }
    this.calls.push(call)
    const refusal = errMsg(api, facts.words.notPermitted, facts)
    const raw = (refusal: Refusal): Decision => ({
      act: 'answer',
      result: { ...errMsg(api, refusal.words, facts), ...refusal.facts },
    })
    const good = () => {
      const result = this.believable(call)
      return typeof result === 'object' ? result : {}
    }
    if (refused) return { call, refusal, isFinal: true, good, own: () => raw(refused) }
    if (!situation.scripted) this.warnUnscripted(api)
    const limit = cannot(api, { ...situation, scripted: false })
    const { unhandled } = this.options
    const ask = !situation.scripted && typeof unhandled === 'function' ? unhandled : () => undefined
    const lacking = missing(api, call.params)
    const own = () => settle(lacking ?? ask(call), (answer) => readShort(answer ?? this.believable(call)))
    return { call, refusal, good, own: limit ? () => raw(limit) : own }
  }

  /** What the client answers to a call without a scripted reply. */
  private believable({ api, params }: FakeCall): NonNullable<Answer> {
    // The mini program answers these; outside of one nothing does.
    if (api === 'invokeMiniProgramAPI' && !this.options.miniProgram) return 'never'
    return this.device.answer(api, params) ?? {}
  }

  private warnUnscripted(api: string) {
    const { unhandled } = this.options
    if (asked.has(api) || (unhandled !== 'error' && unhandled !== 'warn')) return
    const message =
      `The page called ${api}, and the test has not said what the fake WeChat client answers. ` +
      `Say so before: fake.on('${api}', …).`
    if (unhandled === 'error') throw new Error(message)
    console.warn(message)
  }
}

/** One message from the page on its way to an answer. */
interface Task {
  readonly call: FakeCall
  /** What the client says when it refuses. */
  readonly refusal: Message
  /** Whether handlers are skipped, since the client itself has refused. */
  readonly isFinal?: true
  /** The result when it goes well. */
  good(): object
  /** The client's own decision. */
  own(): Settled<Decision>
  /** Called with the answer. */
  given?(answer: Message): void
}

/** Calls that jweixin makes by itself: no test has to script them. */
const asked = new Set(['checkJsApi', 'getNetworkType'])

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

const handlerOf = (reply: Reply): FakeHandler =>
  typeof reply === 'function' ? (call) => reply(call.params, call) : () => reply

/** What the page itself sent, without what jweixin adds to every call. */
function withoutVerification(message: Message): Message {
  const { appId, verifyAppId, verifySignType, verifyTimestamp, verifyNonceStr, verifySignature, ...params } = message
  return appId === verifyAppId ? params : { appId, ...params }
}
