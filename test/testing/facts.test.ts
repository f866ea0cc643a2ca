import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { facts, pages } from '../../scripts/fake-facts.mjs'

const tests = ['clients', 'device'].map((name) => readFileSync(`test/testing/${name}.test.ts`, 'utf8')).join('')

test.each(facts.filter(({ certainty }) => certainty !== 'open'))('"$fact.0" has its test', ({ test: name }) => {
  expect(name).not.toBe('')
  expect(
    [name, name.replaceAll("\\'", "'")].some((spelled) => tests.includes(spelled)),
    name,
  ).toBe(true)
})

test.each(Object.entries(pages))('%s is what `npm run docs:facts` makes of the table', (file, page) => {
  expect(readFileSync(file, 'utf8')).toBe(page)
})
