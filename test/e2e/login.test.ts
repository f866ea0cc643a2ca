import { describe, expect, test } from 'vitest'
import { createLogin } from 'wechat-ready/login'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi, type FakeWechatApiOptions, fakeWechatScript } from 'wechat-ready/testing'
import type { Page } from './browsers.ts'
import { inBrowser, type Tools } from './suite.ts'
import { userAgents } from './user-agents.ts'

const appId = 'wx0123456789abcdef'
const appSecret = '0123456789abcdef0123456789abcdef'
const thing = '/things/7?from=timeline'

/** A shop whose pages are for known visitors alone, over the fakes. */
async function openShop({ open, serve }: Tools, options: Partial<FakeWechatApiOptions> = {}) {
  const api = createFakeWechatApi({ appId, appSecret, ...options })
  const server = await serve({ head: '<script src="/fake-wechat.js"></script>' })
  const { origin } = server
  const own = { appId, appSecret, allowedOrigins: [origin], fetch: api.fetch }
  const signer = createSigner(own)
  const login = createLogin({
    ...own,
    stateSecret: 'a-state-secret-of-some-length-0123456789',
    callbackUrl: `${origin}/login/callback`,
    authorizeUrl: `${origin}/wechat/authorize`,
  })
  const isKnown = ({ headers }: Request) => /\bsession=o\w+/.test(headers.get('cookie') ?? '')
  const answer = (request: Request) =>
    login.fetch(request, ({ openid }) => ({ 'set-cookie': `session=${openid}; Path=/; SameSite=Lax` }))
  const script = fakeWechatScript({ platform: 'android', appId, ticket: api.ticket })
  Object.assign(server.routes, {
    '/login': answer,
    '/login/callback': answer,
    '/wechat/authorize': ({ url }: Request) =>
      api.fetch(`https://open.weixin.qq.com/connect/oauth2/authorize${new URL(url).search}`),
    '/api/wechat/signature': (request: Request) => signer.fetch(request),
    '/fake-wechat.js': () => new Response(script, { headers: { 'content-type': 'text/javascript' } }),
    '/things/7': async (request: Request) => {
      const redirect = await login.guard(request, isKnown)
      return redirect ?? (await fetch(`${origin}/things/8`))
    },
  })
  const page = await open({ userAgent: userAgents.android })
  const exchanges = () => api.requests.filter(({ path }) => path === '/sns/oauth2/access_token').length
  return { api, server, origin, page, exchanges }
}

/** Configures the page and shares it, as an app would; returns what the client got to share. */
const shareIt = (page: Page) =>
  page.evaluate(async () => {
    await new Promise<void>((resolve) =>
      document.readyState === 'complete' ? resolve() : addEventListener('load', () => resolve()),
    )
    const wechat = wechatReady.createWechat({ signature: '/api/wechat/signature' })
    await wechat.ready()
    await wechat.share({ title: 'A thing', desc: 'to look at', imgUrl: `${location.origin}/thing.png` })
    const link = window.fakeWechat?.calls.filter(({ api }) => api === 'updateAppMessageShareData').at(-1)?.params.link
    return { href: location.href, state: wechat.state.status, link }
  })

inBrowser('chromium', (tools) => {
  describe('login', () => {
    test('a first visit ends at its page: logged in, ready, and shared without code and state', async () => {
      const { page, origin, exchanges } = await openShop(tools)
      await page.goto(origin + thing)
      expect(await page.evaluate(() => location.href)).toBe(origin + thing)
      expect(await page.evaluate(() => document.cookie)).toMatch(/^session=o\w+$/)
      const { link, ...rest } = await shareIt(page)
      expect(rest).toEqual({ href: origin + thing, state: 'ready' })
      // The default link leaves out what WeChat adds to the address.
      expect(link).toBe(`${origin}/things/7`)
      expect(exchanges()).toBe(1)
      expect(await page.pageErrors()).toEqual([])
    })

    test('code and state appear neither in history nor in the landing URL nor in the referrer', {
      tags: 'login-hidden-code',
    }, async () => {
      const { page, origin } = await openShop(tools)
      await page.goto(origin + thing)
      const seen = await page.evaluate(() => ({
        landing: performance.getEntriesByType('navigation')[0]?.name,
        referrer: document.referrer,
        entries: performance.getEntries().map(({ name }) => name),
      }))
      expect(seen.landing).toBe(origin + thing)
      expect(JSON.stringify(seen)).not.toMatch(/code=|state=/)
    })

    test('a page that starts the login returns with its fragment', async () => {
      const { page, origin } = await openShop(tools)
      const url = `${origin}/shop?a=1&b=2#/x`
      await page.goto(url)
      await page.evaluate(
        () => void setTimeout(() => location.assign(`/login?returnTo=${encodeURIComponent(location.href)}`)),
      )
      await page.waitFor(() => document.cookie.includes('session='))
      await page.waitFor(() => document.readyState === 'complete')
      expect(await page.evaluate(() => location.href)).toBe(url)
      expect(await shareIt(page)).toMatchObject({ href: url, state: 'ready' })
    })

    test("snsapi_userinfo asks the user on WeChat's page, once", async () => {
      const { page, origin, server, exchanges } = await openShop(tools)
      await page.goto(`${origin}/login?scope=snsapi_userinfo&returnTo=${encodeURIComponent(`${origin}/shop#/x`)}`)
      expect(await page.text('h1')).toContain('获取你的昵称、头像')
      expect(exchanges()).toBe(0)
      await page.click('.allow')
      await page.waitFor(() => location.pathname === '/shop')
      expect(await page.evaluate(() => location.hash)).toBe('#/x')
      expect(exchanges()).toBe(1)
      expect(server.requests.filter((request) => request.includes('/wechat/authorize'))).toHaveLength(2)
    })

    test('a user who declines gets an explanation, and can try again', async () => {
      const { page, origin } = await openShop(tools)
      await page.goto(`${origin}/login?scope=snsapi_userinfo&returnTo=${encodeURIComponent(`${origin}/shop`)}`)
      await page.click('.deny')
      await page.waitFor(() => document.querySelector('code')?.textContent === 'denied')
      await page.click('a')
      await page.waitFor(() => location.pathname === '/shop')
    })

    test('a reload makes no exchange and no request to WeChat', async () => {
      const { page, origin, server, exchanges } = await openShop(tools)
      await page.goto(origin + thing)
      const before = server.requests.filter((request) => request.includes('/wechat/authorize')).length
      await page.reload()
      expect(await page.evaluate(() => location.href)).toBe(origin + thing)
      expect(exchanges()).toBe(1)
      expect(server.requests.filter((request) => request.includes('/wechat/authorize'))).toHaveLength(before)
    })

    test('the back button does not lead to a URL with a code', async () => {
      const { page, origin, exchanges } = await openShop(tools)
      await page.goto(`${origin}/shop`)
      await page.evaluate((to) => void setTimeout(() => location.assign(to)), origin + thing)
      await page.waitFor(() => location.pathname === '/things/7')
      expect(await page.evaluate(() => history.length)).toBe(3)
      await page.back()
      expect(await page.evaluate(() => location.pathname)).toBe('/shop')
      await page.forward()
      expect(await page.evaluate(() => location.href)).toBe(origin + thing)
      expect(exchanges()).toBe(1)
    })

    test('a second consent after Back returns to the page without another exchange', async () => {
      const { page, origin, exchanges } = await openShop(tools)
      await page.goto(`${origin}/login?scope=snsapi_userinfo&returnTo=${encodeURIComponent(`${origin}/shop`)}`)
      await page.click('.allow')
      await page.waitFor(() => location.pathname === '/shop')
      await page.back()
      await page.click('.allow')
      await page.waitFor(() => location.pathname === '/shop')
      expect(exchanges()).toBe(1)
    })
  })
})
