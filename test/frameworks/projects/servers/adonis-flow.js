// Logs in once over an AdonisJS server, and prints the cookies that the callback sets.
import { createServer } from 'node:http'
import { AppFactory } from '@adonisjs/core/factories/app'
import { ServerFactory } from '@adonisjs/core/factories/http'
import { createFakeWechatApi } from 'wechat-ready/testing'

process.env.WECHAT_APP_ID = 'wx0123456789abcdef'
process.env.WECHAT_APP_SECRET = 'secret'
const api = createFakeWechatApi({ appId: process.env.WECHAT_APP_ID, appSecret: process.env.WECHAT_APP_SECRET })

const app = new AppFactory().create(new URL('./', import.meta.url))
await app.init()
const server = new ServerFactory().merge({ app }).create()
const listening = createServer(server.handle.bind(server))
await new Promise((resolve) => listening.listen(0, resolve))
process.env.ORIGIN = `http://localhost:${listening.address().port}`

const { fetch } = globalThis
globalThis.fetch = (input, init) =>
  /\.weixin\.qq\.com\//.test(String(input.url ?? input)) ? api.fetch(input, init) : fetch(input, init)
const { wechatLogin } = await import('./adonis.js')
server.getRouter().get('/login', wechatLogin)
server.getRouter().get('/login/callback', wechatLogin)
await server.boot()

const cookiesOf = (response) => response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
const start = `${process.env.ORIGIN}/login?returnTo=${encodeURIComponent(`${process.env.ORIGIN}/thing`)}`
const started = await fetch(start, { redirect: 'manual' })
const authorized = await api.fetch(started.headers.get('location'))
const callback = authorized.headers.get('location')
const finished = await fetch(callback, { redirect: 'manual', headers: { cookie: cookiesOf(started).join('; ') } })
console.log(JSON.stringify({ status: [started.status, finished.status], cookies: cookiesOf(finished) }))
process.exit()
