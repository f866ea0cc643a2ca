import { expect, test } from 'vitest'
import { inLanguage, languageOf } from '../../src/knowledge/text.ts'

test.each(['zh', 'zh-CN', 'ZH-hant', 'zh_CN.UTF-8', 'zh-CN,zh;q=0.9,en;q=0.8', ' zh'])('%s is Chinese', (tag) => {
  expect(languageOf(tag)).toBe('zh')
})

test.each(['en', 'en-US,zh;q=0.5', 'zha', '', undefined, null])(
  '%s is not Chinese, so the language is English',
  (tag) => {
    expect(languageOf(tag)).toBe('en')
  },
)

test('a text is given in the requested language', () => {
  expect(inLanguage(['tea', '茶'], 'en')).toBe('tea')
  expect(inLanguage(['tea', '茶'], 'zh')).toBe('茶')
})
