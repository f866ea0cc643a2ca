import type { SharedStore } from '../server/shared-store.ts'
import { isAllowed } from './address.ts'
import type { LoginCookies } from './cookies.ts'
import { fromBase64Url, toBase64Url } from './crypto.ts'
import { LoginError } from './errors.ts'
import type { AuthorizeParams, LoginOptions } from './options.ts'
import { type AddressPlace, MAX_LINK_LENGTH, STATE_LIFE_MS } from './rules.ts'
import type { createStates, LoginState, NewLogin } from './state.ts'
import { asLoginError, authorizeUrlOf } from './wechat.ts'

/** The parameter of `redirect_uri` that holds the address. */
const ADDRESS = 'login_to'

/** For how long an address is kept in the store: the back button leads there after the state's time as well. */
const STORED_ADDRESS_MS = 3 * STATE_LIFE_MS

export interface AuthorizeParts {
  options: Pick<LoginOptions, 'appId' | 'callbackUrl' | 'params' | 'component'> & { authorizeUrl: string }
  allowed: RegExp
  states: ReturnType<typeof createStates>
  cookies: LoginCookies
  store: SharedStore
}

/** One login that starts. */
export interface LinkRequest {
  login: Omit<NewLogin, 'place'>
  address: string
  params: AuthorizeParams | undefined
  request: Request | undefined
}

/** Makes WeChat's link, and finds the address of a login again: where it travels is known here alone. */
export function createAuthorize({ options, allowed, states, cookies, store }: AuthorizeParts) {
  const { appId, callbackUrl, component, authorizeUrl: base } = options
  const keyOf = (id: string) => `${appId}:login-address:${id}`

  async function linkFor({ login, address, params }: LinkRequest, place: AddressPlace): Promise<string> {
    const state = await states.issue({ ...login, place }, address)
    const query = `${callbackUrl.includes('?') ? '&' : '?'}${ADDRESS}=${toBase64Url(address)}`
    return authorizeUrlOf({
      base,
      appId,
      redirectUri: place === 'query' ? callbackUrl + query : callbackUrl,
      scope: login.scope,
      state,
      params: { ...options.params, ...params },
      componentAppId: component?.appId,
    })
  }

  async function keepAddress(id: string, address: string, request: Request | undefined): Promise<AddressPlace> {
    try {
      await asLoginError(() => store.set(keyOf(id), { address }, STORED_ADDRESS_MS))
      return 'store'
    } catch (error) {
      if (cookies.hasRoomFor(address, request)) return 'cookie'
      throw error instanceof LoginError ? new LoginError(error.code, error.message, { returnTo: address }) : error
    }
  }

  return {
    /** WeChat's link for a login, and where its address travels. */
    async link(wanted: LinkRequest): Promise<{ link: string; place: AddressPlace }> {
      const link = await linkFor(wanted, 'query')
      // Stryker disable next-line StringLiteral: the caller asks for a cookie alone
      if (link.length <= MAX_LINK_LENGTH) return { link, place: 'query' }
      const place = await keepAddress(wanted.login.id, wanted.address, wanted.request)
      return { link: await linkFor(wanted, place), place }
    },

    /** The address of a genuine state; `undefined` where the state is not, or its address is not allowed. */
    async addressOf(state: LoginState & { mac: string }, request: Request): Promise<string | undefined> {
      for (const address of await candidates(state, request)) {
        if (isAllowed(address, allowed) && (await states.isGenuine(state, address))) return address
      }
      return undefined
    },
  }

  async function candidates({ id, place }: LoginState, request: Request): Promise<string[]> {
    if (place === 'cookie') return cookies.addressOf(request, id)
    if (place === 'store') {
      const { address } = Object(await asLoginError(() => store.get(keyOf(id))))
      // Stryker disable next-line ConditionalExpression,ArrayDeclaration: what is no allowed address counts for nothing
      return typeof address === 'string' ? [address] : []
    }
    const values = new URL(request.url).searchParams.getAll(ADDRESS)
    // Stryker disable next-line StringLiteral: there is one
    const address = values.length === 1 ? fromBase64Url(values[0] ?? '') : undefined
    // Stryker disable next-line ArrayDeclaration: what is no allowed address counts for nothing
    return address === undefined ? [] : [address]
  }
}
