import { describe, expect, test } from 'vitest'
import { serverCheck } from 'wechat-ready/signer'
import { sha1 } from '../kit/signer.ts'

const token = 'the token of the settings'
const check = serverCheck({ token })

function ask(fields: Record<string, string> = {}, init?: RequestInit): Promise<Response> {
  const signature = sha1([token, '1700000000', 'nonce'].sort().join(''))
  const query = new URLSearchParams({ signature, timestamp: '1700000000', nonce: 'nonce', echostr: '42', ...fields })
  return check(new Request(`https://api.example.com/wechat?${query}`, init))
}

describe('serverCheck', () => {
  test("answers with WeChat's echostr as plain text", { tags: 'server-check' }, async () => {
    const response = await ask({ echostr: '<b>5837</b>' })
    expect([response.status, await response.text()]).toEqual([200, '<b>5837</b>'])
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test.each([
    ['another signature', { signature: '0'.repeat(40) }],
    ['another nonce', { nonce: 'x' }],
    ['no signature', { signature: '' }],
  ])('answers 403 without a body to %s', { tags: 'server-check' }, async (_, fields) => {
    const response = await ask(fields)
    expect([response.status, await response.text()]).toEqual([403, ''])
  })

  test('answers nothing where there is no echostr', async () => {
    const signature = sha1([token, '1700000000', 'nonce'].sort().join(''))
    const query = new URLSearchParams({ signature, timestamp: '1700000000', nonce: 'nonce' })
    const response = await check(new Request(`https://api.example.com/wechat?${query}`))
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  test('answers only GET', async () => {
    const response = await ask({}, { method: 'POST', body: '<xml/>' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
  })

  test.each([undefined, '', 7])('refuses the token %j', (bad) => {
    // @ts-expect-error what is not typed may do this
    expect(() => serverCheck({ token: bad })).toThrow(new TypeError('"token" must be the token of the server settings'))
  })
})
