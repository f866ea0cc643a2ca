import timers from 'node:timers'
import fc from 'fast-check'
import { vi } from 'vitest'
import type { SignatureContext } from 'wechat-ready'
import type { Answer, FakeSignature, FakeWechat } from 'wechat-ready/testing'

/* What the tests that tell random stories of a page have in common. Their time is virtual. */

/** How one request for a signature, or one configuration, is answered, and after how many milliseconds. */
export interface Fate {
  after: number
  ends: 'well' | 'refused' | 'lost' | 'twice'
}

export const fate = (...ends: Fate['ends'][]): fc.Arbitrary<Fate> =>
  fc.record({ after: fc.constantFrom(0, 1, 10, 40, 70), ends: fc.constantFrom(...ends) })

const { setImmediate } = timers

/** Everything that can go on without time passing has gone on. */
const microtasks = () => new Promise((resolve) => setImmediate(resolve))

/** More than any story takes between two of its actions. */
const MANY_TASKS = 2000

/** Lets virtual time pass, task by task. */
export async function pass(ms: number): Promise<void> {
  let over = false
  setTimeout(() => {
    over = true
  }, ms)
  for (let tasks = 0; !over; tasks++) {
    if (tasks > MANY_TASKS) throw new Error(`It goes round in circles: ${tasks} tasks within ${ms} ms`)
    await microtasks()
    vi.advanceTimersToNextTimer()
  }
  await microtasks()
}

/** A server that answers as the fates say, and well once there are none left. */
export const signerOf =
  (fake: FakeWechat, fates: Fate[]) =>
  (url: string, context: SignatureContext): Promise<FakeSignature> => {
    const { after = 0, ends = 'well' } = fates.shift() ?? {}
    const signature = fake.sign(url, context)
    return new Promise((resolve, reject) => {
      setTimeout(() => {
        if (ends === 'lost') return
        if (ends === 'refused' && after < 10) reject(new Error('offline'))
        resolve({ ...signature, ...(ends === 'refused' && { signature: 'f'.repeat(40) }) })
      }, after)
    })
  }

/** Configurations that the client answers as the fates say, and as it sees fit once there are none left. */
export const configurationsOf = (fates: Fate[]) => () => {
  const { after = 0, ends = 'well' } = fates.shift() ?? {}
  const answer = ({ well: undefined, refused: 'deny', lost: 'never', twice: 'twice' } as const)[ends]
  return new Promise<Answer>((resolve) => setTimeout(resolve, after, answer))
}

/** The page's URL without its fragment. */
export const here = () => location.href.replace(/#.*/, '')

/** What came of one promise. */
export interface Outcome {
  does: string
  /** The URLs at which the page has been since. */
  since: Set<string>
  /** When it settled. */
  at?: number
  settled?: 'resolved' | 'rejected'
  value?: { url: string }
  error?: unknown
}

export type Watch = (does: string, promise: Promise<unknown>) => void

/** The outcomes of the promises that `watch` is given; `look` sees where the page is now. */
export function watched() {
  const outcomes: Outcome[] = []
  const watch: Watch = (does, promise) => {
    const outcome: Outcome = { does, since: new Set([here()]) }
    outcomes.push(outcome)
    promise.then(
      (value) => Object.assign(outcome, { settled: 'resolved', value, at: performance.now() }),
      (error) => Object.assign(outcome, { settled: 'rejected', error, at: performance.now() }),
    )
  }
  const look = () => {
    for (const { since, settled } of outcomes) if (!settled) since.add(here())
  }
  return { outcomes, watch, look }
}
