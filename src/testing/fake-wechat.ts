import { type BridgeEnds, type Callback, createBridge } from './bridge.ts'
import { createDevice, type Device } from './device.ts'
import { errMsg, success } from './dialect.ts'
import { apis, nativeName, webName } from './names.ts'
import type { FakeSignature, FakeWechat, FakeWechatOptions } from './options.ts'
import { Permissions } from './permissions.ts'
import { type Platform, type PlatformFacts, platforms, type RealAuthUrl } from './platforms.ts'
import { type Answer, type FakeCall, type FakeConfiguration, type Reply, Script } from './script.ts'
import {
  type Message,
  type Page,
  realAuthUrl,
  sign,
  signedUrl,
  urlsChecked,
  verify,
  withoutFragment,
} from './verification.ts'

/**
 * Puts a WeChat client's bridge and user agent on a window. It checks signatures, keeps permissions, answers and refuses as the client
 * of the chosen platform does.
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
  readonly ticket: string
  delay = 0
  landing = ''
  readonly calls: FakeCall[] = []
  readonly configurations: FakeConfiguration[] = []
  readonly signatures: { url: string; reason: string | undefined }[] = []

  private readonly window: Window & typeof globalThis
  private readonly options: FakeWechatOptions
  private readonly script = new Script()
  private readonly permissions = new Permissions()
  private readonly timers = new Set<ReturnType<typeof setTimeout>>()
  private readonly ends: BridgeEnds
  private readonly listeners = new Set<(call: FakeCall) => void>()
  private readonly device: Device
  private readonly loaded: string
  private playing: Platform | undefined
  private installed = true

  constructor(window: Window & typeof globalThis, options: FakeWechatOptions) {
    this.window = window
    this.options = options
    this.appId = options.appId ?? 'wx0123456789abcdef'
    this.ticket = options.ticket ?? 'fake-jsapi-ticket'
    this.ends = createBridge((native, params, callback) => this.invoked(native, params, callback))
    this.device = this.createDevice()
    this.loaded = this.loadedUrl()
    this.reset()
    const { bridge = 0 } = options
    if (bridge === 0) this.injectBridge()
    else if (bridge !== 'never') this.later(bridge, () => this.injectBridge())
  }

  get platform(): Platform {
    return this.playing ?? 'android'
  }

  set platform(platform: Platform) {
    if (platform === this.playing) return
    this.playing = platform
    this.permissions.clear()
    this.override('userAgent', this.userAgent())
    this.override('platform', this.facts.navigatorPlatform)
  }

  sign = (url: string, { reason }: { reason?: string } = {}): FakeSignature => {
    this.signatures.push({ url, reason })
    const timestamp = Math.floor(Date.now() / 1000)
    const nonceStr = Math.random().toString(36).slice(2)
    const signature = sign({ ticket: this.ticket, nonceStr, timestamp, url })
    return { appId: this.appId, timestamp, nonceStr, signature }
  }

  reply(api: string, reply?: Reply) {
    this.script.always(api, reply)
  }

  replyOnce(api: string, reply: Reply) {
    this.script.once(api, reply)
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
    if ('WeixinJSBridge' in (this.window as object)) return
    // Configurable, unlike the client's, so that it can be uninstalled.
    Object.defineProperty(this.window, 'WeixinJSBridge', {
      value: this.ends.bridge,
      configurable: true,
      enumerable: true,
    })
    const environment = this.options.miniProgram ? 'miniprogram' : 'browser'
    Object.defineProperty(this.window, '__wxjs_environment', { value: environment, configurable: true })
    const { document } = this.window
    document.dispatchEvent(new this.window.Event('WeixinJSBridgeReady'))
  }

  reset() {
    this.script.clear()
    for (const list of [this.calls, this.configurations, this.signatures]) list.length = 0
    const { platform = 'android', delay = 0 } = this.options
    this.platform = platform
    this.delay = delay
    this.landing = this.loaded
  }

  uninstall() {
    this.installed = false
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
    this.ends.clear()
    Reflect.deleteProperty(this.window, 'WeixinJSBridge')
    Reflect.deleteProperty(this.window, '__wxjs_environment')
    this.override('userAgent', undefined)
    this.override('platform', undefined)
  }

  private createDevice(): Device {
    const client = this
    return createDevice({
      document: this.window.document,
      get facts() {
        return client.facts
      },
      knows: (api) => this.knows(api),
      emit: (event, data) => this.emit(event, data),
      later: (milliseconds, task) => this.later(milliseconds, task),
    })
  }

  private tell(call: FakeCall) {
    for (const listener of this.listeners) listener(call)
  }

  private get facts(): PlatformFacts {
    return platforms[this.platform]
  }

  /** The URL of the document's load. */
  private loadedUrl(): string {
    const [entry] = this.window.performance.getEntriesByType('navigation')
    return withoutFragment(this.options.landing ?? (entry?.name || this.window.location.href))
  }

  private userAgent(): string {
    const { miniProgram } = this.options
    const suffix = miniProgram ? ` miniProgram/${miniProgram === true ? this.appId : miniProgram}` : ''
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

  private invoked(native: string, message: Message, callback: Callback) {
    const task = native === nativeName('config') ? this.configure(message) : this.call(native, message)
    this.tell(task.call)
    this.later(this.delay, () => {
      const reply = typeof task.reply === 'function' ? task.reply(task.call.params, task.call) : task.reply
      settle(reply, (answer) =>
        settle(this.messages(task, answer), (messages) => {
          if (!this.installed) return
          for (const message of messages) {
            task.call.answer = message
            task.given?.(message)
            this.tell(task.call)
            callback({ ...message })
          }
        }),
      )
    })
  }

  /** The messages that `answer` stands for: none, one, or two. */
  private messages(task: Task, answer: Answer): Message[] | PromiseLike<Message[]> {
    const standard = () => settle(task.standard(), (given) => (given === 'never' ? [] : [this.message(task, given)]))
    if (answer === undefined) return standard()
    if (answer === 'twice') return settle(standard(), (messages) => [...messages, ...messages])
    return answer === 'never' ? [] : [this.message(task, answer)]
  }

  private message({ call, refusal }: Task, answer: Answer = {}): Message {
    if (answer === 'deny') return refusal
    if (typeof answer === 'string') return errMsg(call.api, answer, this.facts)
    const message: Message = { ...answer }
    return 'err_msg' in message || 'errMsg' in message ? message : success(call.api, message, this.facts)
  }

  /** One `preVerifyJSAPI`: judged now, answered later. */
  private configure(message: Message): Task {
    const { href } = this.window.location
    const facts = this.facts
    const page: Page = { href, landing: this.landing }
    const urls = urlsChecked(page, this.options.verifies ?? facts.verifies)
    const account = { ticket: this.ticket, appId: this.appId, domains: this.options.domains }
    const verdict = verify(message, account, page, facts, urls)
    const call: FakeConfiguration = {
      api: 'config',
      params: message,
      url: href,
      appId: String(message.verifyAppId),
      jsApiList: strings(message.verifyJsApiList).map(webName),
      openTagList: strings(message.verifyOpenTagList),
      urlsChecked: urls,
      signedUrl: verdict.signedUrl,
      explanation: verdict.explanation,
    }
    this.configurations.push(call)
    const named = realAuthUrl(this.realAuthUrl(), page, urls)
    const denied = call.jsApiList.filter((api) => this.options.denied?.includes(api)).map(nativeName)
    const refuse = (words: string): Message => ({
      ...errMsg('config', words, facts),
      ...(words === facts.words.invalidSignature && named),
    })
    const accepted = facts.tellsDenied && denied.length > 0 ? { noPermissionJsApi: JSON.stringify(denied) } : {}
    return {
      call,
      reply: this.script.next('config'),
      refusal: refuse(facts.words.invalidSignature),
      standard: () => (verdict.refused ? refuse(verdict.refused) : accepted),
      given: (answer) => {
        if (!String(answer[facts.speaks]).endsWith(':ok')) return
        const granted = strings(message.verifyJsApiList).filter((api) => !denied.includes(api))
        this.permissions.grant([...urls, withoutFragment(href)], granted)
      },
    }
  }

  /** One call: let through or refused now, answered later. */
  private call(native: string, message: Message): Task {
    const facts = this.facts
    const api = webName(native)
    const call: FakeCall = { api, params: withoutVerification(message), url: this.window.location.href }
    this.calls.push(call)
    const refusal = errMsg(api, facts.words.notPermitted, facts)
    const refused = this.refused(native, api, message)
    if (refused !== undefined) return { call, reply: undefined, refusal, standard: () => refused }
    const scripted = this.script.has(api)
    if (!scripted) this.complain(api)
    const { unhandled } = this.options
    const ask = !scripted && typeof unhandled === 'function' ? unhandled : () => undefined
    const standard = () => settle(ask(call), (answer) => answer ?? this.device.answer(api, call.params))
    return { call, reply: this.script.next(api), refusal, standard }
  }

  /** Why the client does not even try a call, in its words. */
  private refused(native: string, api: string, message: Message): string | undefined {
    const { words, permission, verifiedPerCall, verifies } = this.facts
    const { href } = this.window.location
    if (!this.knows(api)) return words.notExist
    if (api === 'chooseWXPay' && this.options.miniProgram) return words.noPay
    const kept = this.options.permission ?? permission
    if (!this.permissions.allows(native, withoutFragment(href), kept)) return words.notPermitted
    if (!verifiedPerCall.includes(native)) return undefined
    const urls = urlsChecked({ href, landing: this.landing }, this.options.verifies ?? verifies)
    return signedUrl(message, this.ticket, urls) === undefined ? words.invalidSignature : undefined
  }

  private knows(api: string): boolean {
    return (apis.has(api) || this.script.has(api)) && !this.options.unsupported?.includes(api)
  }

  private complain(api: string) {
    const { unhandled } = this.options
    if (asked.has(api) || (unhandled !== 'error' && unhandled !== 'warn')) return
    const message =
      `The page called ${api}, and the test has not said what the fake WeChat client answers. ` +
      `Say so before: fake.reply('${api}', …).`
    if (unhandled === 'error') throw new Error(message)
    console.warn(message)
  }

  private realAuthUrl(): RealAuthUrl {
    const { realAuthUrl: wanted = true } = this.options
    if (wanted === true) return this.facts.realAuthUrl
    return wanted === false ? 'none' : wanted
  }
}

/** One message from the page on its way to an answer. */
interface Task {
  call: FakeCall
  /** What the test has laid down. */
  reply: Reply
  /** The unscripted answer. */
  standard: () => Answer | PromiseLike<Answer>
  /** The client refuses. */
  refusal: Message
  /** Told of the answer that was given. */
  given?: (answer: Message) => void
}

/** Calls that jweixin makes by itself: no test has to script them. */
const asked = new Set(['checkJsApi', 'getNetworkType'])

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** Goes on with a value now or with a promise's value later, so that a synchronous answer needs no microtask. */
function settle<T, R>(value: T | PromiseLike<T>, then: (value: T) => R): R | PromiseLike<R> {
  return isPromiseLike(value) ? value.then(then) : then(value)
}

const isPromiseLike = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof value === 'object' && value !== null && 'then' in value

/** What the page itself sent, without what jweixin adds to every call. */
function withoutVerification(message: Message): Message {
  const { appId, verifyAppId, verifySignType, verifyTimestamp, verifyNonceStr, verifySignature, ...params } = message
  return appId === verifyAppId ? params : { appId, ...params }
}
