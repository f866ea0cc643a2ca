import { describe, expect, test } from 'vitest'
import { reasonOf, SignerError } from '../../src/server/errors.ts'

const ownCause: { cause?: unknown } = {}
ownCause.cause = ownCause

describe('a foreign error is reduced to one word, since its message may hold a secret', () => {
  test.each<[string, unknown, string]>([
    ['its code', { code: 'ECONNREFUSED', name: 'TypeError', message: 'GET https://…' }, 'ECONNREFUSED'],
    ['the code of its cause', { name: 'TypeError', cause: { code: 'ECONNRESET' } }, 'ECONNRESET'],
    ['the capitals at the beginning of its message', { name: 'Error', message: 'WRONGPASS for sesame' }, 'WRONGPASS'],
    ['its name', { name: 'TimeoutError', message: 'no answer' }, 'TimeoutError'],
  ])('%s', (_, error, word) => {
    expect(reasonOf(error)).toBe(word)
  })

  test.each<[string, unknown]>([
    ['a code with more words behind it', { code: 'ECONNREFUSED sesame' }],
    ['a code with more words before it', { code: 'sesame ECONNREFUSED' }],
    ['a code in a list', { code: ['SESAME'] }],
    ['capitals later in the message', { message: 'the password is SESAME' }],
    ['a message that is no text', { message: ['SESAME'] }],
    ['a name with more words behind it', { name: 'Open sesame' }],
    ['a name with more words before it', { name: '(sesame) Error' }],
    ['a name in a list', { name: ['sesame'] }],
    ['nothing', undefined],
    ['an error that is its own cause', ownCause],
  ])('or to "unknown error" for %s', (_, error) => {
    expect(reasonOf(error)).toBe('unknown error')
  })
})

test('a SignerError has an errcode and a rid only if WeChat sent them', () => {
  const bare = new SignerError('invalid-url', 'x')
  expect({ ...bare }).toEqual({ name: 'SignerError', code: 'invalid-url', status: 400, statusCode: 400 })
  expect(Object.keys(bare).sort()).toEqual(['code', 'name', 'status', 'statusCode'])
  expect(new SignerError('wechat-refused', 'x', { rid: '65a1b2c3-1a2b3c4d' })).toHaveProperty(
    'rid',
    '65a1b2c3-1a2b3c4d',
  )
  expect(new SignerError('wechat-refused', 'x', { errcode: 48001 })).toHaveProperty('errcode', 48001)
})

test("a SignerError's message may be sent to a client unless its status is 5xx", () => {
  const codes = ['invalid-url', 'method-not-allowed', 'internal-error', 'wechat-unreachable'] as const
  expect(codes.map((code) => new SignerError(code, 'x').expose)).toEqual([true, true, false, false])
})
