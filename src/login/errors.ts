/** HTTP status by code: what an error handler of Express or Koa reads from `error.status`. */
const STATUS = {
  'invalid-return-to': 400,
  'state-invalid': 400,
  'code-invalid': 400,
  'code-used': 400,
  'code-expired': 400,
  denied: 403,
  'method-not-allowed': 405,
  'internal-error': 500,
  'wechat-refused': 502,
  'wechat-reply-invalid': 502,
  'wechat-unreachable': 503,
  'store-unreachable': 503,
  'login-loop': 508,
} as const

export type LoginErrorCode = keyof typeof STATUS

/** What is known beside the code and the message. */
export interface LoginErrorFacts {
  errcode?: number | undefined
  rid?: string | undefined
  returnTo?: string | undefined
}

/**
 * What a login rejects with. It never carries the secret, a code, a state or a token, and for that reason no `cause`.
 */
export class LoginError extends Error {
  override readonly name = 'LoginError'
  readonly code: LoginErrorCode
  /** The HTTP status to answer with. */
  readonly status: number
  /** WeChat's own `errcode`, where it answered with one. */
  readonly errcode?: number
  /** WeChat's id of the refusal. */
  readonly rid?: string
  /**
   * The page that the login was for: there once the state is known to be this browser's own, so that it can be tried
   * again.
   */
  readonly returnTo?: string

  constructor(code: LoginErrorCode, message: string, { errcode, rid, returnTo }: LoginErrorFacts = {}) {
    super(message)
    this.code = code
    this.status = STATUS[code]
    if (errcode !== undefined) this.errcode = errcode
    if (rid !== undefined) this.rid = rid
    if (returnTo !== undefined) this.returnTo = returnTo
  }
}

export const isLoginErrorCode = (code: unknown): code is LoginErrorCode =>
  typeof code === 'string' && Object.keys(STATUS).includes(code)
