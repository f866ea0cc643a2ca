/** The same in English and in Chinese. */
export type Text = readonly [english: string, chinese: string]

export type Language = 'en' | 'zh'

/** The text in one language. */
export const inLanguage = ([english, chinese]: Text, language: Language): string =>
  language === 'zh' ? chinese : english

/** The language of the browser, as far as the inspector speaks it. */
export const browserLanguage = (): Language =>
  /^zh\b/i.test((globalThis as { navigator?: Navigator }).navigator?.language ?? '') ? 'zh' : 'en'
