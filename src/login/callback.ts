import { isAllowed } from './address.ts'
import type { createAuthorize } from './authorize.ts'
import { type LoginCookie, type LoginCookies, visitOf } from './cookies.ts'
import { type LoginScope, publicAddress, type Round, shiftOf, stepOf } from './rules.ts'
import { readState } from './state.ts'

export interface CallbackParts {
  appId: string
  callback: URL
  allowed: RegExp
  authorize: ReturnType<typeof createAuthorize>
  cookies: LoginCookies
  now(): number
}

/** A request whose state is genuine, wherever it arrived. */
export interface Arrival {
  id: string
  scope: LoginScope
  round: Round
  /** The address of the login as its start had it. */
  address: string
  isOwnAddress: boolean
  /** What a proxy did to the path: see `shiftOf`. */
  shift: number
  /** The same as the visitor has it. */
  returnTo: string
  /** Empty where the visitor has declined. */
  code: string
  /** Milliseconds since the start, by this server's clock. */
  age: number
  cookie?: LoginCookie
}

/** The last one: an app's own `code` and `state` come before those that WeChat adds. */
const lastOf = (query: URLSearchParams, name: string) => query.getAll(name).pop() ?? ''

/** Reads callbacks. Without a genuine state there is none. */
export function createCallbacks({ appId, callback, allowed, authorize, cookies, now }: CallbackParts) {
  return {
    /** Of the login that a request says it belongs to, before anything is checked. */
    idOf: ({ url }: Request): string => readState(lastOf(new URL(url).searchParams, 'state'))?.id ?? '',

    async read(request: Request): Promise<Arrival | undefined> {
      const { searchParams: query, pathname } = new URL(request.url)
      const state = readState(lastOf(query, 'state'))
      const address = state && (await authorize.addressOf(state, request))
      if (!state || address === undefined) return undefined
      const { id, scope, round, isOwnAddress, startedAt } = state
      const cookie = await cookies.find(request, state)
      const code = lastOf(query, 'code')
      const shift = shiftOf(pathname, callback.pathname)
      const visible = isOwnAddress ? publicAddress(address, shift, callback.pathname) : address
      return {
        ...{ id, scope, round, address, isOwnAddress, shift, age: now() - startedAt },
        returnTo: isAllowed(visible, allowed) ? visible : address,
        // So it says where the visitor has declined, in some clients.
        code: code === 'authdeny' ? '' : code,
        ...(cookie && { cookie }),
      }
    },

    /** What to do about a callback; without `repeat`, a login that this browser has finished is not done again. */
    stepOf({ round, age, cookie, code }: Arrival, { repeat = false } = {}) {
      const known = cookie?.finished && !repeat ? 'finished' : 'pending'
      // Stryker disable next-line StringLiteral: the two pages without a step of their own are told apart by the cookie
      return stepOf({ round, age, cookie: cookie ? known : 'missing', hasCode: code !== '' })
    },

    /** For the answer that ends a login in this browser. */
    async headersOf({ scope, address, shift, cookie }: Arrival): Promise<Headers> {
      const headers = new Headers({ 'cache-control': 'no-store' })
      if (!cookie) return headers
      const finished = { at: now(), visit: await visitOf(appId, scope, address), shift }
      headers.set('set-cookie', cookies.finish(cookie, cookie.finished ?? finished))
      return headers
    },
  }
}

export type Callbacks = ReturnType<typeof createCallbacks>
