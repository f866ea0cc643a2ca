import { warnAboutFailure } from '#advice'
import type { WechatErrorCode } from '../knowledge/codes.ts'
import { type Attempt, MOVED, type Step, stageLimits, startAttempt, type Timeouts } from './attempt.ts'
import { emit } from './emit.ts'
import type { WechatEnvironment } from './environment.ts'
import { isWechatError, WechatError } from './errors.ts'
import type { Following, OpenTagsState } from './following.ts'
import { earliestRetry, nextRetry, type Pace, paceAfter, routeDelay } from './pace.ts'
import { type Pending, pend } from './pending.ts'
import { learn } from './plan.ts'
import type { Bridge, Sdk, WxSdk } from './sdk.ts'
import { candidateUrls, currentUrl, here, type KnownGood, type SignUrl } from './sign-url.ts'
import type { Signature, SignatureReason, Signatures } from './signature.ts'
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
  /** What callers get. */
  readonly page: Configured
  /** What the client accepted. */
  readonly signature: Signature
  /** When the client accepted it, in milliseconds of `performance.now()`. */
  readonly since: number
}

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
  readonly following: Following
  readonly permissions: Permissions
  readonly timeouts: Timeouts
  readonly pending: Pending
  readonly debug: boolean
  readonly signUrl: SignUrl
  readonly environment: () => WechatEnvironment
}

/** Why an attempt is made, where it is not for a caller or a new URL. */
interface Cause {
  /** The client has dropped the configuration. */
  readonly healing?: boolean
  /** It is a retry: when the first attempt of its series failed, in milliseconds of `performance.now()`. */
  readonly firstFailure?: number | undefined
}

/** What every state has. */
interface Common {
  /** When the page came to this state, in milliseconds of `performance.now()`. */
  readonly since: number
  /** What users see of it. */
  readonly view: StatusState
  /** Whether a caller has waited for it; while it is tried, that depends on the callers that wait now. */
  readonly hadCaller?: boolean
  /** Stops what the state has under way, a timer or an attempt; called when the state is left. */
  readonly stop?: () => void
}

/** The states of the machine. A configuration counts at its own URL alone: see `current()`. */
type State = Common &
  (
    | { readonly is: 'idle' }
    | { readonly is: 'scheduled'; readonly cause: Cause; readonly startsAt: number }
    | { readonly is: 'trying'; readonly attempt: Attempt }
    | { readonly is: 'ready'; readonly configuration: Configuration }
    | { readonly is: 'failed'; readonly firstFailure: number }
  )

/** A caller that waits until the page is configured. */
interface Waiter {
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/** Runs something at a time of `performance.now()`; returns a function that cancels it. */
function timer(at: number, run: () => void): () => void {
  const id = setTimeout(run, Math.max(0, at - performance.now()))
  return () => clearTimeout(id)
}

export type Session = ReturnType<typeof createSession>

/**
 * Which URL is configured, and who waits for it. All state of the configuration is one machine:
 *
 *     idle → scheduled → trying → ready
 *                ↑          └───→ failed
 *                └── from every state: another URL, a caller, a refused call, a retry
 *
 * Each arrow is one function below, and goes through `transition()`. What happens in `trying` is in attempt.ts.
 */
export function createSession(parts: SessionParts) {
  const { sdk, signatures, following, timeouts, pending, signUrl } = parts
  const stateListeners = new Set<(state: WechatState) => void>()
  const configuredListeners = new Set<() => void>()
  const movedListeners = new Set<() => void>()
  const dependents = new Set<() => boolean>([() => parts.permissions.openTags.length > 0])
  const waiters = new Set<Waiter>()

  let state: State = { is: 'idle', since: 0, view: { status: 'idle' } }
  let shown: WechatState = { status: 'idle', openTags: 'unknown' }
  let pace: Pace = { early: 0, unconfigured: 0 }
  let wx: WxSdk | undefined
  let knownGood: KnownGood
  let reason: SignatureReason = 'initial'
  let lastRetry = Number.NEGATIVE_INFINITY
  let disposed = false

  /** The only way from one state to the next, and from one view of a state to another. */
  const transition = (next: State, openTags = shown.openTags) => {
    if (next.stop !== state.stop) state.stop?.()
    const isShown = next.view === state.view && openTags === shown.openTags
    state = next
    if (isShown) return
    shown = { ...next.view, openTags }
    const [told, listeners] = [shown, [...stateListeners]]
    // In a microtask: a router may change the URL at a moment at which no component may be updated.
    Promise.resolve().then(() => {
      const subscribed = listeners.filter((listener) => stateListeners.has(listener))
      emit(subscribed, told)
    })
  }

  const isAt = (url: string) => 'url' in state.view && state.view.url === url

  /** The configuration of the page where it now is. */
  const current = (): Configuration | undefined =>
    state.is === 'ready' && isAt(currentUrl()) ? state.configuration : undefined

  /** To `scheduled`: what was configured or tried no longer counts, and callers wait for the next attempt. */
  const schedule = (cause: Cause = {}) => {
    const url = currentUrl()
    const now = performance.now()
    const sameUrl = isAt(url)
    const { is, since, hadCaller = waiters.size > 0 } = state
    if (!sameUrl && is !== 'idle' && is !== 'scheduled')
      pace = paceAfter(pace, { state: is, stayMs: now - since, hadCaller })
    // At the earliest when the task has ended: a chain of redirects costs one signature, for its last URL.
    const startsAt = now + (sameUrl ? 0 : routeDelay(pace, waiters.size > 0))
    const view: StatusState = { status: 'configuring', url, steps: [] }
    const openTags = sameUrl ? shown.openTags : 'unknown'
    transition(
      { is: 'scheduled', since: now, view, cause, startsAt, stop: timer(startsAt, () => begin(cause)) },
      openTags,
    )
  }

  /** In `scheduled`: a caller does not wait for the delay of a route without callers. */
  const startSooner = (scheduled: State & { is: 'scheduled' }) => {
    const { since, cause } = scheduled
    const startsAt = Math.min(scheduled.startsAt, since + routeDelay(pace, true))
    transition({ ...scheduled, startsAt, stop: timer(startsAt, () => begin(cause)) })
  }

  /** From `scheduled` to `trying`. */
  const begin = (cause: Cause) => {
    const url = currentUrl()
    const place = { ...here(parts.environment()), current: url }
    const isRetry = cause.firstFailure !== undefined
    const mine = startAttempt(parts, {
      url,
      candidates: () => candidateUrls(signUrl, place, knownGood),
      followsClient: signUrl === 'auto',
      // The server is asked to check its ticket once a minute at most, as long as no caller asks.
      reason: isRetry && reason === 'invalid-signature' && !signatures.claimRefresh(url) ? 'route' : reason,
      isBackground: isRetry || !!cause.healing,
      wx,
      onSteps: (steps) => transition({ ...state, view: { status: 'configuring', url, steps } }),
    })
    const { signal, steps, result, abort } = mine
    const view: StatusState = isAt(url) ? state.view : { status: 'configuring', url, steps: [] }
    transition({ is: 'trying', since: performance.now(), view, attempt: mine, stop: abort })
    result.then(
      (verified) => {
        if (signal.aborted) return
        wx = verified.wx
        knownGood = learn(verified.signedUrl, place, knownGood)
        const { signedUrl, signature, denied } = verified
        succeed({ page: { url, signedUrl, denied }, signature, since: performance.now() }, steps())
      },
      (error) => {
        if (!signal.aborted) fail(url, error, steps(), cause)
      },
    )
  }

  /** From `trying` to `ready`. */
  const succeed = (configuration: Configuration, steps: readonly Step[]) => {
    const { page, since } = configuration
    // The URL changed without an event: routes are not followed, or another script has restored `history`.
    if (currentUrl() !== page.url) return schedule()
    reason = 'route'
    const hadCaller = waiters.size > 0
    transition({ is: 'ready', since, view: { status: 'ready', ...page, steps }, hadCaller, configuration })
    for (const { resolve } of waiters) resolve()
    // After the subscribers: one of them may navigate.
    Promise.resolve().then(() => emit(configuredListeners, undefined))
  }

  /** From `trying` to `failed`. */
  const fail = (url: string, thrown: unknown, steps: readonly Step[], cause: Cause) => {
    if (thrown === MOVED || currentUrl() !== url) return schedule()
    const error = isWechatError(thrown) ? thrown : new WechatError('config-failed', String(thrown), { cause: thrown })
    if (error.code === 'invalid-signature') {
      reason = error.code
      signatures.claimRefresh(url)
    }
    const since = performance.now()
    const { firstFailure = since } = cause
    warnAboutFailure(following, error)
    const hadCaller = waiters.size > 0
    transition({ is: 'failed', since, view: { status: 'failed', url, error, steps }, hadCaller, firstFailure })
    const at = nextRetry(firstFailure, earliestRetry(since, lastRetry))
    if (at) planRetry(at)
    for (const { reject } of waiters) reject(error)
  }

  /** In `failed`: the page is configured again at that time, if something still depends on it. */
  const planRetry = (at: number) => {
    const isNeeded = () => [...dependents].some((depends) => depends())
    if (state.is !== 'failed' || !isNeeded()) return
    const { firstFailure } = state
    const retry = () => {
      if (!isAt(currentUrl()) || !isNeeded()) return
      lastRetry = performance.now()
      schedule({ firstFailure })
    }
    transition({ ...state, stop: timer(at, retry) })
  }

  following.onReport((report) => {
    if (report === 'moved') {
      emit(movedListeners, undefined)
      // What has failed is not tried again because the fragment has changed.
      if (state.is !== 'idle' && !isAt(currentUrl())) schedule()
    } else if (report === 'restored') schedule()
    else if (report === 'awake') planRetry(earliestRetry(performance.now(), lastRetry))
    else if (report.openTags !== shown.openTags) transition(state, report.openTags)
  })

  /** Resolves when the page's URL is configured: by the attempt that is under way, or by a new one. */
  const waitForConfiguration = (signal: AbortSignal | undefined, ms: number): Promise<void> => {
    let waiter: Waiter
    const late = () => new WechatError('config-timeout', 'the page kept changing its URL')
    return pend<void>(pending, { signal, ms, late }, (resolve, reject) => {
      waiter = { resolve, reject }
      waiters.add(waiter)
      if (state.is === 'scheduled') startSooner(state)
      else if (state.is !== 'trying' || !isAt(currentUrl())) schedule()
      return () => waiters.delete(waiter)
    })
  }

  /** Throws outside WeChat and after dispose(). */
  const assertUsable = () => {
    if (disposed) throw new WechatError('disposed')
    if (!parts.environment().inWechat) throw new WechatError('not-in-wechat')
  }

  /**
   * Does something at the very moment at which the page is configured. After an `await` it may be too late: a page can
   * go on to another URL within the same task.
   */
  const whenReady = async <T>(
    act: (wx: WxSdk, configuration: Configuration) => T | Promise<T>,
    { signal }: ReadyOptions = {},
  ): Promise<T> => {
    const stages = timeouts.sdk + timeouts.bridge + timeouts.signature + timeouts.config
    const end = performance.now() + stages
    for (;;) {
      assertUsable()
      following.start()
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
    state: () => shown,
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
    /** Fetches the signature of this URL. */
    async prefetch(url: string): Promise<void> {
      assertUsable()
      const place = { ...here(parts.environment()), current: url }
      const [first] = candidateUrls(signUrl, place, knownGood)
      await signatures.get(first, 'route', stageLimits('signature', timeouts.signature))
    },
    /**
     * Has the page configured again, since the client refuses what it had granted.
     *
     * @param refused the configuration that no longer holds, which is `current()`
     * @param code why the client refuses
     * @returns whether the page is configured again: not where that takes a fresh signature within a minute of the last
     */
    heal({ page: { signedUrl }, signature }: Configuration, code: WechatErrorCode): boolean {
      if (code === 'invalid-signature') {
        signatures.drop(signedUrl, signature)
        if (!signatures.claimRefresh(signedUrl)) return false
        reason = code
      }
      schedule({ healing: true })
      return true
    },
    /** Reports every change of the state, in a microtask. */
    subscribe(listener: (state: WechatState) => void): () => void {
      stateListeners.add(listener)
      return () => void stateListeners.delete(listener)
    },
    /** Called after each configuration, once its callers are served; `current()` says whether it still counts. */
    onConfigured: (listener: () => void) => void configuredListeners.add(listener),
    /** Called when the page's URL may have changed, its fragment included. */
    onMoved: (listener: () => void) => void movedListeners.add(listener),
    /** A failed configuration is retried as long as one of these says that something depends on it. */
    addDependent: (depends: () => boolean) => void dependents.add(depends),
    dispose() {
      disposed = true
      const error = new WechatError('disposed')
      for (const cancel of [...pending]) cancel(error)
      for (const listeners of [stateListeners, configuredListeners, movedListeners]) listeners.clear()
      transition({ is: 'idle', since: 0, view: { status: 'idle' } }, 'unknown')
    },
  }
}
