import { expect, test } from 'vitest'
import { lengthOf, marksOf, timeline } from '../../src/inspector/timeline.ts'

const refused = new Error('refused')

test('sdk, bridge and signature start together, and config starts when the last one ends', () => {
  const timed = timeline([
    { name: 'sdk', duration: 214 },
    { name: 'signature', duration: 148 },
    { name: 'bridge', duration: 12 },
    { name: 'config', duration: 397 },
  ])
  expect(timed.map(({ at }) => at)).toEqual([0, 0, 0, 214])
  expect(lengthOf(timed)).toBe(611)
})

test('after a refusal the signature is requested again, then the configuration', () => {
  const timed = timeline([
    { name: 'signature', duration: 100 },
    { name: 'config', duration: 50, error: refused },
    { name: 'signature', duration: 60 },
    { name: 'config', duration: 40, error: refused },
  ])
  expect(timed.map(({ at, isAgain }) => [at, isAgain])).toEqual([
    [0, false],
    [100, false],
    [150, true],
    [210, false],
  ])
})

test('an axis has three to five round marks', () => {
  for (const length of [37, 90, 180, 250, 623, 999, 4100]) {
    const marks = marksOf(length)
    expect(marks.length, String(length)).toBeGreaterThanOrEqual(3)
    expect(marks.length, String(length)).toBeLessThanOrEqual(5)
    expect(marks.at(-1), String(length)).toBeLessThanOrEqual(length)
  }
})
