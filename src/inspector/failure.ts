/** What is known of an error, whatever was thrown. */
export interface Failure {
  /** The library's code; absent for an error of other origin. */
  readonly code: string | undefined
  readonly message: string
  readonly api: string | undefined
  /** The client's raw words. */
  readonly errMsg: string | undefined
  /** The URLs whose signatures were tried. */
  readonly urls: readonly string[]
  /** The URLs that the client named. */
  readonly realAuthUrls: readonly string[]
  /** The error behind it, in a line. */
  readonly cause: string | undefined
}

/** Reads an error, also one of another copy of the library. */
export function readFailure(error: unknown): Failure {
  const facts = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const isOurs = facts.name === 'WechatError'
  const text = (name: string) => (isOurs && typeof facts[name] === 'string' ? (facts[name] as string) : undefined)
  const list = (name: string) => (isOurs && Array.isArray(facts[name]) ? [...new Set(facts[name].map(String))] : [])
  return {
    code: text('code'),
    message: typeof facts.message === 'string' ? facts.message : String(error),
    api: text('api'),
    errMsg: text('errMsg'),
    urls: list('urls'),
    realAuthUrls: list('realAuthUrls'),
    cause: isOurs && facts.cause !== undefined ? String(facts.cause).slice(0, 500) : undefined,
  }
}
