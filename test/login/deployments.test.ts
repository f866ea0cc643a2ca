import { expect, test } from 'vitest'
import { createLogin, type Login } from 'wechat-ready/login'
import { memoryStore } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { appId, appSecret, createBrowser, createPair, options, page } from './setup.ts'

/** Follows a browser through an app and WeChat, until a page is shown. */
async function follow(
  browser: ReturnType<typeof createBrowser>,
  url: string,
  app: (request: Request) => Promise<Response>,
  wechat: (url: string) => Promise<Response>,
) {
  for (let requests = 0, at = url; requests < 15; requests++) {
    const isWechat = at.startsWith('https://open.weixin.qq.com/')
    const response = isWechat ? await wechat(at) : await app(browser.request(at))
    if (!isWechat) browser.keep(response)
    const location = response.headers.get('location')
    if (!location) return { url: at, status: response.status, text: await response.text() }
    at = location
  }
  throw new Error('endless redirects')
}

const cookieOf = (request: Request) => request.headers.get('cookie') ?? ''

test('behind a proxy that strips a prefix, the visitor returns to the public URL', async () => {
  const callbackUrl = 'https://shop.example.com/shop/login/callback'
  const { api, login, exchanges } = createPair({ callbackUrl })
  const app = async (request: Request) => {
    const inner = new Request(request.url.replace('example.com/shop/', 'example.com/'), request)
    if (request.url === inner.url) return new Response('another app', { status: 404 })
    const isKnown = cookieOf(inner).includes('session=')
    if (isKnown && !inner.url.includes('/login')) return new Response('the page')
    return login.fetch(inner, ({ openid }) => ({ 'set-cookie': `session=${openid}` }))
  }
  const asked = 'https://shop.example.com/shop/things/7?a=1'
  expect(await follow(createBrowser(), asked, app, api.fetch)).toMatchObject({ url: asked, text: 'the page' })
  expect(exchanges()).toBe(1)
})

test('a valid state opens no page: the guard accepts it at the callback only', async () => {
  const { api, login } = createPair()
  const browser = createBrowser()
  const back = await browser.authorize(api, await login.start({ returnTo: page }))
  const secret = back.replace('/login/callback', '/secret')
  const guarded = await login.guard(browser.request(secret), false)
  expect([guarded?.status, guarded?.headers.get('location')]).toEqual([302, page])
  expect(await login.guard(browser.request(back), false)).toBeUndefined()
})

test('a callback is finished at any path that a proxy uses', async () => {
  const { api, login } = createPair()
  const browser = createBrowser()
  const back = await browser.authorize(api, await login.start({ returnTo: page }))
  const seen: string[] = []
  const elsewhere = browser.request(back.replace('/login/callback', '/x/cb'))
  const landed = await login.fetch(elsewhere, ({ openid }) => void seen.push(openid))
  expect([landed.headers.get('location'), seen]).toEqual([page, [api.visitor.openid]])
})

test.each([
  ['https://example.com', 'https://www.example.com'],
  ['https://www.example.com', 'https://example.com'],
])(
  'a page on %s logs in at the callback on %s, and the visitor returns to it',
  { tags: 'login-hosts' },
  async (pageOrigin, callbackOrigin) => {
    const { api, login } = createPair(
      { callbackUrl: `${callbackOrigin}/login/callback`, allowedOrigins: [pageOrigin, callbackOrigin] },
      { redirectDomains: [new URL(callbackOrigin).host] },
    )
    // Its session is for both hosts; the cookies of the login are for one.
    const sessions = new Set<string>()
    const jars = new Map([pageOrigin, callbackOrigin].map((origin) => [origin, createBrowser()]))
    const app = async (plain: Request) => {
      const browser = jars.get(new URL(plain.url).origin) ?? createBrowser()
      if (sessions.size > 0 && !plain.url.includes('/login')) return new Response('the page')
      const response = await login.fetch(browser.request(plain.url), ({ openid }) => void sessions.add(openid))
      browser.keep(response)
      return response
    }
    const asked = `${pageOrigin}/things/7?from=timeline`
    expect(await follow(createBrowser(), asked, app, api.fetch)).toMatchObject({ url: asked, text: 'the page' })
  },
)

test('a proxy that always sends another host causes no endless redirect', async () => {
  const { login } = createPair({ allowedOrigins: ['https://shop.example.com', 'https://example.com'] })
  const first = await login.fetch(new Request('https://example.com/things/7'), () => {})
  const hop = new URL(String(first.headers.get('location')))
  expect(hop.origin + hop.pathname).toBe('https://shop.example.com/login')
  const second = await login.fetch(new Request(`https://example.com${hop.pathname}${hop.search}`), () => {})
  expect(second.headers.get('location')).toMatch(/^https:\/\/open\.weixin\.qq\.com\//)
})

test('a page that needs snsapi_base and then snsapi_userinfo is not taken for a loop', {
  tags: 'login-loop',
}, async () => {
  const { api, login } = createPair({}, { consent: 'allow' })
  const app = async (request: Request) => {
    if (request.url.includes('/login/callback')) {
      return login.fetch(request, ({ openid, user }) => ({ 'set-cookie': user ? 'user=1' : `session=${openid}` }))
    }
    const session = await login.guard(request, cookieOf(request).includes('session='))
    const user = await login.guard(request, cookieOf(request).includes('user='), { scope: 'snsapi_userinfo' })
    return session ?? user ?? new Response('me')
  }
  expect(await follow(createBrowser(), page, app, api.fetch)).toMatchObject({ url: page, text: 'me' })
})

test('a page with two accounts is not taken for a loop', { tags: 'login-loop' }, async () => {
  const accounts = [
    { appId, path: '/login' },
    { appId: 'wxfedcba9876543210', path: '/pay-login' },
  ].map((account) => {
    const api = createFakeWechatApi({ appId: account.appId, appSecret })
    const login: Login = createLogin({
      ...{ ...options, appId: account.appId, loginPath: account.path, fetch: api.fetch },
      callbackUrl: `https://shop.example.com${account.path}/callback`,
    })
    return { ...account, api, login }
  })
  const app = async (request: Request) => {
    for (const { appId: id, login, path } of accounts) {
      const isOwn = new URL(request.url).pathname.startsWith(path)
      if (isOwn) return login.fetch(request, ({ openid }) => ({ 'set-cookie': `session-${id}=${openid}` }))
    }
    for (const { appId: id, login } of accounts) {
      const answered = await login.guard(request, cookieOf(request).includes(`session-${id}=`))
      if (answered) return answered
    }
    return new Response('pay')
  }
  const wechat = async (url: string) =>
    (await accounts.find((one) => url.includes(one.appId))?.api.fetch(url)) ?? new Response('', { status: 404 })
  expect(await follow(createBrowser(), page, app, wechat)).toMatchObject({ url: page, text: 'pay' })
})

test.each([1, 20])(
  '%i logins at once succeed, with cookies under 3 kB and long return URLs',
  { tags: 'login-tabs' },
  async (count) => {
    const { api, login } = createPair()
    const browser = createBrowser()
    const pages = Array.from(
      { length: count },
      (_, tab) => `https://shop.example.com/${tab}?q=${'%e5%95%86'.repeat(10 * tab + 180)}`,
    )
    const starts = await Promise.all(pages.map((returnTo) => login.start({ returnTo, request: browser.request(page) })))
    const backs = await Promise.all(starts.map((start) => browser.authorize(api, start)))
    expect(String(browser.request(page).headers.get('cookie')).length).toBeLessThan(3000)
    for (const [tab, back] of backs.entries()) {
      const landed = await login.fetch(browser.request(back), () => {})
      browser.keep(landed)
      expect(landed.headers.get('location')).toBe(pages[tab])
      expect(String(browser.request(page).headers.get('cookie')).length).toBeLessThan(3000)
    }
  },
)

test('if the store fails at the start, a long return URL is kept in the cookie', async () => {
  const memory = memoryStore()
  let isDown = true
  const set: typeof memory.set = (...all) => (isDown ? Promise.reject(new Error('down')) : memory.set(...all))
  const { api, login } = createPair({ store: { ...memory, set } })
  const returnTo = `https://shop.example.com/?q=${'%E5%95%86'.repeat(260)}&a=;,"!'`
  const browser = createBrowser()
  const back = await browser.authorize(api, await login.start({ returnTo }))
  isDown = false
  expect(await login.finish(browser.request(back))).toMatchObject({ returnTo })
})

test('the link on the error page for a loop resets the count', async () => {
  const { api, login } = createPair({}, {})
  const browser = createBrowser()
  const visit = async (url: string) => {
    const response = await login.fetch(browser.request(url), () => {})
    browser.keep(response)
    return response
  }
  const turn = async () => visit(await browser.authorize(api, await visit(page)))
  for (let count = 0; count < 2; count++) {
    await turn()
    await turn()
    const loop = await visit(page)
    expect(loop.status).toBe(508)
    expect(await loop.text()).toContain(`href="${page}"`)
  }
})

test.each([40163, 40029, 42003])('a code that WeChat refuses with %i starts the login once more', async (errcode) => {
  const { api, login, exchanges } = createPair()
  const lift = api.fail({ path: 'access_token', errcode, times: 1 })
  const app = async (request: Request) => {
    if (cookieOf(request).includes('session=')) return new Response('the page')
    return login.fetch(request, ({ openid }) => ({ 'set-cookie': `session=${openid}` }))
  }
  expect(await follow(createBrowser(), page, app, api.fetch)).toMatchObject({ url: page, text: 'the page' })
  expect(exchanges()).toBe(2)
  lift()
  // Refused again in round 2: a page with a link.
  api.fail({ path: 'access_token', errcode })
  const refused = await follow(createBrowser(), page, app, api.fetch)
  expect([refused.status, refused.text.includes(`href="${page}"`)]).toEqual([400, true])
  expect(exchanges()).toBe(4)
})

test('a nickname with raw control characters is read unchanged', async () => {
  const { api, login } = createPair({}, { consent: 'allow' })
  const browser = createBrowser()
  const back = await browser.authorize(api, await login.start({ returnTo: page, scope: 'snsapi_userinfo' }))
  api.fail({ path: 'userinfo', body: '{\n"openid":"o1","nickname":"A\bB\\"\\n","headimgurl":""\r\n}' })
  expect((await login.finish(browser.request(back))).user).toEqual({ nickname: 'A\bB"\n', avatar: '' })
})

test('over http, a cookie of the same name from a sub-domain does not hide the real one', async () => {
  const callbackUrl = 'http://shop.example.com/login/callback'
  const { api, login } = createPair({ callbackUrl, allowedOrigins: ['http://shop.example.com'] })
  const browser = createBrowser()
  const back = await browser.authorize(api, await login.start({ returnTo: 'http://shop.example.com/' }))
  const own = String(browser.request(back).headers.get('cookie'))
  const cookie = `${own.replace(/[0-9a-f]{32}$/, '0'.repeat(32))}; ${own}`
  expect(await login.finish(new Request(back, { headers: { cookie } }))).toMatchObject({ openid: api.visitor.openid })
})

test('params are added after state, and connect_redirect can be left out', async () => {
  const { login } = createPair({ params: { forcePopup: 'true', connect_redirect: undefined } })
  const start = await login.start({ returnTo: page, params: { forceSnapShot: 'a b' } })
  expect(start.headers.get('location')).toMatch(/&state=\w+&forcePopup=true&forceSnapShot=a%20b#wechat_redirect$/)
  expect(() => createPair({ params: { state: 'x' } })).toThrow(/^"params" must be/)
})

test('a third-party platform logs in on behalf of the account, and its token stays secret', {
  tags: 'login-component',
}, async () => {
  const component = { appId: 'wxcccccccccccccccc', accessToken: 'component-token-of-some-length-0123456789' }
  const asked: string[] = []
  const own = { appId, stateSecret: options.stateSecret, callbackUrl: options.callbackUrl }
  const api = createFakeWechatApi({ appId, appSecret, component })
  const errors: unknown[] = []
  const login = createLogin({
    ...own,
    allowedOrigins: options.allowedOrigins,
    component: { appId: component.appId, accessToken: async () => component.accessToken },
    fetch: (input, init) => {
      asked.push(String(input))
      return api.fetch(input, init)
    },
    onError: (error) => errors.push(error),
  })
  const browser = createBrowser()
  const start = await login.start({ returnTo: page })
  expect(start.headers.get('location')).toMatch(
    /&connect_redirect=1&component_appid=wxcccccccccccccccc#wechat_redirect$/,
  )
  const back = await browser.authorize(api, start)
  expect(await login.finish(browser.request(back))).toMatchObject({ openid: api.visitor.openid })
  expect(asked.join()).toMatch(/\/sns\/oauth2\/component\/access_token\?.*component_access_token=/)
  api.fail({ path: 'access_token', body: `{"errcode":40001,"errmsg":"bad ${component.accessToken}"}` })
  const other = await browser.authorize(api, await login.start({ returnTo: page }))
  const error = await login.finish(browser.request(other)).catch((reason) => reason)
  expect(error).toMatchObject({ errcode: 40001 })
  expect(String(error)).not.toContain(component.accessToken)
})

test.each([
  [10003, /网页授权域名/],
  ['10005', /no setting helps/],
  [10006, /test account/],
  [10015, /third-party platform/],
  [10016, /no setting helps/],
  [40163, /./],
])('explain(%s) gives advice in both languages', (code, words) => {
  const { login } = createPair()
  expect(login.explain(code)).toMatch(words)
  expect(login.explain(code, 'zh')).toMatch(/[\u4e00-\u9fff]/)
  expect(login.explain(1)).toBeUndefined()
})
