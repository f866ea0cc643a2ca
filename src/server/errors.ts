/**
 * HTTP status by code: what `signer.fetch` answers, and what an error handler of Express or Koa reads from
 * `error.status`.
 */
const STATUS = {
  'invalid-url': 400,
  'invalid-argument': 400,
  'origin-not-allowed': 403,
  'not-authorized': 403,
  'method-not-allowed': 405,
  'internal-error': 500,
  'wechat-refused': 502,
  'wechat-reply-invalid': 502,
  'wechat-unreachable': 503,
  'provider-failed': 503,
  'store-unreachable': 503,
  'store-value-invalid': 503,
} as const

export type SignerErrorCode = keyof typeof STATUS

/** What WeChat reports beside the words of a refusal. */
export interface Refusal {
  errcode?: number
  rid?: string
}

/**
 * What the signer rejects with. It never carries the secret, an
 * access_token or a ticket, and for that reason has no `cause`: the message of an HTTP client may quote the URL that it
 * called.
 */
export class SignerError extends Error {
  override readonly name = 'SignerError'
  readonly code: SignerErrorCode
  /** The HTTP status to answer with, as Express and Koa read it. */
  readonly status: number
  /** The same, as Nest and Fastify read it. */
  readonly statusCode: number
  /** WeChat's own `errcode`, where it answered with one. */
  readonly errcode?: number
  /** WeChat's id of the refusal, which its support and the debugging tool of the platform ask for. */
  readonly rid?: string

  constructor(code: SignerErrorCode, message: string, { errcode, rid }: Refusal = {}) {
    super(message)
    this.code = code
    this.status = STATUS[code]
    this.statusCode = this.status
    if (errcode !== undefined) this.errcode = errcode
    if (rid !== undefined) this.rid = rid
  }

  /** Whether the message may be sent to a client, as Koa and Nest read it: they answer 5xx in their own words. */
  get expose(): boolean {
    return this.status < 500
  }
}

/**
 * Another library's error in one word, such as `ECONNREFUSED` or `WRONGPASS`: its message may quote a URL or a
 * command.
 */
export function reasonOf(error: unknown): string {
  const { code, name, message, cause } = (error ?? {}) as { [key in 'code' | 'name' | 'message' | 'cause']?: unknown }
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,30}$/.test(code)) return code
  if (cause && cause !== error) return reasonOf(cause)
  const word = typeof message === 'string' ? /^[A-Z]{4,20}\b/.exec(message)?.[0] : undefined
  return word ?? (typeof name === 'string' && /^\w{1,40}$/.test(name) ? name : 'unknown error')
}
