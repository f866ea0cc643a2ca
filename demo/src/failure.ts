import { isWechatError } from 'wechat-ready'
import { codes } from '../../src/knowledge/codes.ts'
import { paymentRefusalOf } from '../../src/knowledge/payment.ts'
import { language, t } from './words.ts'

/** An error, with everything that is known of it, and what to do. */
export interface Explanation {
  readonly message: string
  /** For an error of the library. */
  readonly known?: {
    readonly code: string
    /** What it means, in one sentence. */
    readonly meaning: string
    readonly advice: string
    /** The client's own words. */
    readonly errMsg: string | undefined
    readonly facts: readonly (readonly [name: string, values: readonly string[]])[]
    /** Nothing is wrong. */
    readonly isMild: boolean
  }
}

export function explain(error: unknown): Explanation {
  if (!isWechatError(error)) return { message: String(error) }
  const { code, message, errMsg, urls = [], realAuthUrls = [] } = error
  const facts = [
    [t(['The client said', '客户端原话']), errMsg ? [errMsg] : []],
    [t(['Sent to the signer', '发给签名服务的 URL']), [...new Set(urls)]],
    [t(['The client has', '客户端的 URL']), [...new Set(realAuthUrls)]],
  ] as const
  const { meaning, steps } = paymentRefusalOf(message)?.advice ?? codes[code]
  return {
    message,
    known: {
      code,
      meaning: t(meaning),
      advice: steps.map(t).join(language.value === 'zh' ? '' : ' '),
      errMsg,
      facts: facts.filter(([, values]) => values.length > 0),
      isMild: code === 'cancelled',
    },
  }
}
