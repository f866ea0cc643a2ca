import { type Limits, type Pending, pend } from './pending.ts'
import type { RawReply } from './sdk.ts'

/** Milliseconds after which a call that is not answered holds up no other, nor is its answer waited for by another. */
const LANE_PATIENCE_MS = 15e3

/** Asks the client; `onAsk` is called when it does. Ends when the signal is aborted. */
export type Ask = (limits: Limits, onAsk?: () => void) => Promise<RawReply>

/** A question that is under way, and who waits for its answer. */
interface Question {
  readonly answer: Promise<RawReply>
  /** Resolves when the client is asked. */
  readonly asked: Promise<void>
  readonly controller: AbortController
  waiting: number
}

/**
 * Some clients answer only one of several calls of an API at the same time. In a lane they are made one after the other; in a shared one, who asks the same gets the
 * same answer. Who has gone, by a time-out or an abort, holds up nobody, and a question that nobody waits for lends nobody a dead answer.
 */
export function createLanes(pending: Pending) {
  const ends = new Map<string, Promise<unknown>>()
  const questions = new Map<string, Question>()

  /** One after the other. The time of a call begins when its turn has come and the client is asked. */
  const inTurn = (api: string, limits: Limits, ask: Ask, forget?: () => void): Promise<RawReply> => {
    const turn = ends.get(api)
    let leave = () => {}
    const over = new Promise<void>((resolve) => {
      leave = resolve
    })
    const end: Promise<unknown> = Promise.all([turn, over])
    ends.set(api, end)
    end.then(() => ends.get(api) === end && ends.delete(api))
    return pend<RawReply>(pending, { signal: limits.signal }, (resolve, reject) => {
      let gone = false
      let timer: ReturnType<typeof setTimeout> | undefined
      const begin = () => {
        if (gone) return
        const onAsk = () => {
          timer = setTimeout(() => {
            leave()
            forget?.()
          }, LANE_PATIENCE_MS)
        }
        ask(limits, onAsk).then(resolve, reject)
      }
      if (turn) turn.then(begin)
      else begin()
      return () => {
        gone = true
        clearTimeout(timer)
      }
    }).finally(leave)
  }

  /** The question that is under way, or a new one. */
  const questionOf = (api: string, message: object, ask: Ask): Question => {
    const key = api + JSON.stringify(message)
    const known = questions.get(key)
    if (known) return known
    const controller = new AbortController()
    const { signal } = controller
    let onAsk = () => {}
    const asked = new Promise<void>((resolve) => {
      onAsk = resolve
    })
    const askOnce: Ask = (limits, inLane) =>
      ask(limits, () => {
        inLane?.()
        onAsk()
      })
    const forget = () => {
      if (questions.get(key) === question) questions.delete(key)
    }
    const question: Question = { controller, asked, waiting: 0, answer: inTurn(api, { signal }, askOnce, forget) }
    signal.addEventListener('abort', forget)
    // Whoever waits for it hears of it there.
    question.answer.catch(() => {})
    questions.set(key, question)
    return question
  }

  /** The same question, the same answer. Who waits has a time of their own; when the last one has gone, the question is dropped. */
  const shared = (api: string, message: object, { signal, ms, late }: Limits, ask: Ask): Promise<RawReply> => {
    const question = questionOf(api, message, ask)
    question.waiting++
    return pend<RawReply>(pending, { signal }, (resolve, reject) => {
      let gone = false
      let timer: ReturnType<typeof setTimeout> | undefined
      question.answer.then(resolve, reject)
      question.asked.then(() => {
        if (ms && !gone) timer = setTimeout(() => reject(late?.()), ms)
      })
      return () => {
        gone = true
        clearTimeout(timer)
      }
    }).finally(() => {
      if (!--question.waiting) question.controller.abort()
    })
  }

  return { inTurn, shared }
}
