import { digest } from './crypto.ts'
import { ANSWER_LIFE_MS, cookiesToDrop, type FinishedTurn, type LoginScope, STATE_LIFE_MS, sizeOf } from './rules.ts'
import { fromTime, proofOf, toTime } from './state.ts'

/** One login in this browser: begun, or finished. */
export interface LoginCookie {
  id: string
  nonce: string
  turn: number
  startedAt: number
  finished?: Finished
  /** Where the address travels in the cookie. */
  address?: string
}

/** When a login was finished, for which account, scope and address, and what a proxy did to its path. */
export interface Finished {
  at: number
  visit: string
  shift: number
}

/** A cookie of a request, with what the rules ask for. */
interface Found extends LoginCookie {
  size: number
  isFinished: boolean
  at: number
}

const VALUE =
  /^(?<turn>[1-9])(?<started>[0-9a-z]{9})(?<nonce>[0-9a-f]{32})(?:\.(?<at>[0-9a-z]{9})(?<visit>[0-9a-f]{8})(?<shift>-?\d{1,3})?|~(?<address>.+))?$/

/** Identifies the account, the scope and the address of a login; what a loop is counted for. */
export const visitOf = (appId: string, scope: LoginScope, address: string) =>
  digest([appId, scope, address].join('\n'), 8)

/** What a cookie's value may not have, as `!` and two hexadecimal digits: most of an address is `%` and stays short. */
const toCookie = (url: string) => url.replace(/[!;,"\\]/g, (one) => `!${one.charCodeAt(0).toString(16)}`)
const fromCookie = (text: string) =>
  text.replace(/!([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** The cookies of logins: each login has one of its own name, so that tabs do not overwrite each other's. */
export function createCookies(callbackUrl: string) {
  const isSecure = callbackUrl.startsWith('https:')
  const prefix = `${isSecure ? '__Host-' : ''}wechat-login-`
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`

  const dropped = ({ id }: { id: string }) => `${prefix}${id}=; Max-Age=0${attributes}`

  function pairOf({ id, nonce, turn, startedAt, finished, address }: LoginCookie): string {
    const end = finished
      ? `.${toTime(finished.at)}${finished.visit}${finished.shift || ''}`
      : address
        ? `~${toCookie(address)}`
        : ''
    return `${prefix}${id}=${turn}${toTime(startedAt)}${nonce}${end}`
  }

  function read(request: Request | undefined): Found[] {
    const pairs = (request?.headers.get('cookie') ?? '').split(/; */)
    return pairs.flatMap((pair) => {
      const at = pair.indexOf('=')
      const name = pair.slice(0, at)
      return name.startsWith(prefix) ? parse(name.slice(prefix.length), pair) : []
    })
  }

  function parse(id: string, pair: string): Found[] {
    const groups = VALUE.exec(pair.slice(pair.indexOf('=') + 1))?.groups
    if (!groups) return []
    // Stryker disable next-line StringLiteral: a match has the groups that are read
    const { turn, started = '', nonce = '', at, visit = '', shift = 0, address = '' } = groups
    const startedAt = fromTime(started)
    const common = { id, nonce, turn: Number(turn), startedAt, size: pair.length + 2 }
    if (at) {
      const finished = { at: fromTime(at), visit, shift: Number(shift) }
      return [{ ...common, finished, isFinished: true, at: finished.at }]
    }
    return [{ ...common, ...(address && { address: fromCookie(address) }), isFinished: false, at: startedAt }]
  }

  return {
    /**
     * The cookie of one login. Its nonce has to match: over http a sub-domain can set a cookie of the same name, and the
     * browser sends both.
     */
    async find(request: Request, { id, proof }: { id: string; proof: string }): Promise<LoginCookie | undefined> {
      for (const cookie of read(request)) {
        if (cookie.id === id && (await proofOf(cookie.nonce)) === proof) return cookie
      }
      return undefined
    },

    /** The address that the cookie of a login holds. */
    addressOf: (request: Request, id: string): string[] =>
      read(request).flatMap((one) => (one.id === id && one.address ? [one.address] : [])),

    finishedTurns: (request: Request | undefined): FinishedTurn[] =>
      read(request).flatMap(({ finished, turn, startedAt }) =>
        finished ? [{ visit: finished.visit, turn, startedAt, finishedAt: finished.at, shift: finished.shift }] : [],
      ),

    /** Whether an address finds room in a cookie, beside those that the browser has. */
    hasRoomFor: (address: string, request: Request | undefined): boolean =>
      cookiesToDrop(read(request), 150 + toCookie(address).length).length === 0,

    /** `Set-Cookie` of a start, and of what makes room for it. */
    begin(cookie: LoginCookie, request: Request | undefined): string[] {
      const pair = pairOf(cookie)
      const toDrop = cookiesToDrop(read(request), sizeOf({ size: pair.length + 2 }))
      return [`${pair}; Max-Age=${STATE_LIFE_MS / 1000}${attributes}`, ...toDrop.map(dropped)]
    },

    /** `Set-Cookie` of a finish: the proof lives for as long as the answer is given again. */
    finish({ id, nonce, turn, startedAt }: LoginCookie, finished: Finished): string {
      return `${pairOf({ id, nonce, turn, startedAt, finished })}; Max-Age=${ANSWER_LIFE_MS / 1000}${attributes}`
    },

    /** `Set-Cookie` that forgets the finished logins, so that the next start is a first one. */
    forgetTurns: (request: Request): string[] =>
      read(request)
        .filter(({ isFinished }) => isFinished)
        .map(dropped),
  }
}

export type LoginCookies = ReturnType<typeof createCookies>
