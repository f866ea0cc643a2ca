import { isWechatError } from './errors.ts'
import { type Limits, type Pending, pend } from './pending.ts'
import type { RawReply } from './sdk.ts'

/** Milliseconds after which a call that is not answered holds up no other, nor is its answer waited for by another. */
const LANE_PATIENCE_MS = 15e3

/** Asks the client; `onAsk` is called when it does. */
export type Ask = (limits: Limits, onAsk?: () => void) => Promise<RawReply>

/** The last call in a lane. */
interface Tail {
  /** What it asks, where others may share the answer. */
  readonly question: string | undefined
  /** Resolves when it holds up nobody any more, with its answer if it had one. */
  readonly end: Promise<{ readonly answer: Promise<RawReply> } | undefined>
}

/**
 * Some clients answer only one of several calls of an API at the same time. In a lane they are made one after the other, and who asks the same as the one before takes its
 * answer. Who has gone, by a time-out or an abort, holds up nobody and lends nobody a dead answer.
 */
export function createLanes(pending: Pending) {
  const tails = new Map<string, Tail>()

  /** @param question what is asked, where the answer may be shared */
  return (api: string, question: string | undefined, limits: Limits, ask: Ask): Promise<RawReply> => {
    const before = tails.get(api)
    const same = question && before?.question === question
    let leave: (left?: { answer: Promise<RawReply> }) => void = () => {}
    const left = new Promise<{ answer: Promise<RawReply> } | undefined>((resolve) => {
      leave = resolve
    })
    const tail: Tail = { question, end: Promise.all([left, before?.end]).then(([mine]) => mine) }
    tails.set(api, tail)
    tail.end.then(() => tails.get(api) === tail && tails.delete(api))
    // The time begins when the client is asked: for who shares a question, it has been.
    return pend<RawReply>(pending, same ? limits : { signal: limits.signal }, (resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      let gone = false
      const begin = (ended?: { answer: Promise<RawReply> }) => {
        if (gone) return
        const answer =
          (same && ended?.answer) ||
          ask(limits, () => {
            timer = setTimeout(leave, LANE_PATIENCE_MS)
          })
        const lend = () => leave({ answer })
        answer.then(lend, (error) => isWechatError(error) && error.code !== 'call-timeout' && lend())
        answer.then(resolve, reject)
      }
      if (before) before.end.then(begin)
      else begin()
      return () => {
        gone = true
        clearTimeout(timer)
      }
    }).finally(leave)
  }
}
