import { loginErrcodeAdvice } from '../knowledge/errcodes.ts'
import { SignerError } from '../server/errors.ts'
import { asClause, type WechatApi } from '../server/wechat-api.ts'
import { isLoginErrorCode, LoginError, type LoginErrorCode } from './errors.ts'
import type { LoginComponent } from './options.ts'
import type { LoginScope } from './rules.ts'
import type { Visitor, WechatUser } from './visitor.ts'

/** What the refusals of web authorisation mean to the program. */
const CODES: { [errcode: number]: LoginErrorCode } = {
  40029: 'code-invalid',
  40163: 'code-used',
  41008: 'code-invalid',
  42003: 'code-expired',
  40226: 'wechat-refused',
  48001: 'wechat-refused',
  50001: 'wechat-refused',
  50002: 'wechat-refused',
}

/** Codes after which the same code would only be refused again. */
export const isSpent = ({ code }: LoginError) => ['code-invalid', 'code-used', 'code-expired'].includes(code)

interface AuthorizeLink {
  base: string
  appId: string
  /** With a query of its own where the address travels in it. */
  redirectUri: string
  scope: LoginScope
  state: string
  params: Readonly<Record<string, string | undefined>>
  componentAppId: string | undefined
}

/** The address to which a login sends the browser. WeChat demands this order and the fragment. */
export function authorizeUrlOf({ base, appId, redirectUri, scope, state, params, componentAppId }: AuthorizeLink) {
  const query = Object.entries({
    appid: appId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope,
    state,
    // Without it some Android clients call back twice, with two codes.
    connect_redirect: '1',
    ...params,
    component_appid: componentAppId,
  }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  )
  return `${base}?${query.join('&')}#wechat_redirect`
}

export interface Account {
  appId: string
  appSecret: string | undefined
  component: LoginComponent | undefined
}

/** Where a code of this account is exchanged, by which fields, of which some are secret. */
// Stryker disable next-line StringLiteral: without a component there is a secret
async function exchangeRequest({ appId, appSecret = '', component }: Account, code: string) {
  const fields = { appid: appId, code, grant_type: 'authorization_code' }
  if (!component) {
    const path = '/sns/oauth2/access_token'
    return { path, fields: { ...fields, secret: appSecret }, secrets: [appSecret, code] }
  }
  const token = await tokenOf(component)
  return {
    path: '/sns/oauth2/component/access_token',
    fields: { ...fields, component_appid: component.appId, component_access_token: token },
    secrets: [token, code],
  }
}

async function tokenOf({ accessToken }: LoginComponent): Promise<string> {
  let token: unknown
  try {
    token = typeof accessToken === 'function' ? await accessToken() : accessToken
  } catch {
    throw new LoginError('provider-failed', '"component.accessToken" failed')
  }
  if (isText(token)) return token
  throw new LoginError('provider-failed', '"component.accessToken" did not return a component_access_token')
}

/** One exchange: `onExchanged` is called as soon as the code is gone, `onError` with the reason for a missing user. */
export interface Exchange {
  code: string
  scope: LoginScope
  onExchanged(): void
  onError(error: unknown): void
}

/**
 * Exchanges a code, and asks for the user's data where the scope allows it. The token does not leave this function.
 *
 * Rejects with `LoginError`.
 */
export async function exchangeCode(
  api: Pick<WechatApi, 'get'>,
  account: Account,
  { code, scope, onExchanged, onError }: Exchange,
): Promise<Visitor> {
  const { path, fields, secrets } = await exchangeRequest(account, code)
  const reply = await asLoginError(() => api.get(path, fields, secrets))
  onExchanged()
  const { access_token: token, openid, unionid, is_snapshotuser } = reply
  if (!isText(openid)) throw new LoginError('wechat-reply-invalid', 'WeChat answered without openid')
  const visitor: Visitor = { openid, snapshot: Number(is_snapshotuser ?? 0) === 1 }
  if (isText(unionid)) visitor.unionid = unionid
  if (scope === 'snsapi_base') return visitor
  try {
    if (!isText(token)) throw new LoginError('wechat-reply-invalid', 'WeChat answered without access_token')
    const query = { access_token: token, openid, lang: 'zh_CN' }
    return addUser(visitor, await asLoginError(() => api.get('/sns/userinfo', query, [...secrets, token])))
  } catch (error) {
    // The visitor is known by openid, whatever WeChat says of the user; a snapshot page's user does not exist.
    if (!visitor.snapshot) onError(error)
    return visitor
  }
}

function addUser(visitor: Visitor, { nickname, headimgurl, unionid }: Record<string, unknown>): Visitor {
  const user: WechatUser = { nickname: String(nickname ?? ''), avatar: String(headimgurl ?? '') }
  return { ...visitor, ...(isText(unionid) && { unionid }), user }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Rejections of the shared server rooms as errors of the login. */
export async function asLoginError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SignerError)) throw error
    const { errcode = 0, message, rid } = error
    const advice = loginErrcodeAdvice(errcode)
    const known = isLoginErrorCode(error.code) ? error.code : 'internal-error'
    throw new LoginError(
      CODES[errcode] ?? known,
      advice ? `${message.replace(/\): .*$/s, ')')}: ${asClause(advice)}` : message,
      {
        errcode: error.errcode,
        rid,
      },
    )
  }
}
