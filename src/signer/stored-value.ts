import { SignerError } from '../server/errors.ts'
import type { SharedStore } from '../server/shared-store.ts'
import { CLOCK_TOLERANCE, MINUTE } from '../server/time.ts'

/** A token or a ticket, as the store keeps it. Times in milliseconds since 1970. */
export interface StoredValue {
  value: string
  fetchedAt: number
  expiresAt: number
  /** When it was last fetched because a client had not accepted it. */
  renewedAt?: number
  /** How many such fetches in a row brought the same value. */
  renewals?: number
  /** For how long it was believed after its expiry, since WeChat gave it once more. */
  graceMs?: number
}

/** No token or ticket of WeChat lives longer, in milliseconds. */
export const MAX_LIFE_MS = 24 * 60 * MINUTE

/** For how long a value is kept after its expiry, so that it is recognised when WeChat gives it again. */
const KEPT_AFTER_EXPIRY_MS = 5 * MINUTE

/** Clocks are wrong at times: a value fetched in the future, or one that never expires, is not believed. */
export const isCredible = ({ fetchedAt, expiresAt }: StoredValue, now: number) =>
  fetchedAt <= now + CLOCK_TOLERANCE && expiresAt <= fetchedAt + MAX_LIFE_MS

export interface StoredValueOptions {
  key: string
  shared: SharedStore
  now(): number
  onError(error: unknown): void
}

/** One value's place in the store. Everything rejects with `SignerError` `store-unreachable`. */
export function createStoredValue({ key, shared, now, onError }: StoredValueOptions) {
  /** The value, or what is wrong with what is stored. */
  async function read(): Promise<{ entry?: StoredValue; problem?: string }> {
    try {
      const found = await shared.get(key)
      return found === undefined ? {} : check(found, now())
    } catch (error) {
      if ((error as SignerError).code !== 'store-value-invalid') throw error
      return { problem: 'is not a string' }
    }
  }

  return {
    async get(): Promise<StoredValue | undefined> {
      return (await read()).entry
    },
    /** Like `get`, before the value is replaced: reports to `onError` what is wrong with it. */
    async getToReplace(): Promise<StoredValue | undefined> {
      const { entry, problem } = await read()
      if (problem) onError(new SignerError('store-value-invalid', `The stored value at "${key}" ${problem}`))
      return entry
    },
    async set(entry: StoredValue): Promise<void> {
      await shared.set(key, entry, entry.expiresAt - entry.fetchedAt + KEPT_AFTER_EXPIRY_MS).catch(onError)
    },
  }
}

function check(found: unknown, now: number): { entry?: StoredValue; problem?: string } {
  const { value, fetchedAt, expiresAt, renewedAt = 0, renewals = 0, graceMs = 0 } = Object(found)
  if (typeof value !== 'string' || value === '') return { problem: 'has no value' }
  const numbers = [fetchedAt, expiresAt, renewedAt, renewals, graceMs]
  if (!numbers.every(Number.isFinite)) return { problem: 'has no valid times' }
  const entry = found as StoredValue
  if (isCredible(entry, now)) return { entry }
  return { entry, problem: 'has a timestamp in the future: do the clocks of all servers agree?' }
}
