import type { WechatErrorCode } from '../knowledge/codes.ts'
import { withoutFragment } from '../knowledge/url.ts'
import { isWechatError, WechatError } from './errors.ts'
import { type Limits, type Pending, within } from './pending.ts'

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

/** What a signature function is told beside the URL. */
export interface SignatureContext {
  readonly signal: AbortSignal
  readonly reason: SignatureReason
}

/** A signature as it was had: what it is of, and why it was asked for. */
export interface SignatureHad extends SignatureOf {
  readonly reason: SignatureReason
}

interface Entry {
  readonly answer: Promise<Signature>
  readonly controller: AbortController
  readonly asked: number
  /** When it arrived; 0 while it is under way. */
  arrived: number
  /** How many wait for it. */
  waiting: number
}

/** Signatures that are kept: the routes that somebody goes back and forth between. */
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
 * Signatures by URL: each is asked for once, however many wait for it, and kept for a while. One may be there from the
 * start.
 */
export function createSignatures(source: SignatureSource, initial?: SignatureOf, pending: Pending = new Set()) {
  // A Map keeps the order: the first key is the one that was used longest ago.
  const entries = new Map<string, Entry>()
  let latest: SignatureHad | undefined
  /** When a refresh was last claimed. */
  let refreshedAt = Number.NEGATIVE_INFINITY

  const keep = (url: string, reason: SignatureReason, entry: Entry): Entry => {
    entry.answer.then(
      (signature) => {
        entry.arrived ||= Date.now()
        latest = { ...signature, url, reason }
      },
      () => entries.get(url) === entry && entries.delete(url),
    )
    entries.set(url, entry)
    return entry
  }

  if (initial) {
    const { url, ...signature } = initial
    // As old as it is, whatever kept the page that it came with.
    const arrived = Number(signature.timestamp) * 1000
    const answer = Promise.resolve(signature)
    const controller = new AbortController()
    keep(withoutFragment(url), 'initial', { answer, asked: arrived, arrived, controller, waiting: 0 })
  }

  const drop = (url: string) => {
    entries.get(url)?.controller.abort()
    entries.delete(url)
  }

  const request = (url: string, reason: SignatureReason): Entry => {
    const controller = new AbortController()
    const { signal } = controller
    const answer = ask(source, url, { signal, reason })
    return keep(url, reason, { answer, asked: Date.now(), arrived: 0, controller, waiting: 0 })
  }

  return {
    /** Forgets the signature of a URL; when it is still under way, gives it up. */
    drop,
    /** Whether the server may be asked to check its ticket though no caller waits: once a minute. A yes uses it up. */
    claimRefresh(): boolean {
      const now = performance.now()
      const isFree = now - refreshedAt >= REFRESH_INTERVAL_MS
      if (isFree) refreshedAt = now
      return isFree
    },
    /** The one that came last. */
    latest: () => latest,
    /**
     * Resolves with the signature and whether it was kept from before, which it never is for the reason
     * `'invalid-signature'`. A request whose time is over is given up, unless somebody else still has time for it; an
     * abort gives up nothing, since the page may come back.
     */
    async get(
      url: string,
      reason: SignatureReason,
      limits: Limits = {},
    ): Promise<{ signature: Signature; kept: boolean }> {
      let entry = entries.get(url)
      // Left behind by an abort, and later than anybody would have waited for it: nothing comes of it any more.
      if (entry && limits.ms && !entry.arrived && !entry.waiting && Date.now() - entry.asked >= limits.ms) {
        drop(url)
        entry = undefined
      }
      const isGood = !!entry?.arrived && Date.now() - entry.arrived < MAX_AGE_MS
      if (!entry || reason === 'invalid-signature' || (entry.arrived && !isGood)) entry = request(url, reason)
      const mine = entry
      entries.delete(url)
      entries.set(url, mine)
      if (entries.size > MAX_ENTRIES) drop([...entries.keys()][0] as string)
      mine.waiting++
      try {
        return {
          signature: await within(pending, limits, () => mine.answer),
          kept: isGood && reason !== 'invalid-signature',
        }
      } catch (error) {
        if (isWechatError(error) && mine.waiting === 1 && entries.get(url) === mine) drop(url)
        throw error
      } finally {
        mine.waiting--
      }
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
