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
  'provider-failed': 503,
  'store-unreachable': 503,
  'store-value-invalid': 503,
  'login-loop': 508,
} as const

export type LoginErrorCode = keyof typeof STATUS

/**
 * Why a state is not accepted: it is `missing` or not genuine; its time is over (`late`) or in the `future`; the login
 * was `used` before; the browser did not send the `cookie`.
 */
export type StateReason = 'missing' | 'late' | 'future' | 'used' | 'cookie'

/** What is known beside the code and the message. */
export interface LoginErrorFacts {
  errcode?: number | undefined
  rid?: string | undefined
  returnTo?: string | undefined
  reason?: StateReason | undefined
}

/** What a login rejects with. It never carries the secret, a code, a state or a token, and therefore no `cause`. */
export class LoginError extends Error {
  override readonly name = 'LoginError'
  readonly code: LoginErrorCode
  /** The HTTP status to answer with, as Express and Koa read it. */
  readonly status: number
  /** The same, as Nest and Fastify read it. */
  readonly statusCode: number
  /** WeChat's own `errcode`, where it answered with one. */
  readonly errcode?: number
  /** WeChat's id of the refusal. */
  readonly rid?: string
  /** The page that the login was for, where the state is genuine: a link to it lets the visitor go on. */
  readonly returnTo?: string
  /** With `state-invalid`: why. */
  readonly reason?: StateReason

  constructor(code: LoginErrorCode, message: string, { errcode, rid, returnTo, reason }: LoginErrorFacts = {}) {
    super(message)
    this.code = code
    this.status = STATUS[code]
    this.statusCode = this.status
    if (errcode !== undefined) this.errcode = errcode
    if (rid !== undefined) this.rid = rid
    if (returnTo !== undefined) this.returnTo = returnTo
    if (reason !== undefined) this.reason = reason
  }
}

export const isLoginErrorCode = (code: unknown): code is LoginErrorCode => Object.keys(STATUS).includes(code as string)

const REASONS: Record<StateReason, string> = {
  missing: 'it is missing, was changed, or was signed with another stateSecret',
  late: 'it is older than ten minutes',
  future: 'its time is in the future: compare the clocks of the servers',
  used: 'the login or its code was used before',
  cookie:
    'the browser did not send the cookie that was set when the login began. Cookies are off, or the login began in ' +
    'another browser, or on another host than that of callbackUrl',
}

export const stateInvalid = (reason: StateReason, returnTo?: string) =>
  new LoginError(
    'state-invalid',
    `The state of this login is not accepted: ${REASONS[reason]}. Start the login again`,
    {
      reason,
      returnTo,
    },
  )
