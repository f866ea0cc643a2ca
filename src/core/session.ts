import type { WechatErrorCode } from '../knowledge/codes.ts'
import { codeOf } from '../knowledge/phrases.ts'
import { type Attempt, MOVED, type Step, stageLimits, startAttempt, type Timeouts } from './attempt.ts'
import { emit } from './emit.ts'
import type { WechatEnvironment } from './environment.ts'
import { isWechatError, WechatError } from './errors.ts'
import { type Pending, pend } from './pending.ts'
import { learn } from './plan.ts'
import { followRoutes } from './routes.ts'
import type { Bridge, Sdk, WxSdk } from './sdk.ts'
import { candidateUrls, currentUrl, here, type KnownGood, type SignUrl } from './sign-url.ts'
import type { SignatureReason, Signatures } from './signature.ts'
import type { Permissions } from './verify.ts'

/** A configured page. */
export interface Configured {
  /** The page's URL, without fragment. */
  readonly url: string
  /** The URL whose signature the client accepted. */
  readonly signedUrl: string
  /** The requested APIs that the client denied. */
  readonly denied: readonly string[]
}

/** A configuration, as the library keeps it. */
export interface Configuration {
  /** What callers are told. */
  readonly page: Configured
  /** When the client accepted it, in milliseconds of `performance.now()`. */
  readonly since: number
}

/** Whether open tags may be used here, as far as the client has said: `error` is that of its `WeixinOpenTagsError`. */
export type OpenTagsState = 'unknown' | 'ready' | { readonly error: WechatError }

/** Where the client object stands. */
export type WechatState = StatusState & { readonly openTags: OpenTagsState }

type StatusState =
  | { readonly status: 'idle' }
  | { readonly status: 'configuring'; readonly url: string; readonly steps: readonly Step[] }
  | (Configured & { readonly status: 'ready'; readonly steps: readonly Step[] })
  | { readonly status: 'failed'; readonly url: string; readonly error: unknown; readonly steps: readonly Step[] }

export interface ReadyOptions {
  readonly signal?: AbortSignal | undefined
}

/** What a session works with. */
export interface SessionParts {
  readonly sdk: Sdk
  readonly signatures: Signatures
  readonly permissions: Permissions
  readonly timeouts: Timeouts
  readonly pending: Pending
  readonly debug: boolean
  readonly signUrl: SignUrl
  readonly autoResign: boolean
  readonly environment: () => WechatEnvironment
}

/**
 * Where the session is. `due`: an attempt begins when the task has ended, or when the page has come to rest. Whether
 * the page is configured says `current()`: a configuration counts at its own URL alone.
 */
type Phase =
  | { readonly is: 'idle' | 'failed' }
  | Due
  | { readonly is: 'trying'; readonly attempt: Attempt }
  | { readonly is: 'configured'; readonly configuration: Configuration }

interface Due {
  readonly is: 'due'
  readonly healing: boolean
  readonly timer: ReturnType<typeof setTimeout>
}

/** Somebody who waits until the page is configured. */
interface Waiter {
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/**
 * Milliseconds for which a page that has gone on is left alone while nobody asks for it: a router whose redirects are
 * components goes through the URL that it redirects from, and renders there first.
 */
const REST_MS = 100

/** Milliseconds between two signatures that healing may have asked for afresh. */
const AFRESH_EVERY_MS = 60_000

/**
 * Most apps have no open tags, and compare or print the status alone: what is not known of the tags is on the
 * prototype.
 */
const stateOf = (status: StatusState, openTags: OpenTagsState = 'unknown'): WechatState =>
  Object.assign(Object.create({ openTags: 'unknown' }), status, openTags !== 'unknown' && { openTags })

export type Session = ReturnType<typeof createSession>

/**
 * The heart: which URL is configured, and who waits for it. All state of the configuration is here.
 *
 * idle → due → trying → configured | failed; from anywhere back to due when the page has another URL, when somebody
 * asks, and when the client refuses what it had granted.
 */
export function createSession(parts: SessionParts) {
  const { sdk, signatures, timeouts, pending, signUrl, permissions } = parts
  const stateListeners = new Set<(state: WechatState) => void>()
  const configuredListeners = new Set<() => void>()
  const movedListeners = new Set<() => void>()
  const waiters = new Set<Waiter>()

  let state = stateOf({ status: 'idle' })
  let phase: Phase = { is: 'idle' }
  let wx: WxSdk | undefined
  let knownGood: KnownGood
  let reason: SignatureReason = 'initial'
  let askedAfresh = Number.NEGATIVE_INFINITY
  let unfollow: (() => void) | undefined
  let mounts = 0
  /** Whether routes were followed until the last app went. */
  let deserted = false
  let disposed = false

  const setState = (next: StatusState, openTags = state.openTags) => {
    state = stateOf(next, openTags)
    emit(stateListeners, state)
  }

  /** The configuration of the page where it now is. */
  const current = (): Configuration | undefined =>
    phase.is === 'configured' && phase.configuration.page.url === currentUrl() ? phase.configuration : undefined

  /** Whether healing may ask for a signature afresh now. A yes uses the turn up. */
  const takeFreshTurn = (): boolean => {
    const now = performance.now()
    const may = now - askedAfresh >= AFRESH_EVERY_MS
    if (may) askedAfresh = now
    return may
  }

  /** To `due`: whatever was configured or tried counts no more, and whoever waits, waits for the next attempt. */
  const schedule = ({ rest = 0, healing = false } = {}) => {
    leave()
    const sameUrl = 'url' in state && state.url === currentUrl()
    const ms = waiters.size ? 0 : rest
    // When the task has ended: a chain of redirects costs one signature, for its last URL.
    phase = { is: 'due', healing, timer: setTimeout(begin, ms, healing) }
    setState({ status: 'configuring', url: currentUrl(), steps: [] }, sameUrl ? state.openTags : 'unknown')
  }

  /** Somebody asks: what is due does not wait for the page to come to rest. */
  const hurry = (due: Due) => {
    clearTimeout(due.timer)
    phase = { ...due, timer: setTimeout(begin, 0, due.healing) }
  }

  /** Out of whatever is under way. */
  const leave = () => {
    // Stryker disable next-line ConditionalExpression: where nothing is due there is no timer to clear
    if (phase.is === 'due') clearTimeout(phase.timer)
    if (phase.is === 'trying') phase.attempt.abort()
  }

  /** From `due` to `trying`. */
  const begin = (healing: boolean) => {
    const url = currentUrl()
    const place = { ...here(parts.environment()), current: url }
    const mine = startAttempt(parts, {
      url,
      candidates: () => candidateUrls(signUrl, place, knownGood),
      followsClient: signUrl === 'auto',
      reason,
      mayAskAfresh: healing ? takeFreshTurn : () => true,
      wx,
      onSteps: (steps) => setState({ status: 'configuring', url, steps }),
    })
    const { signal, steps, result } = mine
    phase = { is: 'trying', attempt: mine }
    result.then(
      (verified) => {
        if (signal.aborted) return
        wx = verified.wx
        knownGood = learn(verified.signedUrl, place, knownGood)
        const { signedUrl, denied } = verified
        succeed({ page: { url, signedUrl, denied }, since: performance.now() }, steps())
      },
      (error) => {
        if (signal.aborted) return
        // What is still under way has nothing more to tell.
        mine.abort()
        fail(url, error, steps())
      },
    )
  }

  /** From `trying` to `configured`. */
  const succeed = (configuration: Configuration, steps: readonly Step[]) => {
    // The page has gone on unheard: routes are not followed, or another script has taken `history` back.
    if (currentUrl() !== configuration.page.url) return schedule()
    reason = 'route'
    phase = { is: 'configured', configuration }
    // The waiters first: a listener may navigate or ask again, and whoever asks then waits for the next attempt.
    for (const { resolve } of waiters) resolve()
    setState({ status: 'ready', ...configuration.page, steps })
    emit(configuredListeners, undefined)
  }

  /** From `trying` to `failed`. */
  const fail = (url: string, cause: unknown, steps: readonly Step[]) => {
    if (cause === MOVED || currentUrl() !== url) return schedule()
    const error = isWechatError(cause) ? cause : new WechatError('config-failed', String(cause), { cause })
    if (error.code === 'invalid-signature') reason = error.code
    // Stryker disable next-line ObjectLiteral,StringLiteral: a name for the reader
    phase = { is: 'failed' }
    for (const { reject } of waiters) reject(error)
    setState({ status: 'failed', url, error, steps })
  }

  /** Follows the page, in the background, from one URL to the next. */
  const follow = () => {
    const changed = () => {
      emit(movedListeners, undefined)
      // What has failed is tried again by the next caller, or at the next URL, but not because the fragment has
      // changed.
      if ('url' in state && state.url !== currentUrl() && phase.is !== 'due') schedule({ rest: REST_MS })
    }
    if (unfollow || !parts.autoResign) return
    const stops = [followRoutes({ changed, restored: schedule })]
    if (permissions.openTags.length) stops.push(followOpenTags())
    unfollow = () => {
      for (const stop of stops) stop()
      unfollow = undefined
    }
  }

  /** The client tells of open tags by events: one of the document's, and one of each tag. */
  const followOpenTags = (): (() => void) => {
    const tell = (openTags: OpenTagsState) => setState(state, openTags)
    const failed = ({ detail }: Event & { detail?: { errMsg?: unknown } }) => {
      const errMsg = String(detail?.errMsg ?? '')
      tell({ error: new WechatError(codeOf(errMsg, 'config-failed'), '', { api: 'openTagList', errMsg }) })
    }
    const ready = ({ target }: Event) => {
      if (/^wx-open-/i.test((target as Element).localName) && state.openTags !== 'ready') tell('ready')
    }
    document.addEventListener('WeixinOpenTagsError', failed)
    // An event of a tag need not bubble; it is captured all the same.
    document.addEventListener('ready', ready, true)
    return () => {
      document.removeEventListener('WeixinOpenTagsError', failed)
      document.removeEventListener('ready', ready, true)
    }
  }

  /** Resolves when an attempt at the page's URL was good: one that is under way, or a new one. */
  const waitForConfiguration = (signal: AbortSignal | undefined, ms: number): Promise<void> => {
    let waiter: Waiter
    const late = () => new WechatError('config-timeout', 'the page kept changing its URL')
    return pend<void>(pending, { signal, ms, late }, (resolve, reject) => {
      waiter = { resolve, reject }
      waiters.add(waiter)
      if (phase.is === 'due') hurry(phase)
      else if (phase.is !== 'trying' || phase.attempt.url !== currentUrl()) schedule()
      return () => waiters.delete(waiter)
    })
  }

  /** Throws where there is nobody to ask. */
  const assertUsable = () => {
    if (disposed) throw new WechatError('disposed')
    if (!parts.environment().inWechat) throw new WechatError('not-in-wechat')
  }

  /**
   * Does something at the very moment at which the page is configured. Whoever only awaits that moment may come too
   * late: a page can go on to another URL within the same task.
   */
  const whenReady = async <T>(
    act: (wx: WxSdk, configuration: Configuration) => T | Promise<T>,
    { signal }: ReadyOptions = {},
  ): Promise<T> => {
    const stages = timeouts.sdk + timeouts.bridge + timeouts.signature + timeouts.config
    const end = performance.now() + stages
    for (;;) {
      assertUsable()
      follow()
      const configuration = current()
      if (wx && configuration && !signal?.aborted) return act(wx, configuration)
      // An aborted signal rejects there as well. A timer takes no more than 31 bits; 0 would be no limit.
      await waitForConfiguration(signal, Math.min(Math.max(end - performance.now(), 1), 2 ** 31 - 1))
    }
  }

  const bridge = async (signal?: AbortSignal): Promise<Bridge> => {
    assertUsable()
    return sdk.bridge(stageLimits('bridge', timeouts.bridge, { signal }))
  }

  return {
    state: () => state,
    current,
    assertUsable,
    whenReady,
    ready: async (options?: ReadyOptions): Promise<Configured> => whenReady((_, { page }) => page, options),
    /** Resolves with the client's bridge, which is all that some calls need. */
    bridge,
    /** Resolves with the SDK when it is loaded and the client's bridge is there. */
    async sdk(signal?: AbortSignal): Promise<WxSdk> {
      const [loaded] = await Promise.all([sdk.load(stageLimits('sdk', timeouts.sdk, { signal })), bridge(signal)])
      return loaded
    },
    /** Fetches what the page would be signed with at this URL. */
    async prefetch(url: string): Promise<void> {
      assertUsable()
      const place = { ...here(parts.environment()), current: url }
      const [first] = candidateUrls(signUrl, place, knownGood)
      await signatures.get(first, 'route', stageLimits('signature', timeouts.signature))
    },
    /**
     * The client refuses, by these words, what it had granted: the page is configured again.
     *
     * @param refused what it had granted, which is `current()`
     * @returns whether the call is to be asked again; not when that would take a fresh signature so soon after the last
     * one
     */
    heal(refused: Configuration, code: WechatErrorCode): boolean {
      if (code === 'invalid-signature') {
        if (!takeFreshTurn()) return false
        signatures.drop(refused.page.signedUrl)
        reason = code
      }
      schedule({ healing: true })
      return true
    },
    subscribe(listener: (state: WechatState) => void): () => void {
      stateListeners.add(listener)
      return () => void stateListeners.delete(listener)
    },
    /** Told of each configuration, after everybody who has waited for it: `current()` tells whether it still counts. */
    onConfigured: (listener: () => void) => void configuredListeners.add(listener),
    /** Told when the page's URL may have changed, its fragment included. */
    onMoved: (listener: () => void) => void movedListeners.add(listener),
    /** An app uses the client object. Once the last one has gone, no routes are followed until somebody asks again. */
    mount(): () => void {
      mounts++
      // The same app, mounted anew, as React does in development.
      if (deserted && !disposed) follow()
      let mounted = true
      return () => {
        if (mounted && !--mounts && unfollow) {
          unfollow()
          deserted = true
        }
        mounted = false
      }
    },
    dispose() {
      disposed = true
      const error = new WechatError('disposed')
      for (const callOff of [...pending]) callOff(error)
      leave()
      unfollow?.()
      for (const listeners of [stateListeners, configuredListeners, movedListeners]) listeners.clear()
      // Stryker disable next-line ObjectLiteral,StringLiteral: a name for the reader
      phase = { is: 'idle' }
      setState({ status: 'idle' })
    },
  }
}
