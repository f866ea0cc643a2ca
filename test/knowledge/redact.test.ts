import { expect, test } from 'vitest'
import { createRedactor, redactLongRuns, redactNamed } from '../../src/knowledge/redact.ts'

test.each([
  [
    'a login’s code and state',
    'https://a.example/?code=081abc&state=xyz&page=2',
    'https://a.example/?code=…&state=…&page=2',
  ],
  ['a token in a fragment', 'https://a.example/#access_token=abc', 'https://a.example/#access_token=…'],
  ['a ticket in the string to sign', 'jsapi_ticket=sM4AOVd&noncestr=abc', 'jsapi_ticket=…&noncestr=abc'],
  [
    'JSON in an error',
    'no nonceStr in {"ticket":"sM4A","appSecret": "x"',
    'no nonceStr in {"ticket": "…","appSecret": "…"',
  ],
  [
    'the token of devtools',
    'wechatdevtools/1.06 port/39765 token/abc123 MicroMessenger',
    'wechatdevtools/1.06 port/39765 token/… MicroMessenger',
  ],
  ['a long random word', 'got sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFv here', 'got sM4A…(43) here'],
  [
    'ordinary text stays',
    'https://a.example/tea/7?page=2#/list signed for',
    'https://a.example/tea/7?page=2#/list signed for',
  ],
  [
    'long words of letters alone stay',
    'updateAppMessageShareDataAndSomeMoreLetters',
    'updateAppMessageShareDataAndSomeMoreLetters',
  ],
])('redactNamed(): %s', (_what, text, without) => {
  expect(redactNamed(text)).toBe(without)
})

test('a known secret is removed in each of its encodings', () => {
  const redact = createRedactor(['a+b/c=="d', undefined, ''])
  expect(redact('a+b/c=="d a%2Bb%2Fc%3D%3D%22d a+b/c==\\"d')).toBe('*** *** ***')
})

test('of two secrets, one inside the other, the longer one is removed completely', () => {
  expect(createRedactor(['secret', 'secret-and-more'])('secret-and-more')).toBe('***')
})

test('runs of 24 characters and more are removed, except the given one', () => {
  const [token, rid] = ['x'.repeat(24), '65f0c1a2-0123abcd-4567ef01']
  expect(redactLongRuns(`a ${token} b ${rid}`, rid)).toBe(`a *** b ${rid}`)
  expect(redactLongRuns('x'.repeat(23))).toBe('x'.repeat(23))
})
