import { bridgeReady } from './bridge.ts'
import { emit } from './emit.ts'
import type { WechatEnvironment } from './environment.ts'
import { isWechatError, WechatError, type WechatErrorCode } from './errors.ts'
import { type Limits, type Pending, pend } from './pending.ts'
import { learn } from './real-auth-url.ts'
import { followRoutes } from './routes.ts'
import type { WxSdk } from './sdk.ts'
import { currentUrl, here, type KnownGood, type SignUrl, urlsToTry } from './sign-url.ts'
import type { SignatureReason, Signatures } from './signature.ts'
import { type Permissions, verify } from './verify.ts'

/** Milliseconds that each stage may take. */
export interface Timeouts {
  /** Loading the JS-SDK. */
  sdk: number
  /** Waiting for the client's bridge. */
  bridge: number
  /** Fetching a signature. */
  signature: number
  /** The client's answer to a configuration. */
  config: number
  /** The client's answer to a call, from the moment that it was asked; `undefined`: it may take for ever. */
  call: number | undefined
}

/** A configured page. */
export interface Configured {
  /** The page's URL, without fragment. */
  readonly url: string
  /** The URL whose signature the client accepted. */
  readonly signedUrl: string
  /** The requested APIs that the client denied. */
  readonly denied: readonly string[]
}

/** One step towards a configuration. */
export interface Step {
  readonly name: 'sdk' | 'bridge' | 'signature' | 'config'
  /** The URL that is signed or verified. */
  readonly url?: string
  /** Milliseconds that it took; none while it is under way. */
  readonly duration?: number
  /** Why it failed, if it did. */
  readonly error?: unknown
}

/** Where the client object stands. */
export type WechatState =
  | { readonly status: 'idle' }
  | { readonly status: 'configuring'; readonly url: string; readonly steps: readonly Step[] }
  | (Configured & { readonly status: 'ready'; readonly steps: readonly Step[] })
  | { readonly status: 'failed'; readonly url: string; readonly error: unknown; readonly steps: readonly Step[] }

/** The code for a stage that takes too long. */
const lateCodes: Record<Step['name'], WechatErrorCode> = {
  sdk: 'sdk-load-failed',
  bridge: 'bridge-timeout',
  signature: 'signature-timeout',
  config: 'config-timeout',
}

/**
 * Milliseconds for which a page that has gone on is left alone while nobody asks for it: a router whose redirects are components goes through the URL that it
 * redirects from, and renders there first.
 */
const PATIENCE = 100

/** What a session works with. */
export interface SessionContext {
  readonly signUrl: SignUrl
  readonly autoResign: boolean
  readonly timeouts: Timeouts
  readonly debug: boolean
  readonly permissions: Permissions
  readonly signatures: Signatures
  /** Signatures that were asked for while this was loaded, by URL; each is used once. */
  readonly asked: Map<string, ReturnType<Signatures['get']>>
  readonly loadSdk: () => Promise<WxSdk>
  readonly readEnvironment: () => WechatEnvironment
  readonly listeners: Set<(state: WechatState) => void>
  readonly pending: Pending
  /** Told of each configuration. */
  readonly configured: (configured: Configured) => void
}

export interface ReadyOptions {
  readonly signal?: AbortSignal | undefined
}

/** One way to a configuration of the page at one URL; void as soon as the page has another one. */
interface Attempt {
  /** None until the task that caused it has ended: the URL is the last one of a chain of redirects. */
  url?: string
  /** The URL whose signature was asked for last. */
  signing?: string
  steps: readonly Step[]
  /** Milliseconds left of each stage's time, since a stage may be passed through more than once. */
  readonly left: Timeouts
}

/** Somebody who waits until the page is configured. */
interface Waiter {
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

export type Session = ReturnType<typeof createSession>

/**
 * The heart: which URL is configured, who waits for it, and what is tried next. All state of the library is here.
 *
 * Whether the page is configured is never remembered but seen: what was configured is held against the page's URL at each question. So no change of the
 * URL can be missed, and following them only makes it happen sooner.
 */
export function createSession(context: SessionContext) {
  const { timeouts, signatures, asked, listeners, pending, signUrl } = context
  const waiters = new Set<Waiter>()

  let state: WechatState = { status: 'idle' }
  let configured: Configured | undefined
  let attempt: Attempt | undefined
  let client: WxSdk | undefined
  let loading: Promise<WxSdk> | undefined
  let knownGood: KnownGood
  let reason: SignatureReason = 'initial'
  let unfollow: (() => void) | undefined
  let disposed = false

  const setState = (next: WechatState) => {
    state = next
    emit(listeners, next)
  }

  const newAttempt = (): Attempt => ({ steps: [], left: { ...timeouts } })

  /** Runs one step of an attempt within what is left of the stage's time, and tells of it. */
  const step = async <T>(mine: Attempt, name: Step['name'], work: () => Promise<T>, url?: string): Promise<T> => {
    const start = performance.now()
    const index = mine.steps.length
    const tell = (end: Partial<Step>) => {
      mine.steps = Object.assign([...mine.steps], { [index]: { name, ...(url && { url }), ...end } })
      if (attempt === mine && mine.url) setState({ status: 'configuring', url: mine.url, steps: mine.steps })
    }
    let failure: { error?: unknown } = {}
    tell(failure)
    const ms = mine.left[name]
    const late = () => new WechatError(lateCodes[name], `none within ${Math.round(ms)} ms`, url ? { urls: [url] } : {})
    try {
      return await pend<T>(pending, { ms, late }, (resolve, reject) => void work().then(resolve, reject))
    } catch (error) {
      failure = { error }
      throw error
    } finally {
      const duration = performance.now() - start
      mine.left[name] = Math.max(1, ms - duration)
      if (context.debug)
        console.log('[wechat-ready]', name, url ?? '', `${Math.round(duration)} ms`, failure.error ?? '')
      tell({ duration, ...failure })
    }
  }

  /** Loads the SDK and waits for the client's bridge, side by side. */
  const load = async (mine = newAttempt()): Promise<WxSdk> => {
    if (client) return client
    let over = false
    try {
      const [sdk] = await Promise.all([
        step(mine, 'sdk', () => {
          loading ??= context.loadSdk()
          return loading
        }),
        step(mine, 'bridge', () => bridgeReady(() => over)),
      ])
      client = sdk
      // For pictures that iOS cannot show, the SDK asks a global `wx` for their data. Its npm package makes none, and would throw there.
      ;(window as { wx?: unknown }).wx ??= sdk
      return sdk
    } finally {
      over = true
      loading = undefined
    }
  }

  const sign = (mine: Attempt, url: string, why: SignatureReason) => {
    mine.signing = url
    return step(
      mine,
      'signature',
      () => {
        const answer = asked.get(url) ?? signatures.get(url, why)
        asked.delete(url)
        return answer
      },
      url,
    ).catch((error) => {
      // Another attempt may wait for the same answer by now, and has its own time for it.
      if (attempt === mine || attempt?.signing !== url) signatures.drop(url)
      throw error
    })
  }

  /** Tries one URL after the other, each with its own signature, until the client accepts one. Gives up, with no result, when the page has gone on. */
  const configure = async (mine: Attempt, url: string): Promise<Configured | undefined> => {
    const gone = () => attempt !== mine || currentUrl() !== url
    const place = { ...here(context.readEnvironment()), current: url }
    const urls = urlsToTry(signUrl, place, knownGood)
    const sdk = load(mine)
    const tried: string[] = []
    let why = reason
    let refusal: WechatError | undefined
    while (urls.length) {
      const signedUrl = urls.shift() as string
      if (tried.includes(signedUrl)) continue
      tried.push(signedUrl)
      // An old signature that the client refuses is fetched anew before another URL is tried.
      for (let again = true; again; ) {
        const [{ signature, old }, wx] = await Promise.all([sign(mine, signedUrl, why), sdk])
        // What comes too late must not overwrite the parameters that the SDK holds for another URL by now.
        if (gone()) return
        try {
          const denied = await step(mine, 'config', () => verify(wx, signature, context.permissions), signedUrl)
          knownGood = learn(signedUrl, place, knownGood)
          reason = 'route'
          return { url, signedUrl, denied }
        } catch (error) {
          // Then it may be about another URL.
          if (gone()) return
          if (!isWechatError(error, 'invalid-signature')) throw error
          signatures.drop(signedUrl)
          refusal = error
          reason = why = error.code
          again = old
          // Named once: a client that names another one at every refusal would never come to an end.
          if (!old && signUrl === 'auto' && tried.length === 1) urls.unshift(...(error.realAuthUrls ?? []))
        }
      }
    }
    throw new WechatError('invalid-signature', '', { ...refusal, urls: tried })
  }

  /** Carries out an attempt, unless that is under way or another one has taken its place. */
  const carryOut = async (mine: Attempt) => {
    if (attempt !== mine || mine.url) return
    const url = currentUrl()
    mine.url = url
    let result: Configured | undefined
    let failure: unknown
    try {
      result = await configure(mine, url)
    } catch (error) {
      failure = error
    }
    if (attempt !== mine) return
    attempt = undefined
    asked.clear()
    // The page has gone on where nobody could hear it.
    if (currentUrl() !== url || !(result || failure)) return start()
    configured = result
    // Before the listeners are told, who may navigate or ask again: whoever does that waits for the next attempt.
    for (const { resolve, reject } of waiters) result ? resolve() : reject(failure)
    setState({
      ...(result ? { ...result, status: 'ready' } : { status: 'failed', url, error: failure }),
      steps: mine.steps,
    })
    if (result && configured === result) emit([context.configured], result)
  }

  /** Starts the configuration of the page anew; whoever waits, waits for this one from now on. */
  const start = (patience = 0) => {
    const mine = newAttempt()
    attempt = mine
    configured = undefined
    setState({ status: 'configuring', url: currentUrl(), steps: [] })
    // When the task has ended: a chain of redirects costs one signature, for its last URL.
    setTimeout(() => carryOut(mine), waiters.size ? 0 : patience)
  }

  /** Follows the page, in the background, from one URL to the next. */
  const follow = () => {
    const moved = () => {
      // What has failed is tried again by the next caller, or at the next URL, but not because the fragment has changed.
      if ('url' in state && state.url !== currentUrl() && (!attempt || attempt.url)) start(PATIENCE)
    }
    if (context.autoResign) unfollow ??= followRoutes(moved, start)
  }

  /** Resolves when an attempt at the page's URL was good: one that is under way, or a new one. */
  const nextConfiguration = (limits: Limits): Promise<void> => {
    let waiter: Waiter
    return pend<void>(pending, limits, (resolve, reject) => {
      waiter = { resolve, reject }
      waiters.add(waiter)
      const url = currentUrl()
      const mine = attempt
      if (!mine || (mine.url ?? url) !== url) start()
      else setTimeout(() => carryOut(mine))
    }).finally(() => waiters.delete(waiter))
  }

  /**
   * Does something at the very moment at which the page is configured. Whoever only awaits that moment may come too late: a page can go on to another URL within
   * the same task.
   */
  const whenReady = async <T>(
    act: (wx: WxSdk, configured: Configured) => T | Promise<T>,
    { signal }: ReadyOptions = {},
  ): Promise<T> => {
    if (!disposed) follow()
    const { sdk, bridge, signature, config } = timeouts
    const end = performance.now() + sdk + bridge + signature + config
    const late = () => new WechatError('config-timeout', 'the page kept changing its URL')
    for (;;) {
      if (disposed) throw new WechatError('disposed')
      if (client && configured?.url === currentUrl() && !signal?.aborted) return act(client, configured)
      // A timer takes no more than 31 bits, and 0 would be none.
      const ms = Math.min(Math.max(end - performance.now(), 1), 2 ** 31 - 1)
      await nextConfiguration({ signal, ms, late })
    }
  }

  return {
    state: () => state,
    whenReady,
    ready: (options?: ReadyOptions) => whenReady((_, configured) => configured, options),
    /** Resolves with the SDK when it is loaded and the client's bridge is there. */
    sdk: () => load(),
    /** Fetches what the page would be signed with at this URL. */
    async prefetch(current: string) {
      const place = { ...here(context.readEnvironment()), current }
      await sign(newAttempt(), urlsToTry(signUrl, place, knownGood)[0], 'route')
    },
    dispose() {
      disposed = true
      unfollow?.()
      unfollow = attempt = configured = undefined
      setState({ status: 'idle' })
    },
  }
}
