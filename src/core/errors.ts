import { advice } from '#advice'
import type { WechatErrorCode } from './codes.ts'

/** The facts of one failure; all are optional. */
export interface WechatErrorFacts {
  /** The API that was called, by its official name; `config` for a configuration. */
  readonly api?: string
  /** The client's raw words, e.g. `chooseImage:fail_permission denied`. */
  readonly errMsg?: string
  /** The URLs whose signatures were tried, in order, without fragment. */
  readonly urls?: readonly string[]
  /** The URLs with which the client says it has verified the signature (`realAuthUrl`). */
  readonly realAuthUrls?: readonly string[]
  /** What `uploadImages` had uploaded before it failed, in order. */
  readonly serverIds?: readonly string[]
  /** The error behind this one. */
  readonly cause?: unknown
}

/**
 * Everything that this library rejects with, except an abort, which rejects with the signal's own reason.
 *
 * @example
 * try {
 *   await wechat.chooseImage()
 * } catch (error) {
 *   if (isWechatError(error, 'cancelled')) return
 *   throw error
 * }
 */
export class WechatError extends Error implements WechatErrorFacts {
  declare readonly code: WechatErrorCode
  declare readonly api?: string
  declare readonly errMsg?: string
  declare readonly urls?: readonly string[]
  declare readonly realAuthUrls?: readonly string[]
  declare readonly serverIds?: readonly string[]
  declare readonly cause?: unknown

  /**
   * @param code one of the codes
   * @param detail what exactly; becomes part of the message
   * @param facts become properties of the error; what can be read becomes part of the message
   */
  constructor(code: WechatErrorCode, detail?: string, facts: WechatErrorFacts = {}) {
    const { api, errMsg, urls, realAuthUrls } = facts
    // In production the code, in words, and the facts; the development build goes on with what they mean and what to
    // do.
    const parts = [
      api,
      code.replace(/-/g, ' '),
      detail,
      errMsg,
      urls && `signed for ${urls}`,
      realAuthUrls?.[0] && `the client has ${realAuthUrls}`,
      advice[code],
    ]
    super(parts.filter(Boolean).join(': '))
    // Assigned here, since class fields cost a helper at this target.
    this.name = 'WechatError'
    this.code = code
    Object.assign(this, facts)
  }
}

/**
 * Whether `error` is a {@link WechatError}, also one of another realm or of a second copy of this library.
 *
 * @param error anything
 * @param code when given, only an error of this code
 */
export function isWechatError<Code extends WechatErrorCode = WechatErrorCode>(
  error: unknown,
  code?: Code,
): error is WechatError & { readonly code: Code } {
  const candidate = error as WechatError | null | undefined
  return candidate?.name === 'WechatError' && (!code || candidate.code === code)
}
