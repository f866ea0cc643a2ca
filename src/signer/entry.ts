import { reasonOf, SignerError } from './errors.ts'
import type { SignerStore } from './store.ts'
import { CLOCK_TOLERANCE, MINUTE, within } from './time.ts'

/** A token or a ticket, as the store keeps it. Times in milliseconds since 1970. */
export interface Entry {
  value: string
  fetchedAt: number
  expiresAt: number
  /** When it was last asked for because a client had not accepted it. */
  renewedAt?: number
  /** How often in a row that brought the same value. */
  renewals?: number
  /** For how long it was believed after its end, since WeChat gave it once more. */
  lastBreath?: number
}

/** Nothing of WeChat's lives longer, in milliseconds. */
export const LONGEST_LIFE = 24 * 60 * MINUTE

export interface EntryStoreOptions {
  key: string
  store: SignerStore
  now(): number
  /** Milliseconds for one call of the store. */
  storeTimeout: number
  /** For how long one process may keep the others waiting, in milliseconds. */
  lease: number
  onError(error: unknown): void
}

/** One entry's place in the store. Everything rejects with `SignerError` `store-unreachable`. */
export function createEntryStore({ key, store, now, storeTimeout, lease, onError }: EntryStoreOptions) {
  const inStore = <T>(work: () => Promise<T>): Promise<T> =>
    within(storeTimeout, work).catch((error) => {
      const reason = reasonOf(error)
      throw new SignerError(
        reason === 'WRONGTYPE' ? 'store-value-invalid' : 'store-unreachable',
        `The signer's store does not answer (${reason})`,
      )
    })

  /** The entry, or what is wrong with the value that is there. */
  async function read(): Promise<{ entry?: Entry; problem?: string }> {
    let found: unknown
    try {
      // Some stores have `null` for nothing.
      found = (await inStore(() => store.get(key))) ?? undefined
    } catch (error) {
      if ((error as SignerError).code !== 'store-value-invalid') throw error
      return { problem: 'no text at all' }
    }
    if (found === undefined) return {}
    if (typeof found !== 'string') return { problem: 'no text: a store must give back the very text that was set' }
    return parse(found, now())
  }

  return {
    async get(): Promise<Entry | undefined> {
      return (await read()).entry
    },
    /** Like `get`, for who will replace the value: tells `onError` what is wrong with it. */
    async getToReplace(): Promise<Entry | undefined> {
      const { entry, problem } = await read()
      if (problem) onError(new SignerError('store-value-invalid', `What the store has at "${key}" is ${problem}`))
      return entry
    },
    async set(entry: Entry): Promise<void> {
      // Kept a little longer than it lives, to be recognised.
      const ttl = Math.ceil(entry.expiresAt - entry.fetchedAt) + 5 * MINUTE
      await inStore(() => store.set(key, JSON.stringify(entry), ttl)).catch(onError)
    },
    /** Does `work` under the lease, or returns `undefined` at once where another process has it. */
    async underLease<T>(work: () => Promise<T>): Promise<T | undefined> {
      const asked = (async () => store.lease(key, lease))()
      const giveBack = await inStore(() => asked).catch((error) => {
        // Granted when nobody waits for it any more, it would keep everybody waiting.
        asked.then((late) => late?.()).catch(() => {})
        throw error
      })
      if (!giveBack) return undefined
      try {
        return await work()
      } finally {
        // A lease that cannot be given back lapses by itself.
        await inStore(giveBack).catch(onError)
      }
    },
  }
}

export type EntryStore = ReturnType<typeof createEntryStore>

function parse(text: string, now: number): { entry?: Entry; problem?: string } {
  let entry: Partial<Entry> | null
  try {
    entry = JSON.parse(text)
  } catch {
    return { problem: 'no JSON' }
  }
  const { value, fetchedAt, expiresAt, renewedAt = 0, renewals = 0, lastBreath = 0 } = entry ?? {}
  if (typeof value !== 'string' || value === '') return { problem: 'without a value' }
  const numbers = [fetchedAt, expiresAt, renewedAt, renewals, lastBreath]
  if (!numbers.every(Number.isFinite)) return { problem: 'without its times' }
  const good = entry as Entry
  if (good.fetchedAt > now + CLOCK_TOLERANCE || good.expiresAt > good.fetchedAt + LONGEST_LIFE) {
    return { entry: good, problem: 'of the future: do the clocks of all servers agree?' }
  }
  return { entry: good }
}
