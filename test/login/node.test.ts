import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { connect } from 'node:net'
import express from 'express'
import Koa from 'koa'
import { expect, onTestFinished, test } from 'vitest'
import { createLogin } from 'wechat-ready/login'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { appId, appSecret, createBrowser, stateSecret } from './setup.ts'

async function listen(app: (origin: string) => RequestListener) {
  const server = createServer((request, response) => listener(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' ? Number(address?.port) : 0
  const origin = `http://localhost:${port}`
  const listener = app(origin)
  return { origin, port }
}

function loginAt(origin: string) {
  const api = createFakeWechatApi({ appId, appSecret })
  const callbackUrl = `${origin}/login/callback`
  const own = { appId, appSecret, stateSecret, callbackUrl, allowedOrigins: [origin], fetch: api.fetch }
  return { api, login: createLogin({ ...own, onError: () => {} }) }
}

type Server = { origin: string; port: number; api: ReturnType<typeof loginAt>['api'] }

const servers: [string, () => Promise<Server>][] = [
  [
    'http',
    async () => {
      let api = {} as Server['api']
      const at = await listen((origin) => {
        const { login, api: fake } = loginAt(origin)
        api = fake
        return (request, response) => {
          if (request.headers.cookie?.includes('session=')) return void response.end('known')
          login.node(request, response, ({ openid }, _, outgoing) => {
            outgoing.setHeader('set-cookie', `session=${openid}; Path=/`)
          })
        }
      })
      return { ...at, api }
    },
  ],
  [
    'Express, under a router',
    async () => {
      let api = {} as Server['api']
      const at = await listen((origin) => {
        const { login, api: fake } = loginAt(origin)
        api = fake
        const app = express()
        app.use('/login', (request, response) =>
          login.node(request, response, ({ openid }, _, { cookie }) => void cookie.call(response, 'session', openid)),
        )
        app.use((request, response, next) => {
          if (request.headers.cookie?.includes('session=')) return next()
          login.node(request, response, () => {})
        })
        app.get('/{*path}', (_, response) => void response.send('known'))
        return app
      })
      return { ...at, api }
    },
  ],
  [
    'Koa',
    async () => {
      let api = {} as Server['api']
      const at = await listen((origin) => {
        const { login, api: fake } = loginAt(origin)
        api = fake
        const app = new Koa()
        app.use(async (context, next) => {
          if (context.cookies.get('session')) return next()
          context.respond = false
          await login.node(context.req, context.res, ({ openid }) => void context.cookies.set('session', openid))
        })
        app.use((context) => {
          context.body = 'known'
        })
        return app.callback()
      })
      return { ...at, api }
    },
  ],
]

test.each(servers)(
  '%s: a visitor is logged in and returns to the requested page',
  { tags: 'node-adapters' },
  async (_, start) => {
    const { origin, api } = await start()
    const browser = createBrowser()
    const visit = async (url: string) => {
      const cookie = browser.request(url).headers.get('cookie')
      const response = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} })
      browser.keep(response)
      return response
    }
    const page = `${origin}/things/7?from=timeline`
    const back = await browser.authorize(api, await visit(page))
    expect(back).toMatch(`${origin}/login/callback?login_to=`)
    const landed = await visit(back)
    expect([landed.status, landed.headers.get('location')]).toEqual([302, page])
    expect(browser.jar.get('session')).toBe(api.visitor.openid)
    expect(await (await visit(page)).text()).toBe('known')
  },
)

test('a response that the app has sent itself is left unchanged', async () => {
  let api = {} as Server['api']
  const { origin } = await listen((at) => {
    const { login, api: fake } = loginAt(at)
    api = fake
    return (request, response) =>
      void login.node(request, response, (_visitor, _request, outgoing) => void outgoing.writeHead(201).end('own'))
  })
  const browser = createBrowser()
  const back = await browser.authorize(api, await fetch(`${origin}/`, { redirect: 'manual' }))
  const response = await fetch(back, { headers: { cookie: String(browser.request(back).headers.get('cookie')) } })
  expect([response.status, await response.text()]).toEqual([201, 'own'])
})

test.each([
  'GET / HTTP/1.1\r\nHost: ][\r\n',
  'GET http://[ HTTP/1.1\r\nHost: localhost\r\n',
  'GET //[ HTTP/1.1\r\nHost: localhost\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n',
  'TRACE / HTTP/1.1\r\nHost: localhost\r\n',
  'GET /login/callback?state=%ff%00&code=%E4%B8 HTTP/1.1\r\nHost: localhost\r\nCookie: wechat-login-x=%\r\n',
])('the server survives the request %j', async (head) => {
  const { port } = await listen((origin) => {
    const { login } = loginAt(origin)
    return (request, response) => void login.node(request, response, () => {})
  })
  const socket = connect(port, '127.0.0.1')
  socket.write(`${head}Connection: close\r\n\r\n`)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  expect(answer).toMatch(/^HTTP\/1\.1 (302|4\d\d) /)
})
