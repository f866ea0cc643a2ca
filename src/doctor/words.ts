import { errcodeAdvice, unknownErrcode } from '../knowledge/errcodes.ts'
import { inLanguage } from '../knowledge/text.ts'
import { clean } from './clean.ts'
import type { Lang } from './types.ts'

/** What to do about an `errcode` of WeChat's. */
export const adviceOn = (errcode: number, words: string, lang: Lang): string =>
  errcodeAdvice(errcode, words, lang) ?? inLanguage(unknownErrcode, lang)

/** Words that findings and notes are put together of. */
const WORDS = {
  'upper-case-digits': ['in upper case', '大写的'],
  md5: ['32 digits long, as MD5', ' 32 位的，像 MD5'],
  sha256: ['64 digits long, as SHA-256', ' 64 位的，像 SHA-256'],
  'no-digest': ['no hexadecimal digest', '不是十六进制摘要的内容'],
  'a-secret': ['the secret of the account', '账号的 AppSecret'],
  'a-ticket': ['the jsapi_ticket', ' jsapi_ticket'],
  'a-token': ['the access_token', ' access_token'],
  'foreign-page': ['a foreign page', '外部页面'],
  'no-http': ['what is no URL', '不是 URL 的内容'],
  'no-url': ['a request without a URL', '没有 URL 的请求'],
  'given-ticket': ['the ticket that was given', '给出的 ticket'],
  'account-ticket': ['the ticket that WeChat gives for the account now', '微信现在给这个账号的 ticket'],
  or: [' or ', '或'],
  'in-place-of': [' in place of ', ' 应为 '],
} as const

export type Word = keyof typeof WORDS
export const wordOf = (word: Word, lang: Lang): string => inLanguage(WORDS[word], lang)

/** What a header is. The English follows the name, the Chinese includes it. */
export function headerIs(name: string, value: string | null, lang: Lang): string {
  if (value === null) return inLanguage(['missing', `没有 ${name} 响应头`], lang)
  const shown = `"${clean(value, 80)}"`
  return inLanguage([shown, `${name} 是 ${shown}`], lang)
}
