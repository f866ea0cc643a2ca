import { SignerError } from './errors.ts'
import { elapsed, MINUTE } from './time.ts'

/** Milliseconds for which an API is left in peace, by the code with which it refuses because it was asked too often. */
const QUOTA_PAUSE: { [errcode: number]: number } = { 45009: 10 * MINUTE, 45011: MINUTE }

/** Milliseconds after a refusal that only a person can lift, and that asking again makes worse. */
const REFUSED_ADDRESS_PAUSE: { [errcode: number]: number } = { 89506: 10 * MINUTE, 89507: 10 * MINUTE }

/**
 * After so many refusals in a row, more than an hour of them, nobody is mending it at this moment, and each costs
 * quota.
 */
const REFUSALS_BEFORE_PATIENCE = 240

const codeOf = (error: unknown) => (error instanceof SignerError ? (error.errcode ?? 0) : 0)

/** WeChat counts calls by API, whatever they ask for. */
export const pauseForQuota = (error: unknown) => QUOTA_PAUSE[codeOf(error)] ?? 0

/**
 * A first failure may be tried again at once; after that the pause doubles up to half a minute, and is ten minutes in
 * the end.
 */
export function growingPause(error: unknown, count: number): number {
  const code = codeOf(error)
  const longest = code > 0 && count > REFUSALS_BEFORE_PATIENCE ? 10 * MINUTE : MINUTE / 2
  const grown = count === 1 ? 0 : Math.min(longest, 500 * 2 ** count) * (0.5 + Math.random() / 2)
  return REFUSED_ADDRESS_PAUSE[code] ?? grown
}

export interface BreakerOptions {
  now(): number
  /** Milliseconds to wait after the `count`th failure in a row. */
  pauseAfter(error: unknown, count: number): number
}

/** Lets work be tried, unless it is too early after a failure: then that failure is the answer. */
export function createBreaker({ now, pauseAfter }: BreakerOptions) {
  let last: { error: unknown; count: number; at: number; pause: number } | undefined

  return async function guard<T>(work: () => Promise<T>): Promise<T> {
    if (last && elapsed(last.at, now()) < last.pause) throw last.error
    try {
      const value = await work()
      last = undefined
      return value
    } catch (error) {
      // Another breaker's old failure is no new one.
      if (error === last?.error) throw error
      const count = (last?.count ?? 0) + 1
      last = { error, count, at: now(), pause: pauseAfter(error, count) }
      throw error
    }
  }
}
