import { expect, test } from 'vitest'
import { firstDifference, kindOfDifference } from '../../src/knowledge/compare.ts'

test.each([
  ['equal texts do not differ', 'abc', 'abc', undefined],
  ['the first character that differs', 'abcd', 'abXd', { index: 2, left: 'c', right: 'X' }],
  ['a text that has ended has no character there', 'abc', 'ab', { index: 2, left: 'c', right: '' }],
  ['an empty text ends at once', '', 'a', { index: 0, left: '', right: 'a' }],
  ['what is percent-encoded is one character', 'a=b%3Ac', 'a=b:c', { index: 3, left: '%3A', right: ':' }],
  [
    'a pair of surrogates is one character',
    'a\u{1f600}',
    'a\u{1f601}',
    { index: 1, left: '\u{1f600}', right: '\u{1f601}' },
  ],
  ['an encoded character later on is none here', 'ab', 'x%3A', { index: 0, left: 'a', right: 'x' }],
  ['the first pair', '\u{1f600}', '\u{1f601}', { index: 0, left: '\u{1f600}', right: '\u{1f601}' }],
  ['the lowest pair', 'a\u{10000}', 'a\u{10001}', { index: 1, left: '\u{10000}', right: '\u{10001}' }],
  ['a text that begins with the other', 'ab', 'abc', { index: 2, left: '', right: 'c' }],
  ['a character above all pairs', '\ue000a', '\ue000b', { index: 1, left: 'a', right: 'b' }],
  ['a low half on its own', '\udc00a', '\udc00b', { index: 1, left: 'a', right: 'b' }],
])('%s', (_rule, left, right, difference) => {
  expect(firstDifference(left, right)).toEqual(difference)
})

const page = 'https://a.example/list?b=1&c=2'

test.each([
  [page, page, undefined],
  [`${page}#/x`, page, 'fragment'],
  ['http://a.example/list?b=1&c=2', page, 'scheme'],
  ['https://a.example/list/?b=1&c=2', page, 'slash'],
  ['https://a.example', 'https://a.example/', 'slash'],
  ['https://a.example/list?b=1&amp;c=2', page, 'html-escaped'],
  ['https://a.example/?b=x:y', 'https://a.example/?b=x%3Ay', 'decoded'],
  ['https://a.example/?b=%E4%B8%AD', 'https://a.example/?b=中', 'decoded'],
  ['https://a.example/?b=%253A', 'https://a.example/?b=:', 'decoded'],
  ['https://a.example/?b=a+b', 'https://a.example/?b=a%20b', 'decoded'],
  ['https://a.example/?b=%E4', 'https://a.example/?b=%e4', 'case'],
  ['https://A.example/list?b=1&c=2', page, 'case'],
  ['https://a.example/list?b=1', page, 'cut'],
  ['https://a.example/list', page, 'cut'],
  ['https://b.example/list?b=1&c=2', page, 'host'],
  ['https://a.example/list?c=2&b=1', page, 'query'],
  ['https://a.example/other?b=1&c=2', page, 'path'],
  ['https://a.example/other', page, 'path'],
  ['https://a.example/other?d', page, 'other'],
  ['', page, 'host'],
  ['', '?b', 'query'],
  ['https://a.example/?b=https://c', 'https://a.example/?b=http://c', 'query'],
  ['https://a.example/b?c', 'https://a.example/d?e', 'other'],
  ['https://a.example/?b=%25252F', 'https://a.example/?b=/', 'query'],
  ['https://a.example/list?b=1', 'https://a.example/list?b=12', 'query'],
  [`${page}#\n`, page, 'fragment'],
  ['//a.example/list?b=1&c=2', page, 'scheme'],
  ['/list?b=http://c', '/list?b=https://c', 'query'],
  ['https://a.example/?b=ß', 'https://a.example/?b=ss', 'query'],
  ['https://api.example/list?b=1&c=2', page, 'host'],
  ['https://a.example/b?c=1', 'https://a.example/d?c=2', 'other'],
])('%s instead of %s: %s', (url, expected, kind) => {
  expect(kindOfDifference(url, expected)).toBe(kind)
})
