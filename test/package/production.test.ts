import { readFileSync } from 'node:fs'
import { expect, inject, test } from 'vitest'
import { bundle } from './bundle.ts'

test('a production bundle contains no Chinese and no advice', { tags: 'error-advice' }, async () => {
  const code =
    "export * from 'wechat-ready'\nexport * as vue from 'wechat-ready/vue'\nexport * as react from 'wechat-ready/react'\n"
  const { homepage } = JSON.parse(readFileSync('package.json', 'utf8'))
  const chunks = await bundle(inject('consumer'), code)
  for (const { code: text, moduleIds } of chunks) {
    expect(text).not.toMatch(/[\u4e00-\u9fff]/)
    expect(text).not.toContain(homepage)
    expect(moduleIds.filter((id) => /dist\/knowledge\/(?!phrases|url|keys)/.test(id))).toEqual([])
  }
})
