import { expect, test } from 'vitest'
import { parsePasted } from '../../src/inspector/parse.ts'

const four = { nonceStr: 'N', timestamp: '14', signature: 'abc', appId: 'wx1' }

test.each([
  [
    'the string that was signed, whose URL is all of the rest',
    ' jsapi_ticket=T&noncestr=N&timestamp=14&url=https://a.example/?b=1&c=2\n',
    { ticket: 'T', nonceStr: 'N', timestamp: '14', url: 'https://a.example/?b=1&c=2' },
  ],
  [
    'the string in a log line',
    'INFO sign: jsapi_ticket=T&noncestr=N&timestamp=14&url=u',
    { ticket: 'T', nonceStr: 'N', timestamp: '14', url: 'u' },
  ],
  ["a signer's JSON", '{"appId":"wx1","timestamp":14,"nonceStr":"N","signature":"abc"}', four],
  ['JSON in an envelope', '{"code":0,"data":{"appid":"wx1","timestamp":14,"noncestr":"N","signature":"abc"}}', four],
  [
    'the argument of wx.config',
    "wx.config({ debug: true, appId: 'wx1', timestamp: 14, nonceStr: 'N', signature: \"abc\", jsApiList: [] })",
    four,
  ],
  ['a query string', '?appId=wx1&timestamp=14&nonceStr=N&signature=abc', four],
  [
    'a query string with an encoded URL',
    'url=https%3A%2F%2Fa.example%2F%3Fb%3D1&timestamp=14',
    { url: 'https://a.example/?b=1', timestamp: '14' },
  ],
  [
    'lines',
    'ticket: T\ntimestamp = 14\nurl: https://a.example/?b=1&c=2',
    { ticket: 'T', timestamp: '14', url: 'https://a.example/?b=1&c=2' },
  ],
  ['a text without any of it', 'hello', {}],
  ['an empty text', '', {}],
])('a pasted text is read: %s', (_what, text, fields) => {
  expect(parsePasted(text)).toEqual(fields)
})
