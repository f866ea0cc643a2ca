import { shallowRef } from 'vue'
import { inLanguage, type Language, languageOf, type Text } from '../../src/knowledge/text.ts'

export type { Language, Text }

const key = 'language'

/** The visitor's language; what reads it in a view follows it. */
export const language = shallowRef<Language>(languageOf(localStorage.getItem(key) ?? navigator.language))

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
export function t(text: Text): string {
  const words = inLanguage(text, language.value)
  // Fonts for Chinese draw curly quotes as wide as their own characters.
  return language.value === 'zh' ? words : words.replace(/[‘’]/g, "'").replace(/[“”]/g, '"')
}

/** A text that is the same in both languages, or already one. */
export const words = (text: string | Text): Text => (typeof text === 'string' ? [text, text] : text)
