import { expect, test } from 'vitest'
import { redact } from '../../src/inspector/redact.ts'

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
])('%s', (_what, text, without) => {
  expect(redact(text)).toBe(without)
})
