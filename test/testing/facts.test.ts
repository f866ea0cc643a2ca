import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { knownFacts } from '../../src/knowledge/facts.ts'

// What the documentation says of the fake, against the tests of it.

const facts = Object.values(knownFacts)
const tests = readdirSync('test/testing')
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(`test/testing/${file}`, 'utf8'))
  .join('')

test.each(facts.filter(({ certainty }) => certainty !== 'open'))(
  '"$fact.0" names an existing test',
  { tags: 'fake-client' },
  ({ test: name = '' }) => {
    expect(name).not.toBe('')
    const spellings = ["'", '"'].map((quote) => `${quote}${name}${quote},`)
    expect(
      spellings.some((spelled) => tests.includes(spelled)),
      name,
    ).toBe(true)
  },
)

test('an open fact names no test, and says what the fake does', () => {
  const open = facts.filter(({ certainty }) => certainty === 'open')
  expect(open.length).toBeGreaterThan(0)
  for (const { test, plays } of open)
    expect([test, ...plays]).toEqual([undefined, expect.any(String), expect.any(String)])
})
