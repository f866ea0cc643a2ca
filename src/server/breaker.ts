import { SignerError } from './errors.ts'
import { elapsed, MINUTE } from './time.ts'

/** Pause in milliseconds by the errcode of an exceeded quota. */
const QUOTA_PAUSE: { [errcode: number]: number } = { 45009: 10 * MINUTE, 45011: MINUTE }

/** Pause in milliseconds after a refusal that only an administrator can lift, and that each retry prolongs. */
const REFUSED_ADDRESS_PAUSE: { [errcode: number]: number } = { 89506: 10 * MINUTE, 89507: 10 * MINUTE }

/** After this many refusals in a row, more than an hour of them, retries are 10 minutes apart: each costs quota. */
const REFUSALS_BEFORE_LONG_PAUSE = 240

const codeOf = (error: unknown) => (error instanceof SignerError ? (error.errcode ?? 0) : 0)

/** The pause of an API whose quota is exceeded; 0 for every other failure. */
export const pauseForQuota = (error: unknown) => QUOTA_PAUSE[codeOf(error)] ?? 0

/** No pause after the first failure; then it doubles, up to 30 seconds, and after many refusals it is 10 minutes. */
export function growingPause(error: unknown, count: number): number {
  const code = codeOf(error)
  const longest = code > 0 && count > REFUSALS_BEFORE_LONG_PAUSE ? 10 * MINUTE : MINUTE / 2
  const grown = count === 1 ? 0 : Math.min(longest, 500 * 2 ** count) * (0.5 + Math.random() / 2)
  return REFUSED_ADDRESS_PAUSE[code] ?? grown
}

export interface BreakerOptions {
  now(): number
  /** Milliseconds to wait after the `count`th failure in a row. */
  pauseAfter(error: unknown, count: number): number
}

/** Does the work, or during the pause after a failure rejects with that failure. */
export function createBreaker({ now, pauseAfter }: BreakerOptions) {
  let last: { error: unknown; count: number; at: number; pause: number } | undefined

  return async function guard<T>(work: () => Promise<T>): Promise<T> {
    if (last && elapsed(last.at, now()) < last.pause) throw last.error
    try {
      const value = await work()
      last = undefined
      return value
    } catch (error) {
      // An old failure that another breaker repeats is not a new one.
      if (error === last?.error) throw error
      const count = (last?.count ?? 0) + 1
      last = { error, count, at: now(), pause: pauseAfter(error, count) }
      throw error
    }
  }
}
