import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findingNames } from '../../src/doctor/findings.ts'
import { withMadeParts } from './docs.ts'

test.each(['en', 'zh'] as const)('docs/%s/doctor.md is up to date with `npm run docs:doctor`', async (lang) => {
  const text = readFileSync(`docs/${lang}/doctor.md`, 'utf8')
  expect(text).toBe(await withMadeParts(text, lang))
  const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, name]) => name)
  expect(headings).toEqual(expect.arrayContaining(findingNames))
})
