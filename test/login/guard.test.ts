import { describe, expect, test } from 'vitest'
import { callbackUrl, createBrowser, createPair, page } from './setup.ts'

describe('guard', () => {
  test('lets through a known visitor, and the callback', async () => {
    const { login } = createPair()
    expect(await login.guard(new Request(page), true)).toBeUndefined()
    expect(await login.guard(new Request(page), () => true)).toBeUndefined()
    expect(await login.guard(new Request(page), async ({ url }) => url === page)).toBeUndefined()
    expect(await login.guard(new Request(`${callbackUrl}?code=c&state=s`), false)).toBeUndefined()
  })

  test('lets through a valid callback whose path a proxy has shortened', async () => {
    const { api, login } = createPair()
    const browser = createBrowser()
    const back = await browser.authorize(api, await login.start({ returnTo: page }))
    const shortened = back.replace('/login/callback', '/callback')
    expect(await login.guard(browser.request(shortened), false)).toBeUndefined()
  })

  test('redirects others to WeChat, from where they return to the same page', async () => {
    const { api, login } = createPair()
    const browser = createBrowser()
    const response = await login.guard(browser.request(page), async () => false)
    expect(response?.status).toBe(302)
    const back = await browser.authorize(api, response as Response)
    expect(await login.finish(browser.request(back))).toMatchObject({ returnTo: page })
  })

  test('requests the given scope', async () => {
    const response = await createPair().login.guard(new Request(page), false, { scope: 'snsapi_userinfo' })
    expect(response?.headers.get('location')).toContain('scope=snsapi_userinfo')
  })

  test.each([
    ['http behind a proxy', 'http://shop.example.com/things/7?from=timeline'],
    ['an inner host', 'http://127.0.0.1:3000/things/7?from=timeline'],
    ['a host of an attacker', 'https://evil.com/things/7?from=timeline'],
  ])('returns to the public URL if the request has %s', async (_, url) => {
    const { api, login } = createPair()
    const browser = createBrowser()
    const back = await browser.authorize(api, (await login.guard(browser.request(url), false)) as Response)
    expect(await login.finish(browser.request(back))).toMatchObject({ returnTo: page })
  })

  test.each([
    ['a POST', { method: 'POST' }],
    ['a fetch()', { headers: { 'sec-fetch-dest': 'empty' } }],
    ['an image', { headers: { 'sec-fetch-dest': 'image' } }],
    ['an XMLHttpRequest', { headers: { 'x-requested-with': 'XMLHttpRequest' } }],
    ['a call for JSON', { headers: { accept: 'application/json' } }],
  ])('answers %s with 401, since a redirect would not help', async (_, init) => {
    const response = await createPair().login.guard(new Request(page, init), false)
    expect(response?.status).toBe(401)
    expect(response?.headers.getSetCookie()).toEqual([])
    expect(await response?.json()).toMatchObject({ error: { code: 'login-required' } })
  })

  test('redirects a page load of the Android client', async () => {
    const headers = { 'x-requested-with': 'com.tencent.mm', accept: 'text/html,*/*', 'sec-fetch-dest': 'document' }
    expect((await createPair().login.guard(new Request(page, { headers }), false))?.status).toBe(302)
  })

  test('throws login-loop at the third start in a row if the app keeps no session', {
    tags: 'login-loop',
  }, async () => {
    const { api, login } = createPair()
    const browser = createBrowser()
    for (let turn = 0; turn < 2; turn++) {
      api.advance(29_999)
      const back = await browser.authorize(api, (await login.guard(browser.request(page), false)) as Response)
      browser.keep(await login.finish(browser.request(back)))
    }
    api.advance(29_999)
    const loop = { code: 'login-loop', status: 508, message: expect.stringMatching(/session/), returnTo: page }
    await expect(login.guard(browser.request(page), false)).rejects.toMatchObject(loop)
    // A visitor who has logged out, and comes again later.
    api.advance(1)
    expect((await login.guard(browser.request(page), false))?.status).toBe(302)
  })

  test('does not loop without cookies: the callback throws state-invalid', async () => {
    const { api, login, exchanges } = createPair()
    const start = (await login.guard(new Request(page), false)) as Response
    const back = await createBrowser().authorize(api, start)
    const error = { code: 'state-invalid', message: expect.stringMatching(/Cookies are off/) }
    await expect(login.finish(new Request(back))).rejects.toMatchObject(error)
    expect(exchanges()).toBe(0)
  })
})

describe('fetch', () => {
  test("logs in an unknown visitor, and sets the app's session", async () => {
    const { api, login, exchanges } = createPair()
    const browser = createBrowser()
    const visit = (url: string) =>
      login.fetch(browser.request(url), ({ openid }) => ({ 'set-cookie': `session=${openid}; Path=/` }))
    const back = await browser.authorize(api, await visit(page))
    const landed = await visit(back)
    expect(landed.status).toBe(302)
    expect(landed.headers.get('location')).toBe(page)
    browser.keep(landed)
    expect(browser.jar.get('session')).toBe(api.visitor.openid)
    expect((await visit(back)).headers.get('location')).toBe(page)
    expect(exchanges()).toBe(1)
  })

  test("leaves the callback by a page if the return URL has no fragment, to drop WeChat's", async () => {
    const { api, login } = createPair()
    const browser = createBrowser()
    const returnTo = 'https://shop.example.com/?a=</script>&b="'.replace(/[<>"]/g, encodeURIComponent)
    const headers = { accept: 'text/html' }
    for (const [to, status] of [
      [returnTo, 200],
      [`${returnTo}#/x`, 302],
    ] as const) {
      const back = await browser.authorize(api, await login.start({ returnTo: to }))
      const landed = await login.fetch(browser.request(back, { headers }), () => ({ 'set-cookie': 'session=1' }))
      expect(landed.status).toBe(status)
      expect(landed.headers.getSetCookie()).toContain('session=1')
      if (status === 302) continue
      expect(landed.headers.get('referrer-policy')).toBe('no-referrer')
      expect(await landed.text()).toContain(`<script>location.replace(${JSON.stringify(to)})</script>`)
    }
  })

  test("starts a login with the page's fragment and scope", async () => {
    const { api, login } = createPair({}, { consent: 'allow' })
    const browser = createBrowser()
    const returnTo = `${page}#/x`
    const url = `https://shop.example.com/login?returnTo=${encodeURIComponent(returnTo)}&scope=snsapi_userinfo`
    const back = await browser.authorize(api, await login.fetch(browser.request(url), () => {}))
    const seen: unknown[] = []
    const landed = await login.fetch(browser.request(back), (visitor) => void seen.push(visitor))
    expect(landed.headers.get('location')).toBe(returnTo)
    expect(seen).toEqual([
      expect.objectContaining({ returnTo, user: expect.objectContaining({ nickname: '小明 🍵' }) }),
    ])
  })

  test.each([
    ['a foreign page', 'https://shop.example.com/login?returnTo=https://evil.com/', 400, 'invalid-return-to'],
    ['a foreign state', `${callbackUrl}?code=c&state=s`, 400, 'state-invalid'],
  ])('answers %s with a page that gives the reason', async (_, url, status, code) => {
    const { login, errors } = createPair()
    const response = await login.fetch(new Request(url), () => {})
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.text()).toContain(code)
    expect(errors).toEqual([])
  })

  test('answers a POST with 405', async () => {
    const response = await createPair().login.fetch(new Request(callbackUrl, { method: 'POST' }), () => {})
    expect(response.status).toBe(405)
  })

  test('redirects a browser whose login is finished to its page, without an exchange', async () => {
    const { api, login, exchanges } = createPair()
    const browser = createBrowser()
    const back = await browser.authorize(api, await login.start({ returnTo: page }))
    browser.keep(await login.fetch(browser.request(back), () => {}))
    // Back to WeChat's page, which sends it on with another code.
    const again = new URL(back)
    again.searchParams.set('code', api.oauthCode())
    const landed = await login.fetch(browser.request(again.href), () => {
      throw new Error('nobody logs in')
    })
    expect([landed.status, landed.headers.get('location')]).toEqual([302, page])
    expect(exchanges()).toBe(1)
  })

  test('passes an error of the app to onError, and hides it from the browser', async () => {
    const { api, login, errors } = createPair()
    const browser = createBrowser()
    const back = await browser.authorize(api, await login.start({ returnTo: page }))
    const response = await login.fetch(browser.request(back), () => Promise.reject(new Error('the database')))
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('database')
    expect(errors).toEqual([expect.objectContaining({ message: 'the database' })])
  })
})
