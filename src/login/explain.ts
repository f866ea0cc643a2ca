import { authorizeCodes } from '../knowledge/authorize-codes.ts'
import { errcodeAdvice, loginErrcodeAdvice } from '../knowledge/errcodes.ts'
import { inLanguage, type Language } from '../knowledge/text.ts'

/**
 * What a code of WeChat means for a login, and what to do, the most likely step first: one that WeChat shows on its own
 * page, or the errcode of an exchange.
 *
 * @returns some lines of text, or `undefined` for a code that is not known
 */
// Stryker disable next-line StringLiteral: what is not Chinese is English
export function explain(code: number | string, language: Language = 'en'): string | undefined {
  const number = Number(code)
  const advice = authorizeCodes[number]
  // Stryker disable next-line StringLiteral: no advice of a login quotes words
  if (!advice) return loginErrcodeAdvice(number, language) ?? errcodeAdvice(number, '', language)
  const { title, meaning, steps } = advice
  return [title, meaning, ...steps].map((text) => inLanguage(text, language)).join('\n')
}
