/** The same text in English and in Chinese. */
export type Text = readonly [english: string, chinese: string]

export type Language = 'en' | 'zh'

/** The text in one language. */
export const inLanguage = ([english, chinese]: Text, language: Language): string =>
  language === 'zh' ? chinese : english

/**
 * The language of a reader.
 *
 * @param preferred a language tag (`zh-CN`), a locale (`zh_CN.UTF-8`) or the value of an `Accept-Language` header, whose
 * first language counts; anything but Chinese is English
 */
export const languageOf = (preferred: string | null | undefined): Language =>
  /^\s*zh(?![a-z])/i.test(preferred ?? '') ? 'zh' : 'en'
