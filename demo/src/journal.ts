import { type ShallowRef, shallowRef } from 'vue'
import type { Step, Wechat, WechatState } from 'wechat-ready'

/** A step, and when it began, in milliseconds after the configuration did. */
export interface TimedStep extends Step {
  readonly start: number
}

/** One configuration of the page, from its beginning to its end. */
export interface Run {
  /** The URL of the page. */
  url: string
  readonly began: number
  steps: TimedStep[]
  status: WechatState['status']
  /** Milliseconds, when it is over. */
  duration?: number
  error?: unknown
  /** Whether the signer was asked, or the signature was at hand. */
  asked?: boolean
}

/** Keeps what the page's last configurations were like, the latest first. */
export function keepJournal(wechat: Wechat): ShallowRef<readonly Run[]> {
  const journal = shallowRef<readonly Run[]>([])
  const runs: Run[] = []
  let requests = 0
  wechat.subscribe((state) => {
    if (state.status === 'idle') return
    if (state.status === 'configuring' && state.steps.length === 0) {
      runs.unshift({ url: state.url, began: performance.now(), steps: [], status: state.status })
      runs.length = Math.min(runs.length, 30)
    }
    const [run] = runs
    if (run) record(run, state)
    if (run && state.status !== 'configuring') {
      // The first one is asked for before the first configuration is told of.
      const before = requests
      requests = signatureRequests()
      run.asked = requests > before
    }
    journal.value = runs.map((run) => ({ ...run }))
  })
  return journal
}

function record(run: Run, state: Exclude<WechatState, { status: 'idle' }>): void {
  const now = performance.now() - run.began
  run.status = state.status
  run.url = state.url
  run.steps = state.steps.map((step, index) => ({ ...step, start: run.steps[index]?.start ?? now }))
  if (state.status === 'configuring') return
  run.duration = now
  if (state.status === 'failed') run.error = state.error
}

const signatureRequests = (): number =>
  performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/wechat/signature?')).length
