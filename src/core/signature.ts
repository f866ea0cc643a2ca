import type { WechatErrorCode } from '../knowledge/codes.ts'
import { withoutFragment } from '../knowledge/url.ts'
import { isWechatError, WechatError } from './errors.ts'
import { type Limits, type Pending, within } from './pending.ts'
import { registry } from './registry.ts'

/** What the server answers: the fields that `wx.config` takes. */
export interface Signature {
  /** The account's appId. */
  readonly appId: string
  /** Seconds since 1970, the very value that was signed. */
  readonly timestamp: number | string
  /** The random string that was signed. */
  readonly nonceStr: string
  /** SHA-1 of ticket, nonceStr, timestamp and URL. */
  readonly signature: string
}

/**
 * Why a signature is asked for. `'initial'`: the first one of the page. `'invalid-signature'`: the client has refused
 * the last one, and the server checks whether its ticket is still good. `'route'`: any other.
 */
export type SignatureReason = 'initial' | 'route' | 'invalid-signature'

/**
 * Where signatures come from: a URL that answers `GET …?url=<url to sign>&reason=<reason>` with a {@link Signature} as
 * JSON, or a function.
 *
 * @param url the URL to sign, without fragment
 * @param context.signal aborted when the answer is no longer wanted
 */
export type SignatureSource = string | ((url: string, context: SignatureContext) => Signature | Promise<Signature>)

/** A signature and the URL that it is of, as the signer answers it. */
export interface SignatureOf extends Signature {
  /** The URL that was signed. */
  readonly url: string
}

/** What a signature function receives beside the URL. */
export interface SignatureContext {
  readonly signal: AbortSignal
  readonly reason: SignatureReason
}

/** A signature that was received: its URL, and why it was requested. */
export interface SignatureHad extends SignatureOf {
  readonly reason: SignatureReason
}

/** One signature. Part of the page's registry, like `Store`: other copies of the library read it. */
interface Entry {
  readonly answer: Promise<Signature>
  /** What has arrived. */
  value?: Signature
  readonly reason: SignatureReason
  readonly controller: AbortController
  /** When it was requested and when it arrived, in milliseconds since 1970; 0 while it is under way. */
  readonly asked: number
  arrived: number
  /** How many wait for it. */
  waiting: number
}

/** The signatures of one source. */
interface Store {
  /** By URL. The first one is the one that was used longest ago. */
  readonly entries: Map<string, Entry>
  /** When a refresh was last claimed, in milliseconds of `performance.now()`. */
  refreshedAt: number
  /** How many clients use it. */
  users: number
}

/** Signatures that are kept: those of the routes between which a visitor goes back and forth. */
const MAX_ENTRIES = 50
/**
 * Milliseconds for which one is kept: a quarter of a ticket's life. A stale one costs a refused verification, not a
 * failure.
 */
const MAX_AGE_MS = 18e5
/** Milliseconds between two refreshes of the ticket that no caller has asked for. */
const REFRESH_INTERVAL_MS = 60_000

export type Signatures = ReturnType<typeof createSignatures>

/**
 * Signatures by URL: each is requested once, however many wait for it, and kept for a while. Clients of a page with the
 * same source share them. One may be there from the start.
 */
export function createSignatures(source: SignatureSource, initial?: SignatureOf, pending: Pending = new Set()) {
  let used: Store | undefined
  let latest: SignatureHad | undefined = initial && { ...initial, url: withoutFragment(initial.url), reason: 'initial' }

  /** Found when it is first needed: a client may be created on a server. */
  const store = (): Store => {
    if (used) return used
    const page = registry()
    page.signatures ??= new Map()
    const shared = page.signatures as Map<SignatureSource, Store>
    used = shared.get(source) ?? { entries: new Map(), refreshedAt: Number.NEGATIVE_INFINITY, users: 0 }
    shared.set(source, used)
    used.users++
    if (initial) {
      const { url, ...signature } = initial
      // As old as it is, whatever kept the page that it came with.
      const asked = Number(signature.timestamp) * 1000
      keep(withoutFragment(url), 'initial', () => Promise.resolve(signature), asked, asked)
    }
    return used
  }

  const keep = (
    url: string,
    reason: SignatureReason,
    get: (context: SignatureContext) => Promise<Signature>,
    asked = Date.now(),
    arrived = 0,
  ): Entry => {
    const { entries } = store()
    const controller = new AbortController()
    const answer = get({ signal: controller.signal, reason })
    const entry: Entry = { answer, reason, controller, asked, arrived, waiting: 0 }
    answer.then(
      (signature) => {
        entry.arrived ||= Date.now()
        entry.value = signature
      },
      () => entries.get(url) === entry && entries.delete(url),
    )
    entries.set(url, entry)
    return entry
  }

  /** Forgets a signature, or only this one; gives it up when it is still under way. */
  const drop = (url: string, refused?: Signature) => {
    const { entries } = store()
    const entry = entries.get(url)
    // Another client may have requested a newer one.
    if (!entry || (refused && entry.value !== refused)) return
    entry.controller.abort()
    entries.delete(url)
  }

  /** Whether it was requested for the reason `'invalid-signature'` a moment ago; a refused one has been dropped. */
  const isRefreshed = (entry: Entry | undefined): boolean =>
    entry?.reason === 'invalid-signature' && Date.now() - entry.asked < REFRESH_INTERVAL_MS

  return {
    drop,
    /**
     * Whether the server may be asked to check its ticket: once a minute. A yes uses it up; it costs nothing where
     * another client has just done so for this URL.
     */
    claimRefresh(url: string): boolean {
      const shared = store()
      if (isRefreshed(shared.entries.get(url))) return true
      const now = performance.now()
      const isFree = now - shared.refreshedAt >= REFRESH_INTERVAL_MS
      if (isFree) shared.refreshedAt = now
      return isFree
    },
    /** The one that came last. */
    latest: () => latest,
    /**
     * Resolves with the signature and whether it was kept from before. For the reason `'invalid-signature'` only one is
     * used that was requested for that reason a moment ago. A request whose time is over is given up, unless another
     * caller still has time for it; an abort gives up nothing, since the page may come back.
     */
    async get(
      url: string,
      reason: SignatureReason,
      limits: Limits = {},
    ): Promise<{ signature: Signature; kept: boolean }> {
      const { entries } = store()
      let entry = entries.get(url)
      // Left behind by an abort, and later than any caller would have waited for it.
      if (entry && limits.ms && !entry.arrived && !entry.waiting && Date.now() - entry.asked >= limits.ms) {
        drop(url)
        entry = undefined
      }
      const kept = !!entry?.arrived && Date.now() - entry.arrived < MAX_AGE_MS
      if ((entry?.arrived && !kept) || (reason === 'invalid-signature' && !isRefreshed(entry))) entry = undefined
      const mine = entry ?? keep(url, reason, (context) => ask(source, url, context))
      entries.delete(url)
      entries.set(url, mine)
      if (entries.size > MAX_ENTRIES) drop([...entries.keys()][0] as string)
      mine.waiting++
      try {
        const signature = await within(pending, limits, () => mine.answer)
        latest = { ...signature, url, reason: mine.reason }
        return { signature, kept: kept && mine === entry }
      } catch (error) {
        if (isWechatError(error) && mine.waiting === 1 && entries.get(url) === mine) drop(url)
        throw error
      } finally {
        mine.waiting--
      }
    },
    dispose() {
      if (used && !--used.users) registry().signatures?.delete(source)
    },
  }
}

/** One request, whose answer is checked. */
async function ask(source: SignatureSource, url: string, context: SignatureContext): Promise<Signature> {
  const fail = (code: WechatErrorCode, detail: string, cause?: unknown) => {
    throw new WechatError(code, detail.slice(0, 300), { urls: [url], cause })
  }
  let answer: unknown
  try {
    answer = await (typeof source === 'string' ? load(source, url, context) : source(url, context))
  } catch (error) {
    if (isWechatError(error)) throw error
    fail('signature-request-failed', String(error), error)
  }
  const field = fieldMissing(answer)
  if (field)
    fail('signature-response-invalid', `no ${field} in ${typeof answer === 'string' ? answer : JSON.stringify(answer)}`)
  return answer as Signature
}

/** The first field of a signature that a value lacks. */
export const fieldMissing = (value: unknown): string | undefined =>
  ['appId', 'timestamp', 'nonceStr', 'signature'].find((field) => {
    const text = String((value as Record<string, unknown> | undefined)?.[field] ?? '')
    // A number or a text, of digits alone for the timestamp.
    return !(field === 'timestamp' ? /^\d+$/ : /^[^[]/).test(text)
  })

/** Resolves with the body: parsed where it is JSON, the text where it is something else. */
async function load(source: string, url: string, { signal, reason }: SignatureContext): Promise<unknown> {
  const query = `url=${encodeURIComponent(url)}&reason=${reason}`
  const response = await fetch(source + (source.includes('?') ? '&' : '?') + query, { signal })
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text}`)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
