import { describe, expect, test } from 'vitest'
import { toAnswer, toResponse } from '../../src/server/answer.ts'

describe('a Response converted for Node', () => {
  test('keeps its status, its headers and the bytes of its body', async () => {
    const response = new Response('茶', { status: 200, headers: { 'x-name': 'a' } })
    expect(await toAnswer(response)).toEqual({
      status: 200,
      headers: { 'content-type': 'text/plain;charset=UTF-8', 'x-name': 'a' },
      body: new TextEncoder().encode('茶'),
    })
  })

  test('has no body and no cookie header if it had none', async () => {
    expect(await toAnswer(new Response(null, { status: 204 }))).toEqual({ status: 204, headers: {}, body: null })
  })

  test('keeps its cookies separate', async () => {
    const headers = new Headers()
    for (const cookie of ['a=1', 'b=2']) headers.append('set-cookie', cookie)
    expect((await toAnswer(new Response(null, { headers }))).headers).toEqual({ 'set-cookie': ['a=1', 'b=2'] })
  })

  test('is refused if its status cannot be sent', async () => {
    await expect(toAnswer(Response.error())).rejects.toThrow(
      new RangeError('A Response of the status 0 cannot be sent'),
    )
  })
})

describe('an answer converted to a Response', () => {
  test('has the status, the headers and the body', async () => {
    const response = toResponse({ status: 403, headers: { 'x-name': 'a' }, body: 'no' })
    expect([response.status, response.headers.get('x-name'), await response.text()]).toEqual([403, 'a', 'no'])
  })

  test('has one header per cookie, beside the other headers', async () => {
    const headers = { 'x-name': 'a', 'set-cookie': ['a=1', 'b=2'] }
    const response = toResponse({ status: 429, headers, body: 'slower' })
    expect([response.status, response.headers.get('x-name'), await response.text()]).toEqual([429, 'a', 'slower'])
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })
})
