import { expect, test } from 'vitest'
import { middle, spanOf, windowOf, windowStart } from '../../src/inspector/span.ts'

const marked = (left: string, right: string) => {
  const span = spanOf(left, right)
  return span && [left.slice(span.start, span.leftEnd), right.slice(span.start, span.rightEnd)]
}

test.each([
  ['https://a.example/?q=tea%2520shop', 'https://a.example/?q=tea%20shop', ['%2520', '%20']],
  ['ticket_M_x', 'ticket_N_x', ['M', 'N']],
  ['http://a.example/', 'https://a.example/', ['', 's']],
  ['https://a.example/?a=1&b=2', 'https://a.example/?a=1', ['&b=2', '']],
  ['https://a.example/?q=%E4%B8%AD', 'https://a.example/?q=中', ['%E4%B8%AD', '中']],
])('%s and %s differ in whole characters and whole escapes', (left, right, parts) => {
  expect(marked(left, right)).toEqual(parts)
})

test('equal texts have no difference', () => {
  expect(spanOf('a', 'a')).toBeUndefined()
})

test('the marks of two texts are aligned, in a window of the given size', () => {
  const left = `${'x'.repeat(100)}M${'y'.repeat(100)}`
  const right = `${'x'.repeat(100)}N${'y'.repeat(100)}`
  const from = windowStart(100, left.length, 62)
  const windows = [windowOf(left, 100, 101, 62, from), windowOf(right, 100, 101, 62, from)]
  expect(windows.map(({ mark }) => mark)).toEqual(['M', 'N'])
  expect(windows[0]?.before).toBe(windows[1]?.before)
  for (const { before, mark, after } of windows) expect((before + mark + after).length).toBeLessThanOrEqual(63)
})

test('a long text is shortened in its middle', () => {
  expect(middle('abcdefghij', 7)).toBe('abc…hij')
  expect(middle('abc', 7)).toBe('abc')
})
