import { redirect } from './answers.ts'
import type { createAuthorize } from './authorize.ts'
import { type LoginCookies, visitOf } from './cookies.ts'
import { LoginError } from './errors.ts'
import type { AuthorizeParams } from './options.ts'
import { isLoop, type LoginScope, nextTurn, publicAddress, type Round } from './rules.ts'
import { createIdentity } from './state.ts'

export interface StartsParts {
  appId: string
  callback: URL
  authorize: ReturnType<typeof createAuthorize>
  cookies: LoginCookies
  now(): number
}

/** A start that is decided: the address is allowed. */
export interface Start {
  address: string
  scope: LoginScope
  round?: Round
  /** Whether the app made the address of its own request. */
  isOwnAddress?: boolean
  request?: Request | undefined
  params?: AuthorizeParams | undefined
}

const LOOP_ADVICE = [
  'This visitor has logged in twice in a row for this page, and the app still does not know who it is: either the app',
  'does not put openid into its session before it redirects, or its session cookie does not reach this path and host,',
  'is SameSite=Strict, or is Secure on http',
].join(' ')

/** Starts logins: the redirect to WeChat, with the cookie of the login. */
export function createStarts({ appId, callback, authorize, cookies, now }: StartsParts) {
  return async ({ address, scope, round = 1, isOwnAddress = false, request, params }: Start): Promise<Response> => {
    const visit = await visitOf(appId, scope, address)
    const { turn, shift } = nextTurn(cookies.finishedTurns(request), visit, now())
    if (isLoop(turn) && round === 1) {
      const returnTo = isOwnAddress ? publicAddress(address, shift, callback.pathname) : address
      throw new LoginError('login-loop', LOOP_ADVICE, { returnTo })
    }
    const login = { ...createIdentity(), startedAt: now(), round, scope, isOwnAddress }
    const { link, place } = await authorize.link({ login, address, params, request })
    const cookie = { id: login.id, nonce: login.nonce, turn, startedAt: login.startedAt }
    const set = cookies.begin(place === 'cookie' ? { ...cookie, address } : cookie, request)
    return redirect(link, new Headers(set.map((one): [string, string] => ['set-cookie', one])))
  }
}
