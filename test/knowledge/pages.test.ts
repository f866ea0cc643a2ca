import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { knowledgePages } from '../../scripts/knowledge-pages.ts'

test.each(Object.entries(knowledgePages()))('%s is up to date with `npm run docs:knowledge`', (file, page) => {
  expect(readFileSync(file, 'utf8')).toBe(page)
})
