import { language } from './words.ts'

export const sourceUrl = 'https://github.com/wechat-ready/wechat-ready'

/** The documentation in the visitor's language. */
export const docsUrl = (): string => `https://wechat-ready.dev/${language.value === 'zh' ? 'zh/' : ''}`
