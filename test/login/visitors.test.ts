import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import express from 'express'
import Koa from 'koa'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLogin, type Login } from 'wechat-ready/login'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { MINUTE } from '../kit/time.ts'
import { appId, appSecret, createBrowser, stateSecret } from './setup.ts'

/** A documented guard in front of all pages: the login's own paths first, then whoever has no session. */
type Kind = 'fetch' | 'http' | 'Express' | 'Koa'
type Ask = (request: Request) => Promise<Response>

const hasSession = (cookie: string | null | undefined) => /\bsession=o/.test(cookie ?? '')
const sessionOf = (openid: string) => `session=${openid}; Path=/; HttpOnly`
const isOwnPath = (url = '') => /^\/login(\/|\?|$)/.test(url)

const listeners: Record<Exclude<Kind, 'fetch'>, (login: Login) => RequestListener> = {
  http: (login) => (request, response) => {
    if (!isOwnPath(request.url) && hasSession(request.headers.cookie)) return void response.end('the page')
    login.node(request, response, ({ openid }) => void response.setHeader('set-cookie', sessionOf(openid)))
  },
  Express: (login) => {
    const app = express()
    const answer = (request: express.Request, response: express.Response) =>
      login.node(request, response, ({ openid }) => void response.setHeader('set-cookie', sessionOf(openid)))
    app.use('/login', answer)
    app.use((request, response, next) => {
      if (hasSession(request.headers.cookie)) next()
      else answer(request, response)
    })
    app.get('/{*path}', (_, response) => void response.send('the page'))
    return app
  },
  Koa: (login) => {
    const app = new Koa()
    app.use(async (context, next) => {
      if (!isOwnPath(context.url) && hasSession(context.headers.cookie)) return next()
      context.respond = false
      await login.node(context.req, context.res, ({ openid }) => void context.set('set-cookie', sessionOf(openid)))
    })
    app.use((context) => {
      context.body = 'the page'
    })
    return app.callback()
  },
}

async function listen(listener: () => RequestListener): Promise<string> {
  const server = createServer((request: IncomingMessage, response) => listener()(request, response)).listen(
    0,
    '127.0.0.1',
  )
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return `http://localhost:${typeof address === 'object' ? address?.port : ''}`
}

async function open(kind: Kind) {
  const api = createFakeWechatApi({ appId, appSecret, now: () => 1_700_000_000_000 })
  let answer: RequestListener = () => {}
  const origin = kind === 'fetch' ? 'https://shop.example.com' : await listen(() => answer)
  const login = createLogin({
    ...{ appId, appSecret, stateSecret, callbackUrl: `${origin}/login/callback`, allowedOrigins: [origin] },
    ...{ fetch: api.fetch, now: api.now, onError: () => {} },
  })
  const over: Ask = async (request) => {
    const { pathname } = new URL(request.url)
    if (!isOwnPath(pathname) && hasSession(request.headers.get('cookie'))) return new Response('the page')
    return login.fetch(request, ({ openid }) => ({ 'set-cookie': sessionOf(openid) }))
  }
  if (kind !== 'fetch') answer = listeners[kind](login)
  const ask: Ask = kind === 'fetch' ? over : (request) => fetch(request, { redirect: 'manual' })

  /** One request of a browser. */
  async function visit(browser: ReturnType<typeof createBrowser>, url: string, headers: Record<string, string> = {}) {
    const response = await ask(browser.request(url, { headers: { accept: '*/*', ...headers } }))
    browser.keep(response)
    return response
  }

  /** Follows redirects, through WeChat, until a page is shown. */
  async function follow(browser: ReturnType<typeof createBrowser>, url: string) {
    for (let requests = 0, at = url; requests < 12; requests++) {
      const isWechat = at.startsWith('https://open.weixin.qq.com/')
      const response = isWechat ? await api.fetch(at) : await visit(browser, at)
      const location = response.headers.get('location')
      if (!location) return { url: at, status: response.status, text: await response.text() }
      at = location
    }
    throw new Error('endless redirects')
  }
  return { api, origin, visit, follow }
}

const linkOf = (html: string) => /<a class="button" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&#38;', '&')

describe.each<Kind>(['fetch', 'http', 'Express', 'Koa'])('over %s', (kind) => {
  test.each([
    '/checkout?returnTo=%2Fcart',
    '/checkout?returnTo=https%3A%2F%2Fshop.example.com%2Fcart',
    '/orders?state=open&code=SAVE10',
    '/things?scope=snsapi_userinfo',
    '/',
  ])("the visitor returns to the app's own URL %s", { tags: 'login-own-urls' }, async (path) => {
    const { origin, follow } = await open(kind)
    expect(await follow(createBrowser(), origin + path)).toMatchObject({ url: origin + path, text: 'the page' })
  })

  test('a plain link to the login path leads to the home page, with and without a session', async () => {
    const { origin, follow } = await open(kind)
    const browser = createBrowser()
    for (let times = 0; times < 2; times++) {
      expect(await follow(browser, `${origin}/login`)).toMatchObject({ url: `${origin}/`, text: 'the page' })
    }
  })

  test('a visitor who logs out ten seconds after the login can log in again', { tags: 'login-loop' }, async () => {
    const { api, origin, follow } = await open(kind)
    const browser = createBrowser()
    const page = `${origin}/things/7`
    await follow(browser, page)
    browser.jar.delete('session')
    api.advance(10_000)
    expect(await follow(browser, page)).toMatchObject({ url: page, text: 'the page' })
  })

  test('after a lost cookie the login starts once more, and succeeds', {
    tags: 'login-lost-cookie',
  }, async () => {
    const { origin, api, visit, follow } = await open(kind)
    const browser = createBrowser()
    const page = `${origin}/things/7`
    const back = await browser.authorize(api, await visit(browser, page))
    browser.jar.clear()
    expect(await follow(browser, back)).toMatchObject({ url: page, text: 'the page' })
  })

  test.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh', '需要启用 Cookie'],
    ['en-US,en;q=0.9', 'en', 'Cookies are needed'],
  ])(
    'without cookies the second attempt ends at an explanation, for %s',
    { tags: ['login-no-dead-end', 'login-lost-cookie'] },
    async (language, lang, title) => {
      const { origin, api, visit } = await open(kind)
      const page = `${origin}/things/7`
      const headers = { 'accept-language': language }
      let response = await visit(createBrowser(), page, headers)
      for (let round = 0; round < 2; round++) {
        const back = await createBrowser().authorize(api, response)
        response = await visit(createBrowser(), back, headers)
      }
      const html = await response.text()
      expect([response.status, linkOf(html)]).toEqual([400, page])
      expect(html).toContain(`<html lang="${lang}">`)
      expect(html).toContain(title)
    },
  )

  test.each([6, 11])('a callback that is opened again after %i minutes leads to its page', async (minutes) => {
    const { origin, api, visit, follow } = await open(kind)
    const browser = createBrowser()
    const page = `${origin}/things/7`
    const back = await browser.authorize(api, await visit(browser, page))
    await follow(browser, back)
    api.advance(minutes * MINUTE)
    expect(await follow(browser, back)).toMatchObject({ url: page, text: 'the page' })
    expect(api.requests).toHaveLength(1)
  })

  test('six tabs opened one after the other all end at their pages', async () => {
    const { origin, api, visit, follow } = await open(kind)
    const browser = createBrowser()
    const pages = Array.from({ length: 6 }, (_, tab) => `${origin}/things/${tab}?q=${'%E8%8C%B6'.repeat(260)}`)
    const backs: string[] = []
    for (const page of pages) backs.push(await browser.authorize(api, await visit(browser, page)))
    expect(browser.request(origin).headers.get('cookie')?.length).toBeLessThan(3000)
    for (const [tab, back] of backs.entries()) {
      expect(await follow(browser, back)).toMatchObject({ url: pages[tab], text: 'the page' })
    }
  })

  test('the callback path without a state shows a page with a link, and starts no login', {
    tags: 'login-no-dead-end',
  }, async () => {
    const { origin, visit } = await open(kind)
    const response = await visit(createBrowser(), `${origin}/login/callback?code=abc`)
    expect(response.status).toBe(400)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(linkOf(await response.text())).toBe(`${origin}/`)
  })

  test.each([
    ['a prefetch', '/things/7', { purpose: 'prefetch', accept: 'text/html,*/*;q=0.8' }],
    ['a speculative load', '/things/7', { 'sec-purpose': 'prefetch;prerender', accept: 'text/html' }],
    ['an image', '/things/7', { accept: 'image/webp,image/*,*/*;q=0.5' }],
    ['an image of the login path', '/login?returnTo=x', { accept: 'image/webp,image/*,*/*;q=0.5' }],
  ])('%s starts no login', async (_, path, headers) => {
    const { origin, visit } = await open(kind)
    const response = await visit(createBrowser(), origin + path, headers)
    expect([response.status, response.headers.getSetCookie()]).toEqual([401, []])
  })
})
