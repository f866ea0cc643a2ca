import { type Limits, type Pending, pend } from './pending.ts'
import type { RawReply } from './sdk.ts'

/** Milliseconds after which an unanswered call no longer blocks its lane, and no later caller shares it. */
const LANE_LIMIT_MS = 15e3

/** Called when the client is asked, with the promise of its answer. */
type OnAsk = (answer: Promise<unknown>) => void

/** Asks the client, more than once where it refuses for the time being. Ends when the signal is aborted. */
export type Ask = (limits: Limits, onAsk?: OnAsk) => Promise<RawReply>

/** A call that is under way and whose result is shared. */
interface SharedCall {
  readonly result: Promise<RawReply>
  /** One for each caller that waits. */
  readonly callers: Set<OnAsk>
  /** The client's answer, while it is asked. */
  answer?: Promise<unknown> | undefined
  cancel(): void
}

/**
 * Some clients answer only one of several calls of an API at the same time. In a lane they are made one after the
 * other; in a shared lane, equal calls share one result. A timed-out or aborted call does not block the lane; a shared
 * call without callers is cancelled.
 */
export function createLanes(pending: Pending) {
  const ends = new Map<string, Promise<void>>()
  const sharedCalls = new Map<string, SharedCall>()

  /** One after the other. The time of a call begins when its turn has come and the client is asked. */
  const inTurn = (api: string, limits: Limits, ask: Ask, onAsk?: OnAsk, onLimit = () => {}): Promise<RawReply> =>
    pend(pending, { signal: limits.signal }, (resolve, reject) => {
      let ended = false
      let timer: ReturnType<typeof setTimeout> | undefined
      let releaseLane = () => {}
      const turn = ends.get(api) ?? Promise.resolve()
      const end = new Promise<void>((resolve) => {
        releaseLane = resolve
      })
      ends.set(
        api,
        turn.then(() => end),
      )
      turn.then(() => {
        if (ended) return
        ask(limits, (answer) => {
          clearTimeout(timer)
          timer = setTimeout(() => {
            releaseLane()
            onLimit()
          }, LANE_LIMIT_MS)
          onAsk?.(answer)
        }).then(resolve, reject)
      })
      return () => {
        ended = true
        clearTimeout(timer)
        releaseLane()
      }
    })

  const start = (key: string, api: string, ask: Ask): SharedCall => {
    const controller = new AbortController()
    const callers: SharedCall['callers'] = new Set()
    const forget = () => {
      if (sharedCalls.get(key) === call) sharedCalls.delete(key)
    }
    const onAsk: OnAsk = (answer) => {
      call.answer = answer
      const clear = () => {
        call.answer = undefined
      }
      answer.then(clear, clear)
      for (const caller of callers) caller(answer)
    }
    // Without a time limit of its own: each caller has one.
    const result = inTurn(api, { signal: controller.signal }, ask, onAsk, forget)
    const cancel = () => {
      forget()
      controller.abort()
    }
    const call: SharedCall = { result, callers, cancel }
    sharedCalls.set(key, call)
    return call
  }

  /**
   * Equal calls share one result. Each caller has a time limit of its own, for the client's answer alone: it does not
   * run while the call waits for its turn, or for the client to be asked again.
   */
  const shared = (api: string, message: object, { signal, ms, late }: Limits, ask: Ask): Promise<RawReply> =>
    pend(pending, { signal }, (resolve, reject) => {
      const key = api + JSON.stringify(message)
      const call = sharedCalls.get(key) ?? start(key, api, ask)
      let timer: ReturnType<typeof setTimeout> | undefined
      const stopTimer = () => clearTimeout(timer)
      const caller: OnAsk = (answer) => {
        if (ms) timer = setTimeout(() => reject(late?.()), ms)
        answer.then(stopTimer, stopTimer)
      }
      call.callers.add(caller)
      if (call.answer) caller(call.answer)
      call.result.then(resolve, reject)
      return () => {
        stopTimer()
        call.callers.delete(caller)
        if (!call.callers.size) call.cancel()
      }
    })

  return { inTurn, shared }
}
