import { describe, expect, test } from 'vitest'
import { toAnswer, toResponse } from '../../src/server/answer.ts'

describe('a Response that is read for Node', () => {
  test('keeps its status, its headers and the bytes of its body', async () => {
    const response = new Response('茶', { status: 200, headers: { 'x-name': 'a' } })
    expect(await toAnswer(response)).toEqual({
      status: 200,
      headers: { 'content-type': 'text/plain;charset=UTF-8', 'x-name': 'a' },
      body: new TextEncoder().encode('茶'),
    })
  })

  test('without a body has none, and without cookies no header for them', async () => {
    expect(await toAnswer(new Response(null, { status: 204 }))).toEqual({ status: 204, headers: {}, body: null })
  })

  test('keeps its cookies apart', async () => {
    const headers = new Headers()
    for (const cookie of ['a=1', 'b=2']) headers.append('set-cookie', cookie)
    expect((await toAnswer(new Response(null, { headers }))).headers).toEqual({ 'set-cookie': ['a=1', 'b=2'] })
  })

  test('of a status that no server can send is refused', async () => {
    await expect(toAnswer(Response.error())).rejects.toThrow(
      new RangeError('A Response of the status 0 cannot be sent'),
    )
  })
})

describe('an answer that is sent as a Response', () => {
  test('has the status, the headers and the body', async () => {
    const response = toResponse({ status: 403, headers: { 'x-name': 'a' }, body: 'no' })
    expect([response.status, response.headers.get('x-name'), await response.text()]).toEqual([403, 'a', 'no'])
  })

  test('has each cookie in a header of its own, beside the other headers', async () => {
    const headers = { 'x-name': 'a', 'set-cookie': ['a=1', 'b=2'] }
    const response = toResponse({ status: 429, headers, body: 'slower' })
    expect([response.status, response.headers.get('x-name'), await response.text()]).toEqual([429, 'a', 'slower'])
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })
})
