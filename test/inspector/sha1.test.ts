import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hasher, sha1 } from '../../src/inspector/sha1.ts'

const known = (text: string) => createHash('sha1').update(text).digest('hex')

test('the example of the documentation, appendix 1', () => {
  const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg'
  const text = `jsapi_ticket=${ticket}&noncestr=Wm3WZYTPz0wzccnW&timestamp=1414587457&url=http://mp.weixin.qq.com?params=value`
  expect(sha1(text)).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
})

test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000])('%i characters, the end of a block included', (length) => {
  const text = 'x'.repeat(length)
  expect(sha1(text)).toBe(known(text))
})

test('text outside ASCII is hashed as UTF-8', () => {
  expect(sha1('https://a.example/茶')).toBe(known('https://a.example/茶'))
})

test.each([0, 3, 63, 64, 70, 130])('a beginning of %i characters that is kept gives the same', (length) => {
  const hash = hasher('b'.repeat(length))
  for (const rest of ['', 'rest', 'r'.repeat(100)]) {
    expect(hash(new TextEncoder().encode(rest))).toBe(known('b'.repeat(length) + rest))
  }
})
