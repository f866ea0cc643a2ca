import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hasher, sha1 } from '../../src/knowledge/sha1.ts'

const known = (text: string) => createHash('sha1').update(text).digest('hex')

test('sha1 gives the signature of the example in appendix 1', () => {
  const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg'
  const text = `jsapi_ticket=${ticket}&noncestr=Wm3WZYTPz0wzccnW&timestamp=1414587457&url=http://mp.weixin.qq.com?params=value`
  expect(sha1(text)).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
})

test('sha1 agrees with node:crypto for every length from 0 to 199', () => {
  for (let length = 0; length < 200; length++) {
    const text = 'x'.repeat(length)
    expect(sha1(text), `length ${length}`).toBe(known(text))
  }
})

test.each(['é', '茶', '😀', 'a茶é😀b', 'half a pair \ud83d', '\ude00 the other half', '\u07ff\u0800\uffff\u{10000}'])(
  '"%s" is hashed as the UTF-8 bytes of TextEncoder',
  (text) => {
    expect(sha1(text)).toBe(createHash('sha1').update(new TextEncoder().encode(text)).digest('hex'))
  },
)

test.each([0, 3, 63, 64, 70, 130])('a hasher with a prefix of %i characters gives the same hash', (length) => {
  const hash = hasher('b'.repeat(length))
  for (const rest of ['', 'rest', 'r'.repeat(100), '茶']) expect(hash(rest)).toBe(known('b'.repeat(length) + rest))
})
