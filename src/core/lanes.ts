import { type Limits, type Pending, pend, within } from './pending.ts'
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
  /** Gives it up. */
  readonly drop: () => void
  waiting: number
}

/**
 * Some clients answer only one of several calls of an API at the same time. In a lane they are made one after the
 * other; in a shared one, who asks the same gets the same answer. Who has gone, by a time-out or an abort, holds up
 * nobody, and a question that nobody waits for lends nobody a dead answer.
 */
export function createLanes(pending: Pending) {
  const ends = new Map<string, Promise<void>>()
  const questions = new Map<string, Question>()

  /** One after the other. The time of a call begins when its turn has come and the client is asked. */
  const inTurn = (api: string, limits: Limits, ask: Ask, forget = () => {}): Promise<RawReply> =>
    pend(pending, { signal: limits.signal }, (resolve, reject) => {
      let gone = false
      let timer: ReturnType<typeof setTimeout> | undefined
      let leave = () => {}
      const turn = ends.get(api) ?? Promise.resolve()
      const over = new Promise<void>((resolve) => {
        leave = resolve
      })
      ends.set(
        api,
        turn.then(() => over),
      )
      const giveWay = () => {
        leave()
        forget()
      }
      const onAsk = () => {
        clearTimeout(timer)
        timer = setTimeout(giveWay, LANE_PATIENCE_MS)
      }
      turn.then(() => {
        if (!gone) ask(limits, onAsk).then(resolve, reject)
      })
      return () => {
        gone = true
        clearTimeout(timer)
        leave()
      }
    })

  /** Begins a question that is not under way yet. */
  const begin = (key: string, api: string, ask: Ask): Question => {
    const controller = new AbortController()
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
    // Without a time of its own: each who waits has one.
    const { signal } = controller
    const answer = inTurn(api, { signal }, askOnce, forget)
    const drop = () => {
      forget()
      controller.abort()
    }
    const question = { answer, asked, drop, waiting: 0 }
    questions.set(key, question)
    return question
  }

  /**
   * The same question, the same answer. Who waits has a time of their own; when the last one has gone, the question is
   * dropped.
   */
  const shared = (api: string, message: object, limits: Limits, ask: Ask): Promise<RawReply> => {
    const key = api + JSON.stringify(message)
    const question = questions.get(key) ?? begin(key, api, ask)
    const { answer, asked } = question
    const intime = () => within(pending, limits, () => answer)
    question.waiting++
    return within(pending, { signal: limits.signal }, () => Promise.race([answer, asked.then(intime)])).finally(() => {
      if (!--question.waiting) question.drop()
    })
  }

  return { inTurn, shared }
}
