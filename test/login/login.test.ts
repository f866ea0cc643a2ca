import { describe, expect, test } from 'vitest'
import { createLogin, type LoginOptions } from 'wechat-ready/login'
import { appId, callbackUrl, createBrowser, createPair, options, page } from './setup.ts'

describe('start', () => {
  test('redirects to WeChat with the parameters in the required order', { tags: 'login-link' }, async () => {
    const response = await createPair().login.start({ returnTo: page })
    expect(response.status).toBe(302)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const location = String(response.headers.get('location'))
    const [start, end] = [
      `https://open.weixin.qq.com/connect/oauth2/authorize?appid=${appId}&redirect_uri=${encodeURIComponent(callbackUrl)}`,
      '&connect_redirect=1#wechat_redirect',
    ]
    expect(location.slice(0, start.length)).toBe(start)
    expect(location.slice(start.length)).toMatch(
      /^%3Flogin_to%3D[\w-]+&response_type=code&scope=snsapi_base&state=[A-Za-z0-9]{1,128}&/,
    )
    expect(location.endsWith(end)).toBe(true)
  })

  test('requests the given scope, and accepts only the two known ones', async () => {
    const { login } = createPair()
    const { headers } = await login.start({ returnTo: page, scope: 'snsapi_userinfo' })
    expect(headers.get('location')).toContain('&scope=snsapi_userinfo&state=')
    // @ts-expect-error: for a website, not for a page in WeChat
    await expect(login.start({ returnTo: page, scope: 'snsapi_login' })).rejects.toThrow('"scope" must be')
  })

  test('sets one cookie, which scripts and other sites cannot read', { tags: 'login-cookies' }, async () => {
    const { headers } = await createPair().login.start({ returnTo: page })
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-[\w-]+=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/),
    ])
  })

  test('sets a cookie without prefix and Secure on http://localhost', { tags: 'login-cookies' }, async () => {
    const origin = 'http://localhost:5173'
    const { api, login } = createPair({ callbackUrl: `${origin}/callback`, allowedOrigins: [origin] })
    const browser = createBrowser()
    const response = await login.start({ returnTo: `${origin}/` })
    expect(response.headers.get('set-cookie')).toMatch(
      /^wechat-login-[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    const back = browser.request(await browser.authorize(api, response))
    expect(await login.finish(back)).toMatchObject({ returnTo: `${origin}/` })
  })

  test('gives each tab its own login', async () => {
    const { api, login } = createPair()
    const browser = createBrowser()
    const first = await browser.authorize(api, await login.start({ returnTo: page }))
    const second = await browser.authorize(api, await login.start({ returnTo: `${page}&tab=2` }))
    expect(await login.finish(browser.request(first))).toMatchObject({ returnTo: page })
    expect(await login.finish(browser.request(second))).toMatchObject({ returnTo: `${page}&tab=2` })
  })

  test('removes cookies of abandoned logins, so that cookies stay under 3 kB', async () => {
    const { api, login } = createPair()
    const browser = createBrowser()
    for (let tab = 0; tab < 60; tab++) {
      api.advance(1000)
      browser.keep(await login.start({ returnTo: page, request: browser.request(page) }))
      expect(browser.request(page).headers.get('cookie')?.length).toBeLessThan(3000)
    }
    expect(browser.jar.size).toBeGreaterThan(20)
    const back = await browser.authorize(api, await login.start({ returnTo: page, request: browser.request(page) }))
    expect(await login.finish(browser.request(back))).toMatchObject({ returnTo: page })
  })
})

describe('finish', () => {
  test('returns the openid only with snsapi_base, after one request', async () => {
    const { api, login } = createPair({}, { visitor: { openid: 'oVisitor' } })
    const browser = createBrowser()
    const back = await browser.authorize(api, await login.start({ returnTo: page }))
    const { headers, ...result } = await login.finish(browser.request(back))
    expect(result).toEqual({ openid: 'oVisitor', snapshot: false, returnTo: page })
    expect(headers.getSetCookie()).toHaveLength(1)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(api.requests.map(({ path }) => path)).toEqual(['/sns/oauth2/access_token'])
  })

  test('returns unionid, nickname and avatar as well with snsapi_userinfo', { tags: 'login-user' }, async () => {
    const visitor = {
      openid: 'oVisitor',
      unionid: 'uVisitor',
      nickname: '小明 🍵 <b>',
      headimgurl: 'https://thirdwx.qlogo.cn/1',
    }
    const { api, login } = createPair({}, { visitor, consent: 'allow' })
    const browser = createBrowser()
    const back = await browser.authorize(api, await login.start({ returnTo: page, scope: 'snsapi_userinfo' }))
    const user = { nickname: visitor.nickname, avatar: visitor.headimgurl }
    expect(await login.finish(browser.request(back))).toMatchObject({ openid: 'oVisitor', unionid: 'uVisitor', user })
  })

  test.each(['snsapi_base', 'snsapi_userinfo'] as const)(
    'reports a snapshot page with %s',
    { tags: 'login-user' },
    async (scope) => {
      const { api, login } = createPair({}, { visitor: { snapshot: true }, consent: 'allow' })
      const browser = createBrowser()
      const back = await browser.authorize(api, await login.start({ returnTo: page, scope }))
      const result = await login.finish(browser.request(back))
      expect(result.snapshot).toBe(true)
      expect(result.user).toBeUndefined()
    },
  )

  test('rejects with login-denied and the return URL if the user declines', async () => {
    const { api, login, exchanges } = createPair({}, { consent: 'deny' })
    const browser = createBrowser()
    const back = await browser.authorize(api, await login.start({ returnTo: page, scope: 'snsapi_userinfo' }))
    const denied = { name: 'LoginError', code: 'denied', status: 403, returnTo: page }
    await expect(login.finish(browser.request(back))).rejects.toMatchObject(denied)
    await expect(login.finish(browser.request(`${back}&code=authdeny`))).rejects.toMatchObject(denied)
    expect(exchanges()).toBe(0)
  })

  test.each([
    [40029, 'code-invalid', 400],
    [40163, 'code-used', 400],
    [42003, 'code-expired', 400],
    [40125, 'wechat-refused', 502],
    [50002, 'wechat-refused', 502],
  ])('gives advice for errcode %i', async (errcode, code, status) => {
    const { api, login } = createPair()
    api.fail({ path: 'access_token', errcode })
    const browser = createBrowser()
    const back = await browser.authorize(api, await login.start({ returnTo: page }))
    const message = expect.stringMatching(new RegExp(`^WeChat refused \\(${errcode} .+\\): .{20}`))
    const error = { name: 'LoginError', code, status, errcode, message, returnTo: page }
    await expect(login.finish(browser.request(back))).rejects.toMatchObject(error)
  })

  test('rejects with code-expired for a code of five minutes', async () => {
    const { api, login } = createPair()
    const browser = createBrowser()
    const back = await browser.authorize(api, await login.start({ returnTo: page }))
    api.advance(5 * 60_000)
    await expect(login.finish(browser.request(back))).rejects.toMatchObject({ code: 'code-expired', errcode: 42003 })
  })

  test('uses the second host if the first one cannot be reached', async () => {
    const { api, login } = createPair()
    api.fail({ host: 'api.weixin.qq.com', network: true })
    const browser = createBrowser()
    const back = await browser.authorize(api, await login.start({ returnTo: page }))
    expect(await login.finish(browser.request(back))).toMatchObject({ returnTo: page })
  })
})

test.each([
  ['appId', ''],
  ['appSecret', 7],
  ['stateSecret', ''],
  ['stateSecret', options.appSecret],
  ['callbackUrl', '/login/callback'],
  ['callbackUrl', 'https://shop.example.com/login#/callback'],
  ['callbackUrl', 'https://SHOP.example.com/login'],
  ['callbackUrl', 'https://user@shop.example.com/login'],
  ['allowedOrigins', []],
  ['allowedOrigins', ['https://shop.example.com/']],
  ['store', {}],
  ['apiUrls', []],
  ['authorizeUrl', 'open.weixin.qq.com'],
  ['fetch', 'fetch'],
  ['now', 0],
  ['timeouts.lease', -1],
] as [string, unknown][])('an invalid %s is named without its value', (name, value) => {
  const [outer = '', inner] = name.split('.')
  const bad = { ...options, [outer]: inner ? { [inner]: value } : value } as LoginOptions
  expect(() => createLogin(bad)).toThrow(TypeError)
  expect(() => createLogin(bad)).toThrow(new RegExp(`^"${name}" (must be|has)`))
  expect(() => createLogin(bad)).not.toThrow(options.appSecret)
})
