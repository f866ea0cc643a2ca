/** The same in English and in Chinese. */
export type Text = readonly [english: string, chinese: string]

export type Language = 'en' | 'zh'

const key = 'language'

let language: Language = (localStorage.getItem(key) ?? navigator.language).startsWith('zh') ? 'zh' : 'en'

export const getLanguage = (): Language => language

/** Changes the language, for the next visit as well. */
export function setLanguage(next: Language): void {
  language = next
  localStorage.setItem(key, next)
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
}

/** The text in the visitor's language. */
export const t = ([english, chinese]: Text): string => (language === 'zh' ? chinese : english)
