import type { WechatErrorCode } from '../knowledge/codes.ts'
import { isWechatError, WechatError } from './errors.ts'
import { type Limits, type Pending, within } from './pending.ts'
import { nextUrl, type Refusal, refreshUrl } from './plan.ts'
import type { Sdk, WxSdk } from './sdk.ts'
import { currentUrl } from './sign-url.ts'
import type { Signature, SignatureReason, Signatures } from './signature.ts'
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
  /**
   * The client's answer to a call, from the moment that it was asked; `undefined`: 10 000, and no limit where the
   * user or the network takes part.
   */
  call: number | undefined
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

/** What an attempt works with; the same for each. */
export interface AttemptParts {
  readonly sdk: Sdk
  readonly signatures: Signatures
  readonly permissions: Permissions
  readonly timeouts: Timeouts
  readonly pending: Pending
  readonly debug: boolean
}

/** What one attempt is to do. */
export interface AttemptTask {
  /** The page's URL. */
  readonly url: string
  /** The URLs to sign that come into question, the most likely first. May throw. */
  readonly candidates: () => readonly string[]
  /** Whether what the client names in a refusal is tried as well. */
  readonly followsClient: boolean
  /** Why the first signature is asked for. */
  readonly reason: SignatureReason
  /** Whether no caller has asked for it: refreshes of the ticket, which the server pays for, are then limited. */
  readonly isBackground: boolean
  /** The SDK, when it is known already and the bridge is there. */
  readonly wx: WxSdk | undefined
  /** Called with all steps whenever one begins or ends; not after an abort. */
  readonly onSteps: (steps: readonly Step[]) => void
}

/** Result of a successful attempt. */
export interface Verified {
  readonly wx: WxSdk
  readonly signedUrl: string
  readonly signature: Signature
  readonly denied: readonly string[]
}

/** Whether the client's refusal explains more than the signer's error after it: then the refusal is kept. */
const isLesserError = (error: unknown, refusals: readonly Refusal[]): boolean =>
  isWechatError(error) && /^signature/.test(error.code) && refusals[refusals.length - 1]?.again === false

export type Attempt = ReturnType<typeof startAttempt>

/** The code for a stage that takes too long. */
const lateCode = (stage: Step['name']): WechatErrorCode => (stage === 'sdk' ? 'sdk-load-failed' : `${stage}-timeout`)

/** Clients put their bridge into the top page alone. */
const IN_FRAME = ' in a frame: create the client in the top page and hand it down'

/** The limits of one stage; the URL is the one that is signed, for the error. */
export const stageLimits = (
  stage: Step['name'],
  ms: number,
  { signal, url }: { signal?: AbortSignal | undefined; url?: string | undefined } = {},
): Limits => ({
  signal,
  ms,
  late: () =>
    new WechatError(
      lateCode(stage),
      `no answer within ${Math.round(ms)} ms${stage === 'bridge' && parent !== window ? IN_FRAME : ''}`,
      url ? { urls: [url] } : {},
    ),
})

/** What an attempt is rejected with when the URL changed without an event. */
export const MOVED = Symbol('the URL has changed')

/**
 * Tries to configure the page at one URL. The attempt owns its abort, its steps and its budget of time. An aborted
 * attempt sends nothing more and reports no step.
 *
 * @returns `result`: resolves when the client has accepted one of the URLs; rejects with why not, with `MOVED`, or
 * after an abort
 */
export function startAttempt(parts: AttemptParts, task: AttemptTask) {
  const { sdk, signatures, permissions, pending, debug } = parts
  const { url, followsClient, isBackground, onSteps } = task
  const controller = new AbortController()
  const { signal } = controller
  // What is left of each stage's time, since a stage may be passed through more than once.
  const left = { ...parts.timeouts }
  let steps: readonly Step[] = []

  /** Runs one step within what is left of the stage's time, and reports it. */
  const step = async <T>(name: Step['name'], work: (limits: Limits) => Promise<T>, signedUrl?: string): Promise<T> => {
    const start = performance.now()
    const index = steps.length
    const report = (end: Partial<Step>) => {
      // A new list, with this step in its place.
      steps = Object.assign([...steps], { [index]: { name, ...(signedUrl && { url: signedUrl }), ...end } })
      if (!signal.aborted) onSteps(steps)
    }
    report({})
    const ms = left[name]
    const end: { duration?: number; error?: unknown } = {}
    try {
      return await work(stageLimits(name, ms, { signal, url: signedUrl }))
    } catch (error) {
      end.error = error
      throw error
    } finally {
      const duration = performance.now() - start
      end.duration = duration
      left[name] = Math.max(1, ms - duration)
      if (debug) console.log('[wechat-ready]', name, signedUrl ?? '', `${Math.round(duration)} ms`, end.error ?? '')
      report(end)
    }
  }

  /** What comes too late must not overwrite the parameters that the SDK holds for another URL by now. */
  const assertHere = () => {
    if (currentUrl() !== url) throw MOVED
  }

  const run = async (): Promise<Verified> => {
    const candidates = task.candidates()
    // The SDK and the client's bridge, side by side.
    const loading = task.wx ? [task.wx] : Promise.all([step('sdk', sdk.load), step('bridge', sdk.bridge)])
    const refusals: Refusal[] = []
    let { reason } = task
    let lastError: WechatError | undefined
    let refreshed = false
    for (;;) {
      let signedUrl = nextUrl(candidates, refusals)
      if (!signedUrl && !refreshed && reason === 'invalid-signature') {
        // The first visitor after the ticket was replaced: no URL is wrong.
        const named = refreshUrl(candidates, refusals)
        if (isBackground || signatures.claimRefresh(named)) signedUrl = named
      }
      if (!signedUrl) break
      refreshed ||= reason === 'invalid-signature'
      const refusal: Refusal = { url: signedUrl, again: false, named: [] }
      let signature: Signature | undefined
      try {
        const signing = step('signature', (limits) => signatures.get(signedUrl, reason, limits), signedUrl)
        const [had, [wx]] = await Promise.all([signing, loading])
        assertHere()
        signature = had.signature
        refusal.again = had.kept
        const config = (limits: Limits) => within(pending, limits, () => verify(wx, had.signature, permissions))
        return { wx, signedUrl, signature, denied: await step('config', config, signedUrl) }
      } catch (error) {
        assertHere()
        if (isWechatError(error, 'invalid-signature')) {
          signatures.drop(signedUrl, signature)
          lastError = error
          reason = isBackground && !signatures.claimRefresh(signedUrl) ? 'route' : error.code
          refusal.again &&= reason === 'invalid-signature'
          if (followsClient) refusal.named = error.realAuthUrls ?? []
        } else if (!isLesserError(error, refusals) || signal.aborted) throw error
      }
      refusals.push(refusal)
    }
    const urls = [...new Set(refusals.map((refused) => refused.url))]
    throw new WechatError('invalid-signature', '', { ...lastError, urls })
  }

  return {
    signal,
    steps: () => steps,
    abort: () => controller.abort(),
    // In a microtask: the machine keeps the attempt before its first step is reported.
    result: Promise.resolve().then(run),
  }
}
