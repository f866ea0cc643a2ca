import { codes } from '../knowledge/codes.ts'
import { paymentRefusalOf } from '../knowledge/payment.ts'
import { pageUrl } from '../knowledge/site.ts'
import { type Language, languageOf } from '../knowledge/text.ts'
import type { Describe } from './errors.ts'

export { warnAboutShare } from './share-advice.ts'

/** Adds what to do, in the browser's language. Part of the development build alone: see `imports` in package.json. */
export const describe: Describe = (sentence, code, detail = '', facts = {}) => {
  const language = browserLanguage()
  const payment = paymentRefusalOf(`${facts.errMsg} ${detail}`)
  const { title, steps } = payment?.advice ?? codes[code]
  const page = pageUrl('errors', payment?.name ?? code, language)
  if (language === 'en') return [`${sentence}.`, ...steps.map(([en]) => en), page].join(' ')
  const known = [code, ...factsInChinese(facts), !facts.errMsg?.includes(detail) && detail].filter(Boolean).join('，')
  return `${title[1]}（${known}）。${steps.map(([, zh]) => zh).join('')}详见 ${page}`
}

const warned = new WeakSet<object>()

/**
 * Says why a configuration has failed: the composables catch its error.
 *
 * @param client stands for the client object: each warns once
 */
export function warnAboutFailure(client: object, error: Error): void {
  if (warned.has(client)) return
  warned.add(client)
  console.warn(`[wechat-ready] ${error.message}`)
}

/** A server's log stays in English. */
function browserLanguage(): Language {
  const { document, navigator } = globalThis as { document?: Document; navigator?: Navigator }
  return document ? languageOf(navigator?.language) : 'en'
}

function factsInChinese({ api, errMsg, urls = [], realAuthUrls = [] }: Parameters<Describe>[3] & object) {
  const marked = [...new Set([...urls, ...realAuthUrls])].map((url) =>
    realAuthUrls.includes(url) ? `${url}（微信校验的 URL）` : url,
  )
  return [api && `接口 ${api}`, marked.length && `URL ${marked.join('、')}`, errMsg && `微信返回“${errMsg}”`]
}
