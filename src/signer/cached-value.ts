import { createBreaker, growingPause } from '../server/breaker.ts'
import { CLOCK_TOLERANCE, elapsed, MINUTE, within } from '../server/time.ts'
import type { Loaded } from '../server/wechat-api.ts'
import {
  createStoredValue,
  isCredible,
  MAX_LIFE_MS,
  type StoredValue,
  type StoredValueOptions,
} from './stored-value.ts'

export interface CachedValueOptions extends StoredValueOptions {
  /** Fetches a value; `rejected` is one that WeChat or a client no longer accepts. */
  load(rejected?: string): Promise<Loaded>
  /** Milliseconds after which a value is fetched again, although it claims to live longer. */
  maxAge: number
}

type Test = (entry: StoredValue) => boolean

/** Why a value that is still alive is fetched: WeChat has rejected it, or a client has. */
interface Reason {
  rejected?: string
  isRenewal?: boolean
}

/** How long a caller waits for a new value while the old one is still alive, in milliseconds. */
const CALLER_PATIENCE_MS = 2000

/**
 * How long a value is believed that WeChat gives again after its expiry, in milliseconds: its first response took some
 * time to arrive.
 */
const REISSUED_GRACE_MS = 5000

/** Pause in milliseconds after a failed refresh, while the old value is still alive. */
const BACKGROUND_PAUSE_MS = 10_000

/** A value lives for at least this many milliseconds, whatever its source says. */
const MIN_LIFE_MS = 5000

const MAX_RENEWAL_PAUSE_MS = 30 * MINUTE

/** A minute, doubled by each renewal that brought the same value: visitors cannot spend the account's quota. */
const renewalPause = (unchanged: number) => Math.min(MINUTE * 2 ** Math.max(0, unchanged - 1), MAX_RENEWAL_PAUSE_MS)

/**
 * One value that WeChat issues for a limited time, fetched once for any number of callers, in this process and, through
 * the store, in the cluster. From its fetch on it is served; from `refreshAt` on it is served while a new one is fetched
 * in the background; from `staleAt` on only where no new one arrives in time; from `expiresAt` on never.
 */
export function createCachedValue(options: CachedValueOptions) {
  const { key, shared, maxAge, now, onError } = options
  const stored = createStoredValue(options)
  const guard = createBreaker({ now, pauseAfter: growingPause })
  const load = (rejected?: string) => guard(() => options.load(rejected))

  // This process's copy: served without asking the store, and while the store cannot be reached.
  let current: StoredValue | undefined
  let freshFrom = Infinity
  let freshUntil = -Infinity
  let flight: Promise<StoredValue> | undefined
  let failedAt = -Infinity
  let failures = 0

  const staleAt = (entry: StoredValue) => Math.min(entry.fetchedAt + maxAge, entry.expiresAt)

  // At least a minute apart: an unchanged ticket keeps its expiry, and would be fetched again and again towards its end.
  const refreshAt = (entry: StoredValue) => {
    const ahead = Math.min(5 * MINUTE, (staleAt(entry) - entry.fetchedAt) / 5)
    return Math.min(Math.max(staleAt(entry) - ahead, entry.fetchedAt + MINUTE), staleAt(entry))
  }

  const isAlive = (entry: StoredValue | undefined): entry is StoredValue =>
    entry !== undefined && isCredible(entry, now()) && now() < entry.expiresAt
  const isFresh: Test = (entry) => isAlive(entry) && now() < refreshAt(entry)

  const hasFailedIn = (ms: number) => elapsed(failedAt, now()) < ms

  /** The value, where it is fresh. Synchronous: each `await` costs a tenth of a signature. */
  function peek(): StoredValue | undefined {
    const time = now()
    return time >= freshFrom && time < freshUntil ? current : undefined
  }

  function keep(entry: StoredValue): StoredValue {
    current = entry
    freshFrom = entry.fetchedAt - CLOCK_TOLERANCE
    freshUntil = refreshAt(entry)
    return entry
  }

  /** A live value: at once where there is one, else as soon as WeChat has answered. */
  async function get(): Promise<StoredValue> {
    const entry = current
    if (!isAlive(entry)) return refresh(isFresh).catch(orCurrent)
    if (isFresh(entry)) return entry
    if (now() >= staleAt(entry) && !hasFailedIn(MINUTE)) return refreshOrKeep(isFresh)
    // A failure is reported to onError.
    if (!flight && !hasFailedIn(BACKGROUND_PAUSE_MS)) refresh(isFresh).catch(() => {})
    return entry
  }

  /** For a client that did not accept the value: fetches it again, with growing pauses while it stays the same. */
  async function renew(): Promise<StoredValue> {
    const rejected = current
    if (!isAlive(rejected) || hasFailedIn(renewalPause(failures))) return get()
    // Another value that a server has fetched long ago may have been replaced as well.
    const isRenewed: Test = (entry) => (entry.value !== rejected.value && isFresh(entry)) || isRenewalTooEarly(entry)
    return refreshOrKeep(isRenewed, { rejected: rejected.value, isRenewal: true })
  }

  const isRenewalTooEarly: Test = ({ renewedAt = -Infinity, renewals = 0 }) =>
    elapsed(renewedAt, now()) < renewalPause(renewals)

  /** A value other than the one that WeChat has just rejected. */
  const replace = (rejected: string) => refresh((entry) => entry.value !== rejected, { rejected })

  function orCurrent(error: unknown): StoredValue {
    if (isAlive(current)) return current
    throw error
  }

  async function refreshOrKeep(isGood: Test, why?: Reason): Promise<StoredValue> {
    const refreshed = refresh(isGood, why)
    try {
      return await within(CALLER_PATIENCE_MS, () => refreshed)
    } catch {
      return isAlive(current) ? current : refreshed
    }
  }

  async function refresh(isGood: Test, why: Reason = {}): Promise<StoredValue> {
    if (isAlive(current) && isGood(current)) return current
    if (flight) {
      const entry = await flight
      if (isGood(entry)) return entry
    }
    flight ??= run(isGood, why).finally(() => {
      flight = undefined
    })
    return flight
  }

  async function run(isGood: Test, why: Reason): Promise<StoredValue> {
    try {
      const entry = keep(await obtain(isGood, why))
      failedAt = -Infinity
      failures = 0
      return entry
    } catch (error) {
      failedAt = now()
      failures++
      if (isAlive(current)) onError(error)
      throw error
    }
  }

  /** What another process has stored, or stores meanwhile; else, under the lease, what WeChat answers. */
  const obtain = (isGood: Test, why: Reason): Promise<StoredValue> =>
    shared.once(key, {
      async find() {
        const found = await stored.get()
        if (!isAlive(found)) return undefined
        if (isGood(found)) return found
        // Served where no new one can be fetched.
        if (!isAlive(current)) keep(found)
        return undefined
      },
      async work() {
        const latest = await stored.getToReplace()
        return isAlive(latest) && isGood(latest) ? latest : fetchNew(latest, why)
      },
    })

  async function fetchNew(latest: StoredValue | undefined, { rejected, isRenewal }: Reason): Promise<StoredValue> {
    const fetchedAt = now()
    const { value, expiresIn } = await load(rejected)
    const known = [current, latest].filter((entry) => entry?.value === value) as StoredValue[]
    const [same] = known
    const entry: StoredValue = {
      value,
      fetchedAt,
      expiresAt: fetchedAt + Math.min(Math.max(expiresIn * 1000, MIN_LIFE_MS), MAX_LIFE_MS),
      renewedAt: isRenewal ? fetchedAt : same?.renewedAt,
      renewals: isRenewal && same ? (same.renewals ?? 0) + 1 : same?.renewals,
    }
    for (const one of known) shorten(entry, one)
    await stored.set(entry)
    return entry
  }

  /** WeChat says 7200 again for a value that it has issued before: the expiry of the first time is the true one. */
  function shorten(entry: StoredValue, known: StoredValue): void {
    const { fetchedAt } = entry
    const left = known.expiresAt - fetchedAt
    if (isCredible(known, now()) && left > 0) {
      entry.expiresAt = Math.min(entry.expiresAt, known.expiresAt)
      entry.graceMs = known.graceMs
    } else if (isCredible(known, now()) && left > -5 * MINUTE) {
      // Twice as long each time: if it was the clock that jumped, the value has not expired.
      entry.graceMs = known.graceMs ? 2 * known.graceMs : REISSUED_GRACE_MS
      entry.expiresAt = Math.min(entry.expiresAt, fetchedAt + entry.graceMs)
    } else {
      // Its times are another clock's, but its life span is right.
      entry.expiresAt = Math.min(
        entry.expiresAt,
        fetchedAt + Math.max(known.expiresAt - known.fetchedAt, REISSUED_GRACE_MS),
      )
    }
  }

  return { peek, get, renew, replace, idle: async () => void (await flight?.catch(() => {})) }
}
