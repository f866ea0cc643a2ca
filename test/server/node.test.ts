import { describe, expect, test, vi } from 'vitest'
import { checkReply, deliver, type NodeRequest, toRequest } from '../../src/server/node.ts'

describe("Node's request as a Request", () => {
  test.each<[string, Partial<NodeRequest>, string]>([
    [
      'the Host and the path',
      { headers: { host: 'a.example:8080' }, url: '/b?c=%20' },
      'http://a.example:8080/b?c=%20',
    ],
    [
      'https where the socket is encrypted',
      { headers: { host: 'a.example' }, socket: { encrypted: true } },
      'https://a.example/',
    ],
    ['http where it is not', { headers: { host: 'a.example' }, socket: {} }, 'http://a.example/'],
    ['localhost and / where nothing is said', {}, 'http://localhost/'],
    ['localhost where the Host is none', { headers: { host: '[' }, socket: { encrypted: true } }, 'https://localhost/'],
    ['a target that is a whole URL', { url: 'http://b.example/c' }, 'http://b.example/c'],
    ['/ where the target is none', { headers: { host: 'a.example' }, url: '*' }, 'http://a.example/'],
    ["Express's whole path", { url: '/c', originalUrl: '/b/c' }, 'http://localhost/b/c'],
  ])('has %s', (_, request, url) => {
    expect(toRequest({ headers: {}, ...request }).url).toBe(url)
  })

  test('has its method, by default GET', () => {
    expect(toRequest({ headers: {}, method: 'POST' }).method).toBe('POST')
    expect(toRequest({ headers: {} }).method).toBe('GET')
  })

  test('has its headers, except those that the Fetch standard does not know', () => {
    const headers = {
      ':path': '/',
      'x-late': '1',
      'x-none': undefined,
      'x-two': ['a', 'b'],
      'x-bad': 'a\nb',
      'x-last': 'c',
    }
    const { headers: own } = toRequest({ headers })
    expect([...own]).toEqual([
      ['x-last', 'c'],
      ['x-late', '1'],
      ['x-two', 'a, b'],
    ])
  })
})

describe('the given response', () => {
  test.each([null, undefined, 'reply', {}, { setHeader() {}, getHeader() {} }, { code() {}, header() {} }])(
    'is refused if it is neither Node’s response nor Fastify’s reply: %j',
    (reply) => {
      expect(() => checkReply(reply, 'signer.node')).toThrow(
        new TypeError(
          "signer.node(request, response) needs the response of Node's http (in Express res, in Koa and Egg ctx.res with " +
            "ctx.respond = false) or Fastify's reply. Elsewhere answer with the Response of fetch(request)",
        ),
      )
    },
  )
})

const answer = { status: 201, headers: { 'content-type': 'text/plain', 'set-cookie': ['b=2', 'c=3'] }, body: 'done' }

function nodeResponse(cookies?: string[]) {
  const response = {
    statusCode: 200,
    headersSent: false,
    getHeader: vi.fn(() => cookies),
    setHeader: vi.fn(),
    end: vi.fn(),
  }
  return response
}

describe("an answer through Node's response", () => {
  test('has its status, headers, body and the cookies that were set before', () => {
    const response = nodeResponse(['a=1'])
    deliver(answer, response)
    expect(response.statusCode).toBe(201)
    expect(response.setHeader.mock.calls).toEqual([
      ['content-type', 'text/plain'],
      ['set-cookie', ['a=1', 'b=2', 'c=3']],
    ])
    expect(response.end.mock.calls).toEqual([['done']])
  })

  test('sets its cookies if none were set, and may have no body', () => {
    const response = nodeResponse()
    deliver({ ...answer, body: null }, response)
    expect(response.setHeader).toHaveBeenCalledWith('set-cookie', ['b=2', 'c=3'])
    expect(response.end.mock.calls).toEqual([[undefined]])
  })

  test('is not sent if the response was already sent', () => {
    const response = { ...nodeResponse(), headersSent: true }
    deliver(answer, response)
    expect([response.statusCode, response.setHeader.mock.calls, response.end.mock.calls]).toEqual([200, [], []])
  })
})

describe("an answer through Fastify's reply", () => {
  const fastifyReply = (sent = false) => ({ sent, code: vi.fn(), header: vi.fn(), send: vi.fn() })

  test('has its status, headers and body as bytes', () => {
    const reply = fastifyReply()
    deliver(answer, reply)
    expect(reply.code.mock.calls).toEqual([[201]])
    expect(reply.header.mock.calls).toEqual(Object.entries(answer.headers))
    expect(reply.send.mock.calls).toEqual([[Buffer.from('done')]])
  })

  test('may have no body', () => {
    const reply = fastifyReply()
    deliver({ ...answer, body: null }, reply)
    expect(reply.send.mock.calls).toEqual([[undefined]])
  })

  test('is not sent if the reply was already sent', () => {
    const reply = fastifyReply(true)
    deliver(answer, reply)
    expect([reply.code.mock.calls, reply.send.mock.calls]).toEqual([[], []])
  })
})
