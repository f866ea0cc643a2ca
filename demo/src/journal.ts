import { type ShallowRef, shallowRef } from 'vue'
import type { Wechat, WechatState } from 'wechat-ready'

/** One configuration of the page, from its beginning to its end. */
export interface Run {
  /** The URL of the page. */
  url: string
  readonly began: number
  status: WechatState['status']
  /** Milliseconds, when it is over. */
  duration?: number
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
      runs.unshift({ url: state.url, began: performance.now(), status: state.status })
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
  run.status = state.status
  run.url = state.url
  if (state.status !== 'configuring') run.duration = performance.now() - run.began
}

const signatureRequests = (): number =>
  performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/wechat/signature?')).length
