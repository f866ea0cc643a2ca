import { checkReturnTo, publicOrigin, targetOf } from './address.ts'
import { arrive, isNavigation, loginRequired, pageOf, redirect } from './answers.ts'
import type { Arrival, Callbacks } from './callback.ts'
import type { LoginCookies } from './cookies.ts'
import { LoginError, stateInvalid } from './errors.ts'
import { isLoginPath, isSamePath, type LoginScope, publicAddress } from './rules.ts'
import type { createStarts } from './starts.ts'
import { GO_ON, HOME, pageTextOf, TRY_AGAIN } from './texts.ts'
import type { FinishedLogin, GuardOptions, IsKnown } from './types.ts'
import type { Visitor } from './visitor.ts'
import { isSpent } from './wechat.ts'

/** The callbacks of one login that are answered at the same time. */
interface CallbackGroup {
  count: number
  /** Whether there has been more than one. */
  overlap: boolean
}

export interface HandlerParts {
  callback: URL
  loginPath: string
  allowed: RegExp
  start: ReturnType<typeof createStarts>
  callbacks: Callbacks
  cookies: LoginCookies
  /** With `isSameCode`, a login that has ended is answered again for its own code alone. */
  exchange(arrival: Arrival, isSameCode: boolean): Promise<Visitor>
  onError(error: unknown): void
}

/** Takes the visitor over; `false`: the app has answered by itself. */
type TakeVisitor = (
  visitor: Visitor & { returnTo: string },
) => Promise<ConstructorParameters<typeof Headers>[0] | void | false>

type GuardWishes = Required<Pick<GuardOptions, 'scope'>> & { params?: GuardOptions['params'] | undefined }

/**
 * A parameter of the login path: the request was sent here from another host of the app, for an address that a page has
 * `given`, or that the app there made of its own `request`.
 */
const HOP = 'hop'

/** Which request is what, and what is answered to it. */
export function createHandler(parts: HandlerParts) {
  const { callback, loginPath, allowed, start, callbacks, cookies, exchange, onError } = parts
  const underWay = new Map<string, CallbackGroup>()

  const isAtCallback = (request: Request) => new URL(request.url).pathname === callback.pathname

  const isAtLogin = (request: Request) => isLoginPath(new URL(request.url).pathname, loginPath, callback.pathname)

  /** Starts a login at the callback's host: the browser is sent there first from any other. */
  async function startHere(request: Request, address: string, wishes: GuardWishes & { isOwnAddress: boolean }) {
    const isElsewhere = publicOrigin(request, callback, allowed) !== callback.origin
    const hasHopped = isAtLogin(request) && new URL(request.url).searchParams.has(HOP)
    if (!isElsewhere || hasHopped) return start({ address, request, ...wishes })
    const query = new URLSearchParams({
      returnTo: address,
      scope: wishes.scope,
      [HOP]: wishes.isOwnAddress ? 'request' : 'given',
    })
    return redirect(`${callback.origin}${loginPath}?${query}`)
  }

  /** At the login path the parameters are ours. */
  async function startAsAsked(request: Request): Promise<Response> {
    if (!isNavigation(request)) return loginRequired()
    const query = new URL(request.url).searchParams
    const [returnTo = null, ...more] = query.getAll('returnTo')
    const [scope, ...scopes] = query.getAll('scope')
    if (more.length > 0 || scopes.length > 0) {
      throw new LoginError('invalid-return-to', '"returnTo" or "scope" is there twice')
    }
    const wanted: LoginScope = scope === 'snsapi_userinfo' ? scope : 'snsapi_base'
    const own = `${publicOrigin(request, callback, allowed)}/`
    const address = checkReturnTo(returnTo ?? own, allowed)
    const isOwnAddress = returnTo === null || query.get(HOP) === 'request'
    return startHere(request, address, { scope: wanted, isOwnAddress })
  }

  async function startForPage(request: Request, wishes: GuardWishes): Promise<Response> {
    if (!isNavigation(request)) return loginRequired()
    const address = checkReturnTo(publicOrigin(request, callback, allowed) + targetOf(request), allowed)
    return startHere(request, address, { ...wishes, isOwnAddress: true })
  }

  async function guard(request: Request, isKnown: IsKnown, wishes: GuardWishes): Promise<Response | undefined> {
    const url = new URL(request.url)
    const arrival = await callbacks.read(request)
    if (isAtCallback(request) || (arrival && isSamePath(url.pathname, callback.pathname))) return undefined
    // A session on the callback's host is of no use to a page on another one, which has sent the visitor here.
    if (isAtLogin(request) && url.searchParams.has(HOP)) return startAsAsked(request)
    if (typeof isKnown === 'function' ? await isKnown(request) : isKnown) return undefined
    // Let in, it would open any page without a login.
    if (arrival) return redirect(arrival.returnTo, await callbacks.headersOf(arrival))
    return isAtLogin(request) ? startAsAsked(request) : startForPage(request, wishes)
  }

  async function complete(arrival: Arrival, isSameCode: boolean): Promise<Visitor> {
    try {
      return await exchange(arrival, isSameCode)
    } catch (error) {
      if (!(error instanceof LoginError)) throw error
      throw new LoginError(error.code, error.message, { ...error, returnTo: arrival.returnTo })
    }
  }

  /** Throws what `finish` rejects with, where a callback is not to be exchanged. */
  function check(arrival: Arrival | undefined): asserts arrival is Arrival {
    if (!arrival) throw stateInvalid('missing')
    const { returnTo } = arrival
    const step = callbacks.stepOf(arrival, { repeat: true })
    if (step === 'denied') throw new LoginError('denied', 'The user has not allowed the login', { returnTo })
    if (step === 'exchange') return
    if (step === 'address') throw stateInvalid('late', returnTo)
    throw stateInvalid(arrival.cookie ? 'future' : 'cookie', returnTo)
  }

  async function finish(request: Request): Promise<FinishedLogin> {
    const id = callbacks.idOf(request)
    const group = enter(id)
    try {
      const arrival = await callbacks.read(request)
      check(arrival)
      const visitor = await complete(arrival, !group.overlap)
      return { ...visitor, returnTo: arrival.returnTo, headers: await callbacks.headersOf(arrival) }
    } finally {
      group.count--
      if (group.count === 0) underWay.delete(id)
    }
  }

  /** Counts the callbacks of a login that are answered at the same time: they get the same answer. */
  function enter(id: string): CallbackGroup {
    const group = underWay.get(id)
    if (!group) {
      const first = { count: 1, overlap: false }
      underWay.set(id, first)
      return first
    }
    group.count++
    // Of the earlier ones too: a later one may overtake them.
    group.overlap = true
    return group
  }

  const restart = ({ address, scope, isOwnAddress }: Arrival, request: Request) =>
    start({ address, scope, isOwnAddress, round: 2, request })

  const goOn = async (arrival: Arrival, request: Request) =>
    arrive(request, arrival.returnTo, await callbacks.headersOf(arrival))

  async function land(arrival: Arrival, request: Request, onVisitor: TakeVisitor): Promise<Response | undefined> {
    const step = callbacks.stepOf(arrival)
    if (step === 'address') return goOn(arrival, request)
    if (step === 'restart') return restart(arrival, request)
    check(arrival)
    // The cookie is pending: this browser has not got the answer to the first code, if there was one.
    const visitor = await complete(arrival, false)
    const own = await onVisitor({ ...visitor, returnTo: arrival.returnTo })
    if (own === false) return undefined
    const headers = await callbacks.headersOf(arrival)
    new Headers(own ?? {}).forEach((value, name) => {
      headers.append(name, value)
    })
    return arrive(request, arrival.returnTo, headers)
  }

  /** What goes on by itself after an error of a callback. */
  async function recover(error: unknown, arrival: Arrival, request: Request): Promise<Response | undefined> {
    if (!(error instanceof LoginError)) return undefined
    if (error.code === 'state-invalid') {
      const step = error.reason === 'used' ? 'address' : callbacks.stepOf(arrival)
      if (step === 'address') return goOn(arrival, request)
      if (step === 'restart') return restart(arrival, request)
    }
    return isSpent(error) && arrival.round === 1 ? restart(arrival, request) : undefined
  }

  async function errorResponse(error: unknown, request: Request): Promise<Response> {
    let arrival: Arrival | undefined
    try {
      arrival = await callbacks.read(request)
      const recovered = arrival && (await recover(error, arrival, request))
      return recovered ?? failurePage(error, request, arrival)
    } catch (another) {
      return failurePage(another, request, arrival)
    }
  }

  function failurePage(error: unknown, request: Request, arrival: Arrival | undefined): Response {
    // Stryker disable next-line StringLiteral: the page shows no message, and onError gets the error itself
    const known = error instanceof LoginError ? error : new LoginError('internal-error', 'The login failed')
    if (known.status >= 500) onError(error)
    const { status, code, returnTo = arrival?.returnTo } = known
    const home = publicAddress(`${callback.origin}/`, arrival?.shift ?? 0, callback.pathname)
    const label = code === 'denied' || code === 'state-invalid' ? GO_ON : TRY_AGAIN
    const links = returnTo ? [{ href: returnTo, label }] : []
    if (returnTo !== home) links.push({ href: home, label: HOME })
    // The link starts the count again.
    const forgotten = code === 'login-loop' ? cookies.forgetTurns(request) : []
    const headers = new Headers(forgotten.map((one): [string, string] => ['set-cookie', one]))
    return pageOf(request, { status, code, ...pageTextOf(known), links }, headers)
  }

  /** `undefined` when the app has answered by itself. */
  async function answer(request: Request, onVisitor: TakeVisitor): Promise<Response | undefined> {
    try {
      if (!['GET', 'HEAD'].includes(request.method)) {
        // Stryker disable next-line StringLiteral: the page shows no message
        throw new LoginError('method-not-allowed', 'Only GET and HEAD are answered here')
      }
      const arrival = await callbacks.read(request)
      if (arrival) return await land(arrival, request, onVisitor)
      if (isAtCallback(request)) throw stateInvalid('missing')
      if (isAtLogin(request)) return await startAsAsked(request)
      return await startForPage(request, { scope: 'snsapi_base' })
    } catch (error) {
      return errorResponse(error, request)
    }
  }

  return { guard, finish, answer, errorResponse }
}
