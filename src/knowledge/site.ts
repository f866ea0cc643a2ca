import type { Language } from './text.ts'

/** The site of the documentation: `homepage` of package.json. */
export const SITE = 'https://wechat-ready.dev'

/**
 * The address of a page of the documentation.
 *
 * @param page its name, such as `errors`
 * @param anchor a heading on it
 */
export const pageUrl = (page: string, anchor: string, language: Language): string =>
  `${SITE}${language === 'zh' ? '/zh' : ''}/${page}#${anchor}`
