import { reasonOf, SignerError } from './errors.ts'
import type { SignerStore } from './store.ts'
import { delay, MINUTE, within } from './time.ts'
import { isTokenRejected, type Loaded, type TicketType, type WechatApi } from './wechat-api.ts'

/** A token or a ticket, as the store keeps it. Times in milliseconds since 1970. */
export interface Entry {
  value: string
  fetchedAt: number
  expiresAt: number
  /** When it was last asked for because a client had not accepted it. */
  renewedAt?: number
}

export interface CacheOptions {
  store: SignerStore
  now(): number
  /** For how long one process may keep the others waiting, in milliseconds. */
  lease: number
  /** Milliseconds for one call of the store. */
  storeTimeout: number
  /** Hears of failures that no caller sees, since the old value is still served. */
  onError(error: unknown): void
}

export interface CredentialOptions extends CacheOptions {
  key: string
  /** Fetches anew; `rejected` is a value that WeChat no longer accepts. */
  load(rejected?: string): Promise<Loaded>
  /** Milliseconds after which a value is not trusted without asking again, although it claims to live longer. */
  maxAge: number
}

type Test = (entry: Entry) => boolean

/** Why a value that is still alive is asked for: WeChat has rejected it, or a client has. */
interface Reason {
  rejected?: string
  renewedAt?: number
}

/** How often another process's refresh is looked for, in milliseconds. */
const POLL = 100

/** How long a caller waits for a new value where the old one would still do, in milliseconds. */
const PATIENCE = 2000

/** How long a value is believed that WeChat gives again after its end, in milliseconds: its first answer was on its way for a while. */
const LAST_BREATH = 5000

/** How long a value that is still good is left alone after a refresh that failed, in milliseconds. */
const PAUSE = 10_000

/**
 * One value that WeChat hands out for a while, fetched once for however many callers, in this process and, through the store, in
 * the cluster. From the fetch on it is served as it is; from `refreshAt` on, while a new one is fetched behind; from `staleAt` on only
 * where no new one can be had in time; from `expiresAt` on never.
 */
export function createCredential(options: CredentialOptions) {
  const { key, load, maxAge, store, now, lease, storeTimeout, onError } = options

  // This process's copy: served without asking the store, and while the store is away.
  let current: Entry | undefined
  let freshUntil = -Infinity
  let flight: Promise<Entry> | undefined
  let failedAt = -Infinity

  const staleAt = (entry: Entry) => Math.min(entry.fetchedAt + maxAge, entry.expiresAt)

  // At least a minute apart: an unchanged ticket keeps its expiry, so that it would soon be due again and again.
  const refreshAt = (entry: Entry) => {
    const ahead = Math.min(5 * MINUTE, (staleAt(entry) - entry.fetchedAt) / 5)
    return Math.min(Math.max(staleAt(entry) - ahead, entry.fetchedAt + MINUTE), staleAt(entry))
  }

  const isFresh: Test = (entry) => now() < refreshAt(entry)
  const isAlive = (entry: Entry | undefined): entry is Entry => entry !== undefined && now() < entry.expiresAt

  const hasFailedIn = (ms: number) => now() - failedAt < ms

  /** A live value: at once where there is one, else as soon as WeChat has given it. */
  function get(): Entry | Promise<Entry> {
    const entry = current
    if (entry && now() < freshUntil) return entry
    if (!isAlive(entry)) return refresh(isFresh)
    if (now() >= staleAt(entry) && !hasFailedIn(MINUTE)) return refreshOrKeep(isFresh)
    // A failure is told to onError.
    if (!flight && !hasFailedIn(PAUSE)) refresh(isFresh).catch(() => {})
    return entry
  }

  /** For a client that did not accept the value: one asked for since then, at most once a minute in the whole cluster. */
  function renew(): Entry | Promise<Entry> {
    const rejected = current
    if (!isAlive(rejected) || hasFailedIn(MINUTE)) return get()
    const isRenewed: Test = ({ value, renewedAt = -Infinity }) => value !== rejected.value || now() - renewedAt < MINUTE
    return refreshOrKeep(isRenewed, { renewedAt: now() })
  }

  /** A value other than the one that WeChat has just rejected. */
  const replace = (rejected: string) => refresh((entry) => entry.value !== rejected, { rejected })

  async function refreshOrKeep(isGood: Test, why?: Reason): Promise<Entry> {
    const refreshed = refresh(isGood, why)
    try {
      return await within(PATIENCE, () => refreshed)
    } catch {
      return isAlive(current) ? current : refreshed
    }
  }

  async function refresh(isGood: Test, why: Reason = {}): Promise<Entry> {
    if (current && isGood(current)) return current
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
      current = await obtain(isGood, why)
      freshUntil = refreshAt(current)
      failedAt = -Infinity
      return current
    } catch (error) {
      failedAt = now()
      if (isAlive(current)) onError(error)
      throw error
    }
  }

  /** Under the lease: what another process has put into the store meanwhile, else what WeChat gives. */
  async function obtain(isGood: Test, why: Reason): Promise<Entry> {
    for (let waited = 0; waited < 2 * lease; ) {
      const giveBack = await inStore(() => store.lease(key, lease))
      try {
        const stored = parse(await inStore(() => store.get(key)))
        if (isAlive(stored) && isGood(stored)) return stored
        if (giveBack) return await fetchAnew(stored, why)
      } finally {
        // A lease that cannot be given back lapses by itself.
        if (giveBack) await inStore(giveBack).catch(onError)
      }
      const pause = POLL * (0.5 + Math.random())
      await delay(pause)
      waited += pause
    }
    throw new SignerError('store-unreachable', `Another server has been fetching ${key} for ${2 * lease} ms`)
  }

  async function fetchAnew(stored: Entry | undefined, why: Reason): Promise<Entry> {
    const fetchedAt = now()
    const { value, expiresIn } = await load(why.rejected)
    // WeChat says 7200 again for a ticket that it has given before: its first word is the true one.
    const known = [stored, current].find((entry) => entry?.value === value)
    const knownEnd = isAlive(known) ? known.expiresAt : known ? fetchedAt + LAST_BREATH : Infinity
    const expiresAt = Math.min(fetchedAt + expiresIn * 1000, knownEnd)
    const entry = { value, fetchedAt, expiresAt, renewedAt: why.renewedAt }
    // Kept a little longer than it lives, to be recognised.
    const ttl = Math.ceil(expiresAt - fetchedAt) + 5 * MINUTE
    await inStore(() => store.set(key, JSON.stringify(entry), ttl)).catch(onError)
    return entry
  }

  async function inStore<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await within(storeTimeout, work)
    } catch (error) {
      throw new SignerError('store-unreachable', `The signer's store does not answer (${reasonOf(error)})`)
    }
  }

  return { get, renew, replace, idle: async () => void (await flight?.catch(() => {})) }
}

function parse(text: string | undefined): Entry | undefined {
  try {
    const entry = JSON.parse(text ?? '{}')
    const { value, fetchedAt, expiresAt, renewedAt = 0 } = entry
    return typeof value === 'string' && [fetchedAt, expiresAt, renewedAt].every(Number.isFinite) ? entry : undefined
  } catch {
    return undefined
  }
}

/** The access_token, and the tickets that are had with it. */
export function createCredentials(api: WechatApi, appId: string, ticketMaxAge: number, options: CacheOptions) {
  const token = createCredential({
    ...options,
    key: `${appId}:token`,
    maxAge: Infinity,
    async load(rejected) {
      const loaded = await api.token()
      return loaded.value === rejected ? api.token({ force: true }) : loaded
    },
  })

  const createTicket = (type: TicketType) =>
    createCredential({
      ...options,
      key: `${appId}:ticket:${type}`,
      maxAge: ticketMaxAge,
      async load() {
        const { value } = await token.get()
        try {
          return await api.ticket(type, value)
        } catch (error) {
          if (!isTokenRejected(error)) throw error
          const replaced = await token.replace(value)
          return api.ticket(type, replaced.value)
        }
      },
    })

  const jsapi = createTicket('jsapi')
  const card = createTicket('wx_card')
  return { jsapi, card, idle: async () => void (await Promise.all([jsapi.idle(), card.idle()])) }
}
