import { reasonOf, SignerError } from './errors.ts'
import type { Lease, SignerStore } from './store.ts'
import { delay, within } from './time.ts'

export interface SharedStoreOptions {
  store: SignerStore
  /** As error messages call the store: `The signer's store`. */
  storeName: string
  /** Milliseconds for one call of the store. */
  storeTimeout: number
  /** For how long one process may keep the others waiting, in milliseconds. */
  lease: number
  /** Receives the failures that stop nothing. */
  onError(error: unknown): void
}

/** Work that one process does for all. */
export interface SharedWork<T> {
  /** The result, where another process has stored it. */
  find(): Promise<T | undefined>
  /** Called under the lease; looks once more itself, since another process may have stored the result meanwhile. */
  work(): Promise<T>
}

/** How often another process's result is looked for, in milliseconds. */
const POLL_MS = 100

/** A lease whose holder has died is free after this time, in milliseconds; a living holder extends it. */
export const MAX_LEASE_TTL_MS = 5000

/**
 * A store as the rooms of the server use it: with a time limit, JSON in and out, and work that only one process does.
 * Everything rejects with `SignerError` `store-unreachable` or `store-value-invalid`.
 */
export function createSharedStore({ store, storeName, storeTimeout, lease, onError }: SharedStoreOptions) {
  const ttl = Math.min(lease, MAX_LEASE_TTL_MS)

  const limited = <T>(work: () => Promise<T>): Promise<T> =>
    within(storeTimeout, work).catch((error) => {
      const reason = reasonOf(error)
      throw new SignerError(
        reason === 'WRONGTYPE' ? 'store-value-invalid' : 'store-unreachable',
        `${storeName} does not answer (${reason})`,
      )
    })

  /** The stored value, parsed where it is JSON; `undefined` where there is none. */
  async function get(key: string): Promise<unknown> {
    // Some stores return `null` for nothing, and some parse JSON by themselves.
    const found: unknown = (await limited(() => store.get(key))) ?? undefined
    if (typeof found !== 'string') return found
    try {
      return JSON.parse(found)
    } catch {
      return found
    }
  }

  const set = (key: string, value: object, ms: number) =>
    limited(() => store.set(key, JSON.stringify(value), Math.ceil(ms)))

  /** Takes a lease that is not extended, or returns `undefined` while another process has it. */
  async function take(key: string, ms: number): Promise<Lease | undefined> {
    const asked = (async () => store.lease(key, ms))()
    try {
      return await limited(() => asked)
    } catch (error) {
      // A lease granted after the time-out must be ended, or it blocks the other processes.
      // Stryker disable next-line OptionalChaining: what is thrown here is caught, and nothing follows
      asked.then((late) => late?.()).catch(() => {})
      throw error
    }
  }

  /** Ends a lease; one that cannot be ended lapses by itself. */
  const end = (taken: Lease) => limited(taken).catch(onError)

  /** Extends the lease until it is stopped, so that it lives as long as the work, and no longer than its process. */
  function keepAlive(taken: Lease): () => Promise<void> {
    let extension: Promise<unknown> = Promise.resolve()
    let timer: ReturnType<typeof setTimeout> | undefined
    const interval = ttl / 3
    // One process must not keep the others waiting for ever.
    const extendWithin = (left: number) => {
      if (!taken.extend || left < ttl) return
      timer = setTimeout(() => {
        // Stryker disable next-line OptionalChaining: that there is an extend was seen when this was begun
        extension = limited(async () => taken.extend?.(ttl)).catch(() => {})
        extendWithin(left - interval)
      }, interval)
    }
    extendWithin(lease - interval)
    return async () => {
      clearTimeout(timer)
      await extension
    }
  }

  /** Does `work` under the lease, or returns `undefined` at once while another process has it. */
  async function underLease<T>(key: string, work: () => Promise<T>): Promise<{ result: T } | undefined> {
    const taken = await take(key, ttl)
    if (!taken) return undefined
    const stop = keepAlive(taken)
    try {
      return { result: await work() }
    } finally {
      await stop()
      await end(taken)
    }
  }

  /** The result of `find` or, under the lease, of `work`; looks again while another process has the lease. */
  async function once<T>(key: string, { find, work }: SharedWork<T>): Promise<T> {
    for (let waited = 0; waited < 2 * lease; ) {
      const found = await find()
      if (found !== undefined) return found
      const done = await underLease(key, work)
      if (done) return done.result
      const pause = POLL_MS * (0.5 + Math.random())
      await delay(pause)
      waited += pause
    }
    throw new SignerError('store-unreachable', `Another server has been fetching ${key} for ${2 * lease} ms`)
  }

  return { get, set, take, end, once }
}

export type SharedStore = ReturnType<typeof createSharedStore>
