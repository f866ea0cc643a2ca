import { expect, test } from 'vitest'
import { withoutFragment } from '../../src/knowledge/url.ts'

test.each([
  ['https://a.example/?x=%3A+b#/detail', 'https://a.example/?x=%3A+b'],
  ['https://a.example/#/a#b', 'https://a.example/'],
  ['https://a.example/商品/', 'https://a.example/商品/'],
  ['https://a.example/?code=a:b', 'https://a.example/?code=a:b'],
  ['https://a.example/a#\n', 'https://a.example/a'],
  ['https://a.example', 'https://a.example'],
  ['#', ''],
])('the fragment of %j is cut at the first #, and every other byte stays', { tags: 'url-bytes' }, (url, rest) => {
  expect(withoutFragment(url)).toBe(rest)
})
