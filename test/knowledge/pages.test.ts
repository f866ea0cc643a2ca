import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { knowledgePages } from '../../scripts/knowledge-pages.ts'

test.each(Object.entries(knowledgePages()))('%s is what `npm run docs:knowledge` makes of it', (file, page) => {
  expect(readFileSync(file, 'utf8')).toBe(page)
})
