import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { sha1 } from '../../src/testing/sha1.ts'
import { sign } from '../../src/testing/verification.ts'

test('sha1 agrees with node:crypto at every length around a block', () => {
  for (let length = 0; length < 200; length++) {
    const text = '商a'.repeat(length).slice(0, length)
    expect(sha1(text), `length ${length}`).toBe(createHash('sha1').update(text).digest('hex'))
  }
})

test('sign gives the signature of the example in appendix 1', () => {
  const signature = sign({
    ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
    nonceStr: 'Wm3WZYTPz0wzccnW',
    timestamp: 1414587457,
    url: 'http://mp.weixin.qq.com?params=value',
  })
  expect(signature).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
})
