/*
 * The login of one visitor as a state machine, in pure functions. A visitor is a browser, an account, a scope and an
 * address; one login of theirs goes
 *
 *     start -> WeChat -> callback -> exchange -> the address
 *
 * and a callback that cannot be exchanged leads to the address, to a second round, or to a page with a link.
 */

export type LoginScope = 'snsapi_base' | 'snsapi_userinfo'

/** A login without its cookie, or whose code is spent, starts again once: in round 2. */
export type Round = 1 | 2

/** For how long WeChat may take to send the browser back, in milliseconds. */
export const STATE_LIFE_MS = 10 * 60_000
/** For how long a login that came back is answered again, in milliseconds. */
export const ANSWER_LIFE_MS = 5 * 60_000
/** How much later than this server's clock another server's may be, in milliseconds. */
export const CLOCK_SKEW_MS = 60_000
/** A start later than this after a finish is not a turn of a loop, in milliseconds. */
export const LOOP_WINDOW_MS = 30_000
/** So many finished turns, each soon after the one before, and the next start is a loop. */
export const LOOP_TURNS = 2

/** What one callback brings, once the MAC of its state is right. */
export interface Callback {
  round: Round
  /** Milliseconds since the start, by this server's clock. */
  age: number
  /** `finished`: this browser has already taken the answer to this login. */
  cookie: 'missing' | 'pending' | 'finished'
  hasCode: boolean
}

/**
 * - `exchange`: the code may be exchanged.
 * - `address`: nothing is exchanged, the browser goes to the login's address; the app's session or the guard decides.
 * - `restart`: the login starts again in round 2.
 * - `denied`, `cookies-page`, `clock-page`: a page with a link.
 */
export type CallbackStep = 'exchange' | 'address' | 'restart' | 'denied' | 'cookies-page' | 'clock-page'

export function stepOf({ round, age, cookie, hasCode }: Callback): CallbackStep {
  if (age > STATE_LIFE_MS || cookie === 'finished') return 'address'
  // WeChat sends a visitor who declines back without a code; nothing is exchanged, so no cookie is needed.
  if (!hasCode) return 'denied'
  const isFromFuture = age < -CLOCK_SKEW_MS
  if (cookie === 'pending' && !isFromFuture) return 'exchange'
  if (round === 1) return 'restart'
  return cookie === 'missing' ? 'cookies-page' : 'clock-page'
}

/** The end of an earlier login, as its cookie keeps it. */
export interface FinishedTurn {
  /** Identifies account, scope and address. */
  visit: string
  /** 1 for a login on its own, 2 for one that started soon after the end of such a one. */
  turn: number
  /** Milliseconds since 1970. */
  startedAt: number
  finishedAt: number
  /** See `shiftOf`. */
  shift: number
}

/**
 * Which turn a start would be: 1, or the next after the newest finished one for the same visit. It counts from the start
 * as well, which another server's clock may have timed closer to this one's.
 */
export function nextTurn(finished: readonly FinishedTurn[], visit: string, now: number) {
  const isRecent = ({ finishedAt, startedAt }: FinishedTurn) =>
    [finishedAt, startedAt].some((at) => now - at < LOOP_WINDOW_MS && now - at > -CLOCK_SKEW_MS)
  const recent = finished.filter((one) => one.visit === visit && isRecent(one))
  const last = recent.sort((one, other) => other.turn - one.turn)[0]
  return { turn: 1 + (last?.turn ?? 0), shift: last?.shift ?? 0 }
}

export const isLoop = (turn: number): boolean => turn > LOOP_TURNS

/** The longest authorize link that no iPhone was seen to refuse, in characters. */
export const MAX_LINK_LENGTH = 1000

/** In bytes, for a cookie of ours with its name; finished ones are the longest. */
const COOKIE_SIZE = 107
/** In bytes, for all cookies of logins together: servers refuse headers near 8 kB, and the app has cookies as well. */
export const MAX_COOKIES_SIZE = 2900

/** The size that counts for a cookie: a pending one grows when it is finished. */
export const sizeOf = (cookie: { size: number }) => Math.max(COOKIE_SIZE, cookie.size)

/**
 * Which cookies must go to make room for `added` bytes: the finished ones first, of each kind the oldest first.
 */
export function cookiesToDrop<Cookie extends { size: number; isFinished: boolean; at: number }>(
  cookies: readonly Cookie[],
  added: number,
): Cookie[] {
  const inOrder = [...cookies].sort(
    (one, other) => Number(other.isFinished) - Number(one.isFinished) || one.at - other.at,
  )
  let total = added + cookies.reduce((sum, cookie) => sum + sizeOf(cookie), 0)
  return inOrder.filter((cookie) => {
    if (total <= MAX_COOKIES_SIZE) return false
    total -= sizeOf(cookie)
    return true
  })
}

/** Where an address travels to the callback: in `redirect_uri`'s own query, by a key in the store, or in the cookie. */
export type AddressPlace = 'query' | 'store' | 'cookie'

/**
 * Whether a request at `arrived` may be one for `publicPath`: a proxy strips a prefix from the path, or adds one.
 */
export function isSamePath(arrived: string, publicPath: string): boolean {
  return arrived === publicPath || isEndOf(arrived, publicPath) || isEndOf(publicPath, arrived)
}

const isEndOf = (end: string, path: string) => end.length > 1 && path.endsWith(end)

/** Whether a request at `arrived` is one for `loginPath`, also where a proxy strips a prefix that the callback has too. */
export function isLoginPath(arrived: string, loginPath: string, callbackPath: string): boolean {
  if (arrived === loginPath) return true
  const stripped = loginPath.slice(0, -arrived.length)
  return isEndOf(arrived, loginPath) && callbackPath.startsWith(`${stripped}/`)
}

/**
 * How many characters a proxy has cut off the path of a callback, negative for those that it has added; 0 where the path
 * is another one.
 */
export const shiftOf = (arrived: string, callbackPath: string): number =>
  isSamePath(arrived, callbackPath) ? callbackPath.length - arrived.length : 0

/** The visitor's address of a page, from that which the app sees: a proxy changes all paths alike. */
export function publicAddress(address: string, shift: number, callbackPath: string): string {
  // Stryker disable next-line StringLiteral,ArrayDeclaration: every address matches
  const [, origin = '', rest = ''] = /(\w+:\/\/[^/?#]+)(.*)/s.exec(address) ?? []
  if (shift > 0) return origin + callbackPath.slice(0, shift) + rest
  return shift < 0 && rest[-shift] === '/' ? origin + rest.slice(-shift) : address
}
