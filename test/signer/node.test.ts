import { once } from 'node:events'
import { createServer, request as httpRequest, type Server } from 'node:http'
import { connect } from 'node:net'
import express from 'express'
import Koa from 'koa'
import { afterEach, describe, expect, test } from 'vitest'
import type { Signer } from 'wechat-ready/signer'
import { createPair, isSignedWith, page } from '../kit/signer.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(server: Server): Promise<number> {
  servers.push(server)
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const path = '/api/wechat/signature'
const query = `?url=${encodeURIComponent(page)}`

const frameworks: Record<string, (signer: Signer) => Server> = {
  http: (signer) => createServer((request, response) => void signer.node(request, response)),
  Express: (signer) => {
    const router = express.Router().get('/signature', signer.node)
    return createServer(express().use('/api/wechat', router))
  },
  Koa: (signer) => {
    const app = new Koa()
    app.use((context, next) => (context.path === path ? signer.node(context.req, context.res) : next()))
    return createServer(app.callback())
  },
}

describe.each(Object.entries(frameworks))('%s', (_, create) => {
  test('answers like signer.fetch, headers included', { tags: 'node-adapters' }, async () => {
    const { api, signer } = createPair({ cors: true })
    const port = await listen(create(signer))
    const headers = { origin: 'https://shop.example.com' }
    const response = await fetch(`http://127.0.0.1:${port}${path}${query}`, { headers })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example.com')
    expect(isSignedWith(api.ticket, await response.json())).toBe(true)
  })

  test('passes the request with its headers to authorize, and its Response to the client', async () => {
    const seen: (string | null)[] = []
    const cookies = ['a=1; Path=/', 'b=2; Path=/']
    const slower = new Response('slower', {
      status: 429,
      headers: cookies.map((cookie): [string, string] => ['set-cookie', cookie]),
    })
    const { signer } = createPair({
      authorize(request) {
        seen.push(new URL(request.url).pathname, request.headers.get('cookie'))
        return slower
      },
    })
    const port = await listen(create(signer))
    for (let i = 0; i < 2; i++) {
      const response = await fetch(`http://127.0.0.1:${port}${path}${query}`, { headers: { cookie: 'session=1' } })
      expect([response.status, await response.text()]).toEqual([429, 'slower'])
      expect(response.headers.getSetCookie()).toEqual(cookies)
    }
    expect(seen).toEqual([path, 'session=1', path, 'session=1'])
  })
})

describe('whatever arrives on a socket is answered or closed, and the next client is served', () => {
  const host = 'Host: 127.0.0.1\r\n'
  test.each([
    ['TRACE', `TRACE / HTTP/1.1\r\n${host}\r\n`, 405],
    ['CONNECT', 'CONNECT evil.com:443 HTTP/1.1\r\nHost: evil.com\r\n\r\n', 0],
    ['a method of its own', `PURGE ${path}${query} HTTP/1.1\r\n${host}\r\n`, 405],
    ['OPTIONS *', `OPTIONS * HTTP/1.1\r\n${host}\r\n`, 405],
    ['a target that is no path', `GET //[ HTTP/1.1\r\n${host}\r\n`, 400],
    ['a target that is a whole URL', `GET http://[/${query} HTTP/1.1\r\n${host}\r\n`, 200],
    ['a Host that is none', `GET /${query} HTTP/1.1\r\nHost: [::bad/@?\r\n\r\n`, 200],
    ['no Host at all', `GET /${query} HTTP/1.0\r\n\r\n`, 200],
    ['bytes above 127', `GET /?url=https://shop.example.com/\xe9\xa3\x9e HTTP/1.1\r\n${host}\r\n`, 400],
    ['an upgrade', `GET /${query} HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`, 200],
    ['a header above 127', `GET /${query} HTTP/1.1\r\n${host}X-Name: \xe9\xa3\x9e\r\n\r\n`, 200],
    ['the same header twice', `GET /${query} HTTP/1.1\r\n${host}Cookie: a=1\r\nCookie: b=2\r\n\r\n`, 200],
    ['a body that never comes', `POST /${query} HTTP/1.1\r\n${host}Content-Length: 9\r\n\r\n`, 405],
    ['a request that expects an answer first', `POST / HTTP/1.1\r\n${host}Expect: 100-continue\r\n\r\n`, 405],
    ['no HTTP', '\x16\x03\x01\x02\x00\r\n\r\n', 400],
    ['half a request', 'GET / HT', 400],
  ])('%s', { tags: 'node-adapters' }, async (_, bytes, status) => {
    const { signer, errors } = createPair({ authorize: () => true })
    const port = await listen(createServer((request, response) => void signer.node(request, response)))
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes, 'latin1'))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
      socket.destroy()
    })
    socket.on('error', () => {})
    await once(socket, 'close')
    expect(Number(/HTTP\/1\.1 (?!100)(\d+)/.exec(answer)?.[1] ?? 0)).toBe(status)
    expect(errors).toEqual([])
    expect((await fetch(`http://127.0.0.1:${port}/${query}`)).status).toBe(200)
  })

  test('a client that has disconnected', async () => {
    let goOn = () => {}
    const gate = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const { signer } = createPair({ authorize: () => gate.then(() => true) })
    const done: Promise<void>[] = []
    const server = createServer((request, response) => void done.push(signer.node(request, response)))
    const port = await listen(server)
    const asking = httpRequest({ port, host: '127.0.0.1', path: `/${query}` }).on('error', () => {})
    asking.end()
    await once(server, 'request')
    asking.destroy()
    goOn()
    await expect(Promise.all(done)).resolves.toEqual([undefined])
  })

  test('a response that was already sent', async () => {
    const { signer } = createPair()
    const port = await listen(
      createServer((request, response) => {
        response.writeHead(418).end('tea')
        void signer.node(request, response)
      }),
    )
    const response = await fetch(`http://127.0.0.1:${port}/${query}`)
    expect([response.status, await response.text()]).toEqual([418, 'tea'])
  })
})

describe("Fastify's reply", { tags: 'node-adapters' }, () => {
  function createReply() {
    const sent: { status?: number; headers: Record<string, unknown>; body?: unknown } = { headers: {} }
    const reply = {
      sent: false,
      code: (status: number) => Object.assign(sent, { status }),
      header: (name: string, value: string | string[]) => Object.assign(sent.headers, { [name]: value }),
      send: (body?: unknown) => Object.assign(sent, { body }),
    }
    return { sent, reply }
  }
  const request = (url: string) => ({ method: 'GET', url: `/?url=${encodeURIComponent(url)}`, headers: {} })

  test('gets the status, the headers and the body by its own methods', async () => {
    const { signer } = createPair()
    const { sent, reply } = createReply()
    await signer.node(request(page), reply)
    expect(sent).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
    expect(Buffer.isBuffer(sent.body)).toBe(true)
    expect(JSON.parse(String(sent.body))).toMatchObject({ url: page })
  })

  test('gets refusals too, and is not touched if it was already sent', async () => {
    const { signer } = createPair()
    const refused = createReply()
    await signer.node(request('https://evil.com/'), refused.reply)
    expect(refused.sent.status).toBe(403)
    const before = createReply()
    before.reply.sent = true
    await signer.node(request(page), before.reply)
    expect(before.sent).toEqual({ headers: {} })
  })
})

test.each([
  ['nothing', undefined],
  ['a web Response', new Response()],
  ['the context of Koa', { req: {}, res: {}, status: 404, set: () => {} }],
  ['the event of h3', { node: { req: {}, res: {} } }],
  ['a function, such as next()', () => {}],
])('%s in place of the response is refused with an explanation', async (_, response) => {
  const { api, signer } = createPair()
  const error = await signer.node({ headers: {} }, response as never).catch((reason) => reason)
  expect(error).toBeInstanceOf(TypeError)
  expect(error.message).toMatch(
    /^signer\.node\(request, response\) needs the response of Node's http.*fetch\(request\)/,
  )
  expect(api.requests).toEqual([])
})

test('without a Host header, authorize receives a request for localhost', async () => {
  const seen: string[] = []
  const { signer } = createPair({ authorize: ({ url }) => seen.push(url) > 0 })
  const response = { statusCode: 0, headersSent: false, getHeader: () => undefined, setHeader: () => {}, end: () => {} }
  await signer.node({ url: `/sign?url=${encodeURIComponent(page)}`, headers: {} }, response)
  expect(seen).toEqual([`http://localhost/sign?url=${encodeURIComponent(page)}`])
  expect(response.statusCode).toBe(200)
})
