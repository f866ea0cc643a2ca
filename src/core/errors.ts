import { describe } from '#advice'
import type { WechatErrorCode } from '../knowledge/codes.ts'

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

/** Makes the message out of the sentence that says what happened: the development build goes on with what to do. */
export type Describe = (sentence: string, code: WechatErrorCode, detail?: string, facts?: WechatErrorFacts) => string

/** What happened, each fact once. */
function sentenceOf(code: WechatErrorCode, detail = '', facts: WechatErrorFacts): string {
  const { api, errMsg, urls = [], realAuthUrls = [] } = facts
  const marked = [...new Set([...urls, ...realAuthUrls])].map((url) =>
    realAuthUrls.includes(url) ? `${url} (which WeChat checks)` : url,
  )
  return [
    code.replace(/-/g, ' ') + (api ? ` in ${api}` : '') + (marked[0] ? ` for ${marked.join(' and ')}` : ''),
    errMsg && `WeChat answered "${errMsg}"`,
    !errMsg?.includes(detail) && detail,
  ]
    .filter(Boolean)
    .join(', ')
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
   * @param facts become properties of the error; those that can be read become part of the message
   */
  constructor(code: WechatErrorCode, detail?: string, facts: WechatErrorFacts = {}) {
    super(describe(sentenceOf(code, detail, facts), code, detail, facts))
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
