import { shallowRef } from 'vue'

/** The same in English and in Chinese. */
export type Text = readonly [english: string, chinese: string]

export type Language = 'en' | 'zh'

const key = 'language'

/** The visitor's language; what reads it in a view follows it. */
export const language = shallowRef<Language>(
  (localStorage.getItem(key) ?? navigator.language).startsWith('zh') ? 'zh' : 'en',
)

// The desk and the page in its phone speak the same one.
addEventListener('storage', (event) => {
  if (event.key !== key || !event.newValue) return
  language.value = event.newValue === 'zh' ? 'zh' : 'en'
  showLanguage()
})

/** Changes the language, for the next visit as well. */
export function setLanguage(next: Language): void {
  language.value = next
  localStorage.setItem(key, next)
  showLanguage()
}

/** Tells the browser and screen readers which language the page is in. */
export function showLanguage(): void {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
}

/** The text in the visitor's language. */
export const t = ([english, chinese]: Text): string => (language.value === 'zh' ? chinese : english)

/** A text that is the same in both languages, or already one. */
export const words = (text: string | Text): Text => (typeof text === 'string' ? [text, text] : text)
