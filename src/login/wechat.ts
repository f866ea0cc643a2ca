import { loginErrcodeAdvice } from '../knowledge/errcodes.ts'
import { SignerError } from '../server/errors.ts'
import { asClause, type WechatApi } from '../server/wechat-api.ts'
import { isLoginErrorCode, LoginError, type LoginErrorCode } from './errors.ts'
import type { LoginScope } from './state.ts'
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

/** The address to which a login sends the browser. WeChat demands this very order and the fragment. */
export function authorizeUrlOf(
  base: string,
  { appId, callbackUrl, scope, state }: { appId: string; callbackUrl: string; scope: LoginScope; state: string },
): string {
  const redirectUri = encodeURIComponent(callbackUrl)
  const query = `appid=${encodeURIComponent(appId)}&redirect_uri=${redirectUri}&response_type=code`
  return `${base}?${query}&scope=${scope}&state=${state}#wechat_redirect`
}

/**
 * Exchanges a code, and asks for the user's data where the scope allows it. `onExchanged` is called as soon as the
 * code is gone. The token does not leave this function.
 *
 * Rejects with `LoginError`.
 */
export async function exchangeCode(
  api: Pick<WechatApi, 'get'>,
  { appId, appSecret }: { appId: string; appSecret: string },
  { code, scope, onExchanged }: { code: string; scope: LoginScope; onExchanged(): void },
): Promise<Visitor> {
  const fields = { appid: appId, secret: appSecret, code, grant_type: 'authorization_code' }
  const reply = await asLoginError(() => api.get('/sns/oauth2/access_token', fields, [appSecret, code]))
  onExchanged()
  const { access_token: token, openid, unionid, is_snapshotuser } = reply
  if (!isText(openid) || !isText(token)) {
    throw new LoginError('wechat-reply-invalid', 'WeChat answered without openid and access_token')
  }
  const visitor: Visitor = { openid, snapshot: Number(is_snapshotuser ?? 0) === 1 }
  if (isText(unionid)) visitor.unionid = unionid
  if (scope === 'snsapi_base') return visitor
  return addUser(visitor, () =>
    api.get('/sns/userinfo', { access_token: token, openid, lang: 'zh_CN' }, [appSecret, code, token]),
  )
}

async function addUser(visitor: Visitor, ask: () => Promise<Record<string, unknown>>): Promise<Visitor> {
  try {
    const { nickname, headimgurl, unionid } = await asLoginError(ask)
    const user: WechatUser = { nickname: String(nickname ?? ''), avatar: String(headimgurl ?? '') }
    return { ...visitor, ...(isText(unionid) && { unionid }), user }
  } catch (error) {
    // WeChat has nothing to tell about somebody who is made up.
    if (visitor.snapshot && error instanceof LoginError && error.code === 'wechat-refused') return visitor
    throw error
  }
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
