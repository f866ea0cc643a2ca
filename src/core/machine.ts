/*
 * Which URL is configured. All state of the configuration is one machine:
 *
 *     idle → scheduled → trying → ready
 *                ↑          └───→ failed
 *                └── from every state: another URL, a caller, a refused call, a retry
 *
 * Each arrow is one function of `createMachine`, and goes through `transition()`. attempt.ts is what happens in
 * `trying`, plan.ts says which URL is next after a refusal, and pace.ts how long `scheduled` and a retry wait.
 */
import { warnAboutFailure } from '#advice'
import type { WechatErrorCode } from '../knowledge/codes.ts'
import { type AttemptParts, MOVED, type Step, startAttempt, type Verified } from './attempt.ts'
import { emit } from './emit.ts'
import type { WechatEnvironment } from './environment.ts'
import { isWechatError, WechatError } from './errors.ts'
import type { Following, OpenTagsState } from './following.ts'
import { earliestRetry, nextRetry, type Pace, paceAfter, routeDelay } from './pace.ts'
import { learn } from './plan.ts'
import type { WxSdk } from './sdk.ts'
import { candidateUrls, currentUrl, here, type KnownGood, type SignUrl } from './sign-url.ts'
import type { Signature, SignatureReason } from './signature.ts'

/** A configured page. */
export interface Configured {
  /** The page's URL, without fragment. */
  readonly url: string
  /** The URL whose signature the client accepted. */
  readonly signedUrl: string
  /** What the client denied: APIs by their official names, and open tags. */
  readonly denied: readonly string[]
}

/** A configuration, as the library keeps it. */
export interface Configuration {
  /** What callers get. */
  readonly page: Configured
  /** What the client accepted. */
  readonly signature: Signature
  /** The SDK that holds it. */
  readonly wx: WxSdk
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

/** What the machine works with. */
export interface MachineParts extends AttemptParts {
  readonly following: Following
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
    | { readonly is: 'idle' | 'trying' }
    | { readonly is: 'scheduled'; readonly cause: Cause }
    | { readonly is: 'ready'; readonly configuration: Configuration }
    | { readonly is: 'failed'; readonly firstFailure: number }
  )

/** A caller that waits until the page is configured. */
export interface Caller {
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/** Runs something at a time of `performance.now()`; returns a function that cancels it. */
function timer(at: number, run: () => void): () => void {
  const id = setTimeout(run, at - performance.now())
  return () => clearTimeout(id)
}

const configuring = (url: string, steps: readonly Step[] = []): StatusState => ({ status: 'configuring', url, steps })

/** In a microtask: a router may change the URL at a moment at which no component may be updated. */
const notify = <T>(listeners: Iterable<(value: T) => void>, value: T) =>
  void Promise.resolve().then(() => emit(listeners, value))

export type Machine = ReturnType<typeof createMachine>

/** The machine. It starts when the first caller waits. */
export function createMachine(parts: MachineParts) {
  const { signatures, following, signUrl } = parts
  const stateListeners = new Set<(state: WechatState) => void>()
  const configuredListeners = new Set<() => void>()
  const dependents = new Set<() => boolean>([() => parts.permissions.openTags.length > 0])
  const callers = new Set<Caller>()

  let state: State = { is: 'idle', since: 0, view: { status: 'idle' } }
  let shown: WechatState = { status: 'idle', openTags: 'unknown' }
  let pace: Pace = { early: 0, unconfigured: 0 }
  let wx: WxSdk | undefined
  let knownGood: KnownGood
  let reason: SignatureReason = 'initial'
  let lastRetry = Number.NEGATIVE_INFINITY

  /** The only way from one state to the next, and from one view of a state to another. */
  const transition = (next: State, openTags = shown.openTags) => {
    if (next.stop !== state.stop) state.stop?.()
    const isShown = next.view === state.view && openTags === shown.openTags
    state = next
    if (isShown) return
    shown = { ...next.view, openTags }
    notify(stateListeners, shown)
  }

  const isAt = (url: string) => 'url' in state.view && state.view.url === url

  /** What the page is like when it is at this URL. */
  const placeAt = (current: string) => ({ ...here(parts.environment()), current })

  /** To `scheduled`: what was configured or tried no longer counts, and callers wait for the next attempt. */
  const schedule = (cause: Cause = {}) => {
    const url = currentUrl()
    const now = performance.now()
    const sameUrl = isAt(url)
    const { is, hadCaller = callers.size > 0 } = state
    const isScheduled = sameUrl && is === 'scheduled'
    if (!sameUrl && is !== 'idle' && is !== 'scheduled')
      pace = paceAfter(pace, { state: is, stayMs: now - state.since, hadCaller })
    const [since, view] = isScheduled ? [state.since, state.view] : [now, configuring(url)]
    // At the earliest when the task has ended: a chain of redirects costs one signature, for its last URL.
    const delay = sameUrl && !isScheduled ? 0 : routeDelay(pace, callers.size > 0)
    const stop = timer(since + delay, () => begin(cause))
    transition({ is: 'scheduled', since, view, cause, stop }, sameUrl ? shown.openTags : 'unknown')
  }

  /** From `scheduled` to `trying`. */
  const begin = (cause: Cause) => {
    const url = currentUrl()
    const place = placeAt(url)
    const isRetry = cause.firstFailure !== undefined
    const { signal, steps, result, abort } = startAttempt(parts, {
      url,
      candidates: () => candidateUrls(signUrl, place, knownGood),
      followsClient: signUrl === 'auto',
      reason: isRetry && reason === 'invalid-signature' && !signatures.claimRefresh(url) ? 'route' : reason,
      isBackground: isRetry || !!cause.healing,
      wx,
      onSteps: (steps) => transition({ ...state, view: configuring(url, steps) }),
    })
    const view = isAt(url) ? state.view : configuring(url)
    transition({ is: 'trying', since: performance.now(), view, stop: abort })
    result.then(
      (verified) => {
        if (signal.aborted) return
        wx = verified.wx
        knownGood = learn(verified.signedUrl, place, knownGood)
        succeed(url, verified, steps())
      },
      (error) => {
        if (!signal.aborted) fail(url, error, steps(), cause)
      },
    )
  }

  /** From `trying` to `ready`. */
  const succeed = (url: string, { wx, signature, signedUrl, denied }: Verified, steps: readonly Step[]) => {
    // The URL changed without an event: routes are not followed, or another script has restored `history`.
    if (currentUrl() !== url) return schedule()
    reason = 'route'
    const page = { url, signedUrl, denied }
    const since = performance.now()
    const view: StatusState = { status: 'ready', ...page, steps }
    const configuration = { page, signature, wx, since }
    transition({ is: 'ready', since, view, hadCaller: callers.size > 0, configuration })
    for (const { resolve } of callers) resolve()
    // After the subscribers: one of them may navigate.
    notify(configuredListeners, undefined)
  }

  /** From `trying` to `failed`. */
  const fail = (url: string, thrown: unknown, steps: readonly Step[], cause: Cause) => {
    if (thrown === MOVED || currentUrl() !== url) return schedule()
    const error = isWechatError(thrown) ? thrown : new WechatError('config-failed', String(thrown), { cause: thrown })
    if (error.code === 'invalid-signature') {
      reason = error.code
      // A retry, which no caller asks for, would not help: the server has just been asked.
      signatures.claimRefresh(url)
    }
    warnAboutFailure(following, error)
    const since = performance.now()
    const { firstFailure = since } = cause
    const view: StatusState = { status: 'failed', url, error, steps }
    transition({ is: 'failed', since, view, hadCaller: callers.size > 0, firstFailure })
    planRetry(nextRetry(firstFailure, earliestRetry(since, lastRetry)))
    for (const { reject } of callers) reject(error)
  }

  /** In `failed`: the page is configured again at that time, if something still depends on it. */
  const planRetry = (at: number | undefined) => {
    const isNeeded = () => [...dependents].some((depends) => depends())
    if (!at || state.is !== 'failed' || !isNeeded()) return
    const { firstFailure } = state
    const retry = () => {
      if (!isAt(currentUrl()) || !isNeeded()) return
      lastRetry = performance.now()
      schedule({ firstFailure })
    }
    transition({ ...state, stop: timer(at, retry) })
  }

  following.onReport((report) => {
    // What has failed is not tried again because the fragment has changed.
    if (report === 'moved') {
      if (state.is !== 'idle' && !isAt(currentUrl())) schedule()
    } else if (report === 'restored') schedule()
    else if (report === 'awake') planRetry(earliestRetry(performance.now(), lastRetry))
    else if (report.openTags !== shown.openTags) transition(state, report.openTags)
  })

  return {
    /** What users see. */
    state: () => shown,
    /** The configuration of the page where it now is. */
    current: (): Configuration | undefined =>
      state.is === 'ready' && isAt(currentUrl()) ? state.configuration : undefined,
    /** The URLs to sign at this URL, the most likely first. */
    candidates: (url: string) => candidateUrls(signUrl, placeAt(url), knownGood),
    /** Adds a caller, and sees to an attempt at the page's URL. Returns a function that removes it. */
    wait(caller: Caller): () => void {
      callers.add(caller)
      if (state.is !== 'trying' || !isAt(currentUrl())) schedule(state.is === 'scheduled' ? state.cause : {})
      return () => void callers.delete(caller)
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
    /**
     * Called after each configuration, once its callers' promises are resolved; `current()` says whether it still
     * counts.
     */
    onConfigured: (listener: () => void) => void configuredListeners.add(listener),
    /** A failed configuration is retried as long as one of these says that something depends on it. */
    addDependent: (depends: () => boolean) => void dependents.add(depends),
    stop() {
      stateListeners.clear()
      configuredListeners.clear()
      transition({ is: 'idle', since: 0, view: { status: 'idle' } }, 'unknown')
    },
  }
}
