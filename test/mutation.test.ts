import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { digest, measurableFiles, PAGE, pageOf, RECORD } from '../scripts/mutation.mjs'

// After a change to a file of the rooms: `npm run mutation -- <file>`, or the page says that it is out of date; then
// `npm run mutation:page`.

const record = JSON.parse(readFileSync(RECORD, 'utf8'))
const page = readFileSync(PAGE, 'utf8')

test('the page of what tests do not notice is the one that the record makes', () => {
  expect(page).toBe(pageOf(record))
})

test.each(measurableFiles())('%s has been measured as it is, or the page says that it has not', (file) => {
  const isMeasured = record[file]?.source === digest(readFileSync(file, 'utf8'))
  const name = `\`${file.replace('src/', '')}\``
  const listed = page.split('\n').filter((line) => /^(Changed since they were measured|Never measured): /.test(line))
  expect(isMeasured ? page.includes(`\n| ${name} | `) : listed.some((line) => line.includes(name))).toBe(true)
})

test('a file that has changed since it was measured is listed, and its score is left out', () => {
  const [file = ''] = measurableFiles()
  const score = { date: '2026-01-01', commit: 'abc', killed: 1, timedOut: 0, survived: 0, notReached: 0, survivors: [] }
  const old = pageOf({ [file]: { source: 'other', evaluatedOnce: 0, ...score } })
  expect(old).toMatch(/^Changed since they were measured: `core\/advice\.none\.ts`\.$/m)
  expect(old).not.toContain('2026-01-01')
})
