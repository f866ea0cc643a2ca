import { createHash, createHmac } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { createMac, digest, fromBase64Url, hex, random, toBase64Url } from '../../src/login/crypto.ts'

test('a digest is the start of a SHA-256 hash', async () => {
  const whole = createHash('sha256').update('茶').digest('hex')
  expect([await digest('茶'), await digest('茶', 8)]).toEqual([whole, whole.slice(0, 8)])
})

test('a byte is written as two hexadecimal digits', () => {
  expect(hex(new Uint8Array([0, 10, 255]))).toBe('000aff')
})

test('random digits have the requested length', () => {
  expect(random(20)).toMatch(/^[0-9a-f]{20}$/)
  expect(random(20)).not.toBe(random(20))
})

test('a MAC is 128 bits of HMAC-SHA256, and only the same MAC is accepted', async () => {
  const mac = createMac('secret')
  const signed = await mac.sign('text')
  expect(signed).toBe(createHmac('sha256', 'secret').update('text').digest('hex').slice(0, 32))
  const other = (digit: string | undefined) => (digit === '0' ? '1' : '0')
  const wrong = [other(signed[0]) + signed.slice(1), signed.slice(0, -1) + other(signed.at(-1))]
  const tried = [signed, ...wrong, signed.slice(1), `${signed}0`, '']
  const verdicts = await Promise.all(tried.map((one) => mac.verify(one, 'text')))
  expect(verdicts).toEqual([true, false, false, false, false, false])
  expect(await mac.verify(signed, 'text 2')).toBe(false)
})

test('the key of a MAC is imported once', async () => {
  const importKey = vi.spyOn(crypto.subtle, 'importKey')
  const mac = createMac('secret')
  await mac.sign('a')
  await mac.sign('b')
  expect(importKey).toHaveBeenCalledTimes(1)
  importKey.mockRestore()
})

test('a text can be converted to base64url and back, without characters to percent-encode', () => {
  for (const text of ['', 'a', 'ab', 'abc', '~~?~~>', 'https://a.example/?b=c>d']) {
    expect(toBase64Url(text)).toMatch(/^[\w-]*$/)
    expect(fromBase64Url(toBase64Url(text))).toBe(text)
  }
  expect(toBase64Url('~~?~~>')).toBe('fn4_fn4-')
})

test.each(['a b', 'ab+c', 'ab/c', '茶', 'abcd=', 'a', ' YWJj', 'YWJj '])(
  '%j is not the base64url of a text',
  (text) => {
    expect(fromBase64Url(text)).toBeUndefined()
  },
)
