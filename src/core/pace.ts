/*
 * When the next attempt starts. Pure: times are passed in, as milliseconds of `performance.now()`.
 */

/** Milliseconds for which a page must have stayed at a new URL before it is configured without a caller. */
const UNREQUESTED_ROUTE_DELAY_MS = 100

/** The delay doubles with each URL that is left early, up to this. */
const MAX_ROUTE_DELAY_MS = 3200

/** A URL that is left sooner than this after it was configured counts as left early. */
const SHORT_STAY_MS = 1000

/** With a caller, this many URLs in a row are configured without a delay, even if every attempt was cut short. */
const URLS_WITHOUT_DELAY = 5

/** Milliseconds from a failure to each of its retries. */
const RETRY_AFTER_MS = [2000, 8000, 30_000]

/** Milliseconds between two retries, whatever causes them. */
const RETRY_INTERVAL_MS = 5000

/** How many URLs in a row the page has left early. */
export interface Pace {
  /** Before they were configured, or within a second after; those with a caller do not count. */
  readonly early: number
  /** Before they were configured. */
  readonly unconfigured: number
}

/** How the page has left a URL. */
export interface Departure {
  /** The machine's state. */
  readonly state: 'trying' | 'ready' | 'failed'
  /** Milliseconds since it had come to it. */
  readonly stayMs: number
  /** Whether a caller has waited for the URL. */
  readonly hadCaller: boolean
}

export const paceAfter = ({ early, unconfigured }: Pace, { state, stayMs, hadCaller }: Departure): Pace => ({
  early: state === 'trying' || stayMs < SHORT_STAY_MS ? early + Number(!hadCaller) : 0,
  unconfigured: state === 'ready' ? 0 : unconfigured + 1,
})

/** Milliseconds until a new URL is configured. */
export function routeDelay({ early, unconfigured }: Pace, hasCaller: boolean): number {
  const doublings = hasCaller ? unconfigured - URLS_WITHOUT_DELAY : early
  return doublings < 0 ? 0 : Math.min(UNREQUESTED_ROUTE_DELAY_MS * 2 ** doublings, MAX_ROUTE_DELAY_MS)
}

/** The earliest time of a retry: now, unless the last retry was a moment ago. */
export const earliestRetry = (now: number, lastRetry: number): number => Math.max(now, lastRetry + RETRY_INTERVAL_MS)

/** The time of the next planned retry; `undefined` after the last one. */
export const nextRetry = (firstFailure: number, earliest: number): number | undefined =>
  RETRY_AFTER_MS.map((ms) => firstFailure + ms).find((at) => at >= earliest)
