import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allTaggedTests, rulesPage, taggedTests } from '../scripts/rules.mjs'
import { rules } from './rules.ts'

const page = rulesPage(rules, allTaggedTests())

test('every promise has a test', () => {
  expect(page.unheld).toEqual([])
})

test('every tag of a test is a promise', () => {
  expect(page.unknown).toEqual([])
})

test('test/rules.md is up to date with `npm run rules`', () => {
  expect(readFileSync('test/rules.md', 'utf8')).toBe(page.text)
})

test('a tag is found on a test, on each row of a table, and on a group', () => {
  const text = `
    describe('a group', { tags: 'one' }, () => {
      test('a test', { timeout: 1, tags: ['two', 'three'] }, () => {})
      test.each([1])('row %s', { tags: 'one' }, () => {})
      test('without', () => {})
    })`
  expect(taggedTests(text, 'a.test.ts')).toEqual([
    { file: 'a.test.ts', title: 'a group', tags: ['one'] },
    { file: 'a.test.ts', title: 'a group › a test', tags: ['two', 'three'] },
    { file: 'a.test.ts', title: 'a group › row %s', tags: ['one'] },
  ])
})

test.each([
  ['a test that does not run', "test.skip('a', { tags: 'one' }, () => {})", 'it does not run'],
  ['a tag that is computed', "test('a', { tags: [one] }, () => {})", 'write the tag out'],
])('%s is refused', (_, text, message) => {
  expect(() => taggedTests(text, 'a.test.ts')).toThrow(message)
})

test('a promise without a test and a tag without a promise are reported', () => {
  const { text, unheld, unknown } = rulesPage({ A: { kept: 'Kept.', lost: 'Lost.' } }, [
    { file: 'a.test.ts', title: 'a', tags: ['kept', 'typo'] },
  ])
  expect(unheld).toEqual(['lost'])
  expect(unknown).toEqual(['a.test.ts: typo'])
  expect(text).toContain('**Lost.** `lost`\n\n- **held by no test**')
})
