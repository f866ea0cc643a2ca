import { createBreaker, growingPause } from './breaker.ts'
import { createEntryStore, type Entry, type EntryStoreOptions, LONGEST_LIFE } from './entry.ts'
import { SignerError } from './errors.ts'
import { CLOCK_TOLERANCE, delay, elapsed, MINUTE, within } from './time.ts'
import type { Loaded } from './wechat-api.ts'

export interface CredentialOptions extends EntryStoreOptions {
  /** Fetches anew; `rejected` is a value that WeChat or a client no longer accepts. */
  load(rejected?: string): Promise<Loaded>
  /** Milliseconds after which a value is not trusted without asking again, although it claims to live longer. */
  maxAge: number
}

type Test = (entry: Entry) => boolean

/** Why a value that is still alive is asked for: WeChat has rejected it, or a client has. */
interface Reason {
  rejected?: string
  isRenewal?: boolean
}

/** How often another process's refresh is looked for, in milliseconds. */
const POLL_MS = 100

/** How long a caller waits for a new value where the old one would still do, in milliseconds. */
const CALLER_PATIENCE_MS = 2000

/**
 * How long a value is believed that WeChat gives again after its end, in milliseconds: its first answer was on its way
 * for a while.
 */
const LAST_BREATH_MS = 5000

/** How long a value that is still good is left alone after a refresh that failed, in milliseconds. */
const BACKGROUND_PAUSE_MS = 10_000

/** Whatever its source says, a value lives for so long, in milliseconds. */
const SHORTEST_LIFE_MS = 5000

const LONGEST_RENEWAL_PAUSE = 30 * MINUTE

/** A minute, and twice as long each time that it was in vain: no visitor spends the account's quota. */
const renewalPause = (inVain: number) => Math.min(MINUTE * 2 ** Math.max(0, inVain - 1), LONGEST_RENEWAL_PAUSE)

/**
 * One value that WeChat hands out for a while, fetched once for however many callers, in this process and, through the
 * store, in the cluster. From the fetch on it is served as it is; from `refreshAt` on, while a new one is fetched
 * behind; from `staleAt` on only where no new one can be had in time; from `expiresAt` on never.
 */
export function createCredential(options: CredentialOptions) {
  const { maxAge, now, lease, onError } = options
  const stored = createEntryStore(options)
  const guard = createBreaker({ now, pauseAfter: growingPause })
  const load = (rejected?: string) => guard(() => options.load(rejected))

  // This process's copy: served without asking the store, and while the store is away.
  let current: Entry | undefined
  let freshFrom = Infinity
  let freshUntil = -Infinity
  let flight: Promise<Entry> | undefined
  let failedAt = -Infinity
  let failures = 0

  const staleAt = (entry: Entry) => Math.min(entry.fetchedAt + maxAge, entry.expiresAt)

  // At least a minute apart: an unchanged ticket keeps its expiry, so that it would soon be due again and again.
  const refreshAt = (entry: Entry) => {
    const ahead = Math.min(5 * MINUTE, (staleAt(entry) - entry.fetchedAt) / 5)
    return Math.min(Math.max(staleAt(entry) - ahead, entry.fetchedAt + MINUTE), staleAt(entry))
  }

  /** Clocks lie: what claims to be fetched in the future, or to live for ever, tells nothing of its end. */
  const isCredible: Test = ({ fetchedAt, expiresAt }) =>
    fetchedAt <= now() + CLOCK_TOLERANCE && expiresAt <= fetchedAt + LONGEST_LIFE
  const isAlive = (entry: Entry | undefined): entry is Entry =>
    entry !== undefined && isCredible(entry) && now() < entry.expiresAt
  const isFresh: Test = (entry) => isAlive(entry) && now() < refreshAt(entry)

  const hasFailedIn = (ms: number) => elapsed(failedAt, now()) < ms

  /** The value that needs no thought. */
  function peek(): Entry | undefined {
    const time = now()
    return time >= freshFrom && time < freshUntil ? current : undefined
  }

  function keep(entry: Entry): Entry {
    current = entry
    freshFrom = entry.fetchedAt - CLOCK_TOLERANCE
    freshUntil = refreshAt(entry)
    return entry
  }

  /** A live value: at once where there is one, else as soon as WeChat has given it. */
  async function get(): Promise<Entry> {
    const entry = current
    if (!isAlive(entry)) return refresh(isFresh).catch(orCurrent)
    if (isFresh(entry)) return entry
    if (now() >= staleAt(entry) && !hasFailedIn(MINUTE)) return refreshOrKeep(isFresh)
    // A failure is told to onError.
    if (!flight && !hasFailedIn(BACKGROUND_PAUSE_MS)) refresh(isFresh).catch(() => {})
    return entry
  }

  /**
   * For a client that did not accept the value: one asked for since then, less and less often while it stays the same.
   */
  async function renew(): Promise<Entry> {
    const rejected = current
    if (!isAlive(rejected) || hasFailedIn(renewalPause(failures))) return get()
    const isRenewed: Test = (entry) => entry.value !== rejected.value || isRenewalTooEarly(entry)
    return refreshOrKeep(isRenewed, { rejected: rejected.value, isRenewal: true })
  }

  const isRenewalTooEarly: Test = ({ renewedAt = -Infinity, renewals = 0 }) =>
    elapsed(renewedAt, now()) < renewalPause(renewals)

  /** A value other than the one that WeChat has just rejected. */
  const replace = (rejected: string) => refresh((entry) => entry.value !== rejected, { rejected })

  function orCurrent(error: unknown): Entry {
    if (isAlive(current)) return current
    throw error
  }

  async function refreshOrKeep(isGood: Test, why?: Reason): Promise<Entry> {
    const refreshed = refresh(isGood, why)
    try {
      return await within(CALLER_PATIENCE_MS, () => refreshed)
    } catch {
      return isAlive(current) ? current : refreshed
    }
  }

  async function refresh(isGood: Test, why: Reason = {}): Promise<Entry> {
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

  async function run(isGood: Test, why: Reason): Promise<Entry> {
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

  /** What another process has put into the store, or puts there meanwhile; else, under the lease, what WeChat gives. */
  async function obtain(isGood: Test, why: Reason): Promise<Entry> {
    for (let waited = 0; waited < 2 * lease; ) {
      const found = await stored.get()
      if (isAlive(found)) {
        if (isGood(found)) return found
        // Better than nothing, where no new one can be had.
        if (!isAlive(current)) keep(found)
      }
      const obtained = await stored.underLease(async () => {
        const latest = await stored.getToReplace()
        return isAlive(latest) && isGood(latest) ? latest : fetchAnew(latest, why)
      })
      if (obtained) return obtained
      const pause = POLL_MS * (0.5 + Math.random())
      await delay(pause)
      waited += pause
    }
    throw new SignerError('store-unreachable', `Another server has been fetching ${options.key} for ${2 * lease} ms`)
  }

  async function fetchAnew(latest: Entry | undefined, { rejected, isRenewal }: Reason): Promise<Entry> {
    const fetchedAt = now()
    const { value, expiresIn } = await load(rejected)
    const known = [current, latest].filter((entry) => entry?.value === value) as Entry[]
    const [same] = known
    const entry: Entry = {
      value,
      fetchedAt,
      expiresAt: fetchedAt + Math.min(Math.max(expiresIn * 1000, SHORTEST_LIFE_MS), LONGEST_LIFE),
      renewedAt: isRenewal ? fetchedAt : same?.renewedAt,
      renewals: isRenewal && same ? (same.renewals ?? 0) + 1 : same?.renewals,
    }
    for (const one of known) shorten(entry, one)
    await stored.set(entry)
    return entry
  }

  /** WeChat says 7200 again for a value that it has given before: its first word is the true one. */
  function shorten(entry: Entry, known: Entry): void {
    const { fetchedAt } = entry
    const left = known.expiresAt - fetchedAt
    if (isCredible(known) && left > 0) {
      entry.expiresAt = Math.min(entry.expiresAt, known.expiresAt)
      entry.lastBreath = known.lastBreath
    } else if (isCredible(known) && left > -5 * MINUTE) {
      // Twice as long each time: if it was the clock that jumped, the value is not at its end at all.
      entry.lastBreath = known.lastBreath ? 2 * known.lastBreath : LAST_BREATH_MS
      entry.expiresAt = Math.min(entry.expiresAt, fetchedAt + entry.lastBreath)
    } else {
      // Its times are another clock's; for how long it was to live then is true all the same.
      entry.expiresAt = Math.min(
        entry.expiresAt,
        fetchedAt + Math.max(known.expiresAt - known.fetchedAt, LAST_BREATH_MS),
      )
    }
  }

  return { peek, get, renew, replace, idle: async () => void (await flight?.catch(() => {})) }
}
