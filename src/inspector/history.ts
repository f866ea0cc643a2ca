import type { Step } from '../core/attempt.ts'
import type { WechatState } from '../core/session.ts'
import type { Inspected } from './source.ts'

/** One configuration of the page, from its beginning to its end. */
export interface Run {
  /** The URL of the page, without fragment. */
  readonly url: string
  readonly status: 'configuring' | 'ready' | 'failed'
  readonly steps: readonly Step[]
  readonly denied: readonly string[]
  /** The URL that the client accepted. */
  readonly signedUrl: string | undefined
  readonly error: unknown
  /** `performance.now()` when it was first seen. */
  readonly began: number
  /** Milliseconds; absent while it is under way, and when it ended before the panel was opened. */
  readonly duration: number | undefined
}

const MAX_RUNS = 20

/** Records the latest configurations, the newest first, with the one under way. */
export function keepHistory(wechat: Inspected, changed: () => void = () => {}) {
  const runs: Run[] = []
  const see = (state: WechatState, isNew: boolean) => {
    if (state.status === 'idle') return
    const [last] = runs
    const goesOn = last?.status === 'configuring'
    if (!goesOn && last && last.url === state.url && sameSteps(last.steps, state.steps)) return
    const began = goesOn ? last.began : performance.now()
    const isOver = state.status !== 'configuring'
    const run: Run = {
      url: state.url,
      status: state.status,
      steps: state.steps,
      denied: state.status === 'ready' ? state.denied : [],
      signedUrl: state.status === 'ready' ? state.signedUrl : undefined,
      error: state.status === 'failed' ? state.error : undefined,
      began,
      duration: isOver && isNew ? performance.now() - began : undefined,
    }
    if (goesOn) runs[0] = run
    else runs.unshift(run)
    runs.length = Math.min(runs.length, MAX_RUNS)
  }
  see(wechat.state, false)
  const stop = wechat.subscribe((state) => {
    see(state, true)
    changed()
  })
  return { runs: runs as readonly Run[], stop }
}

const sameSteps = (left: readonly Step[], right: readonly Step[]) => left === right && left.length > 0
