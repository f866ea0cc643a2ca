import { afterEach, describe, expect, test, vi } from 'vitest'
import { LoginError } from '../../src/login/errors.ts'
import { MINUTE } from '../kit/time.ts'
import { callbackUrl, createBrowser, createPair, page } from './setup.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const home = 'https://shop.example.com/'

/** What a page of the login shows: its title, its links by their labels, and its code. */
async function shown(response: Response) {
  const html = await response.text()
  const links = [...html.matchAll(/<a class="\w+" href="([^"]*)">([^<]*)</g)]
  return {
    status: response.status,
    title: /<title>([^<]*)</.exec(html)?.[1],
    links: links.map(([, href, label]) => `${label}: ${href?.replaceAll('&#38;', '&')}`),
    code: /<code>([^<]*)</.exec(html)?.[1],
  }
}

async function comeBack(returnTo = page, more = {}, apiOptions: object = { consent: 'allow' }) {
  const pair = createPair(more, apiOptions)
  const browser = createBrowser()
  const back = await browser.authorize(pair.api, await pair.login.start({ returnTo, scope: 'snsapi_userinfo' }))
  return { ...pair, browser, back, land: (url = back) => pair.login.fetch(browser.request(url), () => {}) }
}

describe('the page of a failed login', () => {
  test('links to the return URL if the user has declined', async () => {
    const { land, errors } = await comeBack(page, {}, { consent: 'deny' })
    expect(await shown(await land())).toEqual({
      status: 403,
      title: 'You chose not to log in',
      links: [`Continue: ${page}`, `Home page: ${home}`],
      code: 'denied',
    })
    expect(errors).toEqual([])
  })

  test('links to the return URL if WeChat refused, and onError receives the error', async () => {
    const { api, land, errors } = await comeBack(page)
    api.fail({ path: 'access_token', errcode: 50002 })
    const response = await land()
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await shown(response)).toMatchObject({
      status: 502,
      links: [`Try again: ${page}`, `Home page: ${home}`],
      code: 'wechat-refused',
    })
    expect(errors).toEqual([expect.objectContaining({ code: 'wechat-refused' })])
  })

  test('has one link if the return URL is the home page', async () => {
    const { land } = await comeBack(home, {}, { consent: 'deny' })
    expect((await shown(await land())).links).toEqual([`Continue: ${home}`])
  })

  test('removes the finished logins if it is about a loop', async () => {
    const { api, login } = createPair()
    const browser = createBrowser()
    for (let turn = 0; turn < 2; turn++) {
      const back = await browser.authorize(api, await login.fetch(browser.request(page), () => {}))
      browser.keep(await login.fetch(browser.request(back), () => {}))
    }
    const response = await login.fetch(browser.request(page), () => {})
    const cookies = response.headers.getSetCookie()
    expect(cookies.map((cookie) => /Max-Age=\d+/.exec(cookie)?.[0])).toEqual(['Max-Age=0', 'Max-Age=0'])
    expect(await shown(response)).toMatchObject({
      status: 508,
      code: 'login-loop',
      links: [`Try again: ${page}`, `Home page: ${home}`],
    })
  })

  test.each(['returnTo=https://shop.example.com/&returnTo=b', 'scope=snsapi_base&scope=snsapi_base'])(
    'says that the link does not work, for %s',
    async (query) => {
      const { login } = createPair()
      const request = new Request(`https://shop.example.com/login?${query}`)
      expect(await shown(await login.fetch(request, () => {}))).toEqual({
        status: 400,
        title: 'This link does not work',
        links: [`Home page: ${home}`],
        code: 'invalid-return-to',
      })
      const hopped = new Request(`${request.url}&hop=given`)
      await expect(login.guard(hopped, true)).rejects.toThrow('"returnTo" or "scope" is there twice')
    },
  )

  test('hides a foreign error, which onError receives', async () => {
    const { login, errors } = createPair()
    const error = new Error('the database')
    const response = await login.errorResponse(error, new Request(page))
    expect(await shown(response)).toMatchObject({ status: 500, code: 'internal-error', links: [`Home page: ${home}`] })
    expect(errors).toEqual([error])
  })
})

describe('after an error of finish(), errorResponse()', () => {
  test('redirects to the return URL if the login was used before', async () => {
    const { login, browser, back } = await comeBack(page)
    const used = new LoginError('state-invalid', 'x', { reason: 'used' })
    const response = await login.errorResponse(used, browser.request(back))
    expect([response.status, response.headers.get('location')]).toEqual([302, page])
  })

  test('redirects to the return URL if the login is too old, even without its cookie', async () => {
    const { api, login, back } = await comeBack(page)
    api.advance(10 * MINUTE + 1)
    const error = await login.finish(new Request(back)).catch((reason) => reason)
    const response = await login.errorResponse(error, new Request(back))
    expect([response.headers.get('location'), response.headers.getSetCookie()]).toEqual([page, []])
  })

  test('starts the login again if the cookie is missing', async () => {
    const { login, back } = await comeBack(page)
    const error = await login.finish(new Request(back)).catch((reason) => reason)
    expect(error).toMatchObject({ code: 'state-invalid', reason: 'cookie' })
    const response = await login.errorResponse(error, new Request(back))
    expect(response.headers.get('location')).toMatch(/^https:\/\/open\.weixin\.qq\.com\/.*&scope=snsapi_userinfo&/)
  })

  test.each([
    ['code-invalid', true],
    ['code-used', true],
    ['wechat-refused', false],
    ['wechat-unreachable', false],
  ] as const)('for %s starts the login again: %s', async (code, isStarted) => {
    const { login, browser, back } = await comeBack(page)
    const response = await login.errorResponse(new LoginError(code, 'x'), browser.request(back))
    expect(response.status === 302).toBe(isStarted)
  })

  test('is a page if another error occurs', async () => {
    const store = { get: () => Promise.reject(new Error('x')), set: async () => {}, lease: async () => undefined }
    const { login, errors } = createPair({ store })
    const start = await login.start({ returnTo: `${page}&q=${'a'.repeat(900)}` })
    const state = /state=(\w+)/.exec(`${start.headers.get('location')}`)?.[1]
    const request = new Request(`${callbackUrl}?code=c&state=${state}`)
    expect(await shown(await login.errorResponse(new LoginError('code-used', 'x'), request))).toMatchObject({
      status: 503,
      code: 'store-unreachable',
    })
    expect(errors).toEqual([expect.objectContaining({ code: 'store-unreachable' })])
  })
})

test.each([
  ['a callback without a state', `${callbackUrl}?code=c`, 'missing'],
  ['a state of another kind', `${callbackUrl}?code=c&state=STATE`, 'missing'],
])('finish() of %s rejects with its reason: %s', async (_, url, reason) => {
  await expect(createPair().login.finish(new Request(url))).rejects.toMatchObject({ code: 'state-invalid', reason })
})

test('finish() rejects with an explanation if the user has declined', async () => {
  const { login, browser, back } = await comeBack(page, {}, { consent: 'deny' })
  await expect(login.finish(browser.request(back))).rejects.toThrow('The user has not allowed the login')
})

describe("a login starts at the callback's host", () => {
  const origins = ['https://shop.example.com', 'https://other.example.com']
  const hopFrom = async (url: string) => {
    const { login } = createPair({ allowedOrigins: origins })
    return (await login.fetch(new Request(url), () => {})).headers.get('location')
  }
  const address = encodeURIComponent('https://other.example.com/a')

  test.each([
    ['https://other.example.com/a', `returnTo=${address}&scope=snsapi_base&hop=request`],
    ['https://other.example.com/a?hop=request', `returnTo=${address}%3Fhop%3Drequest&scope=snsapi_base&hop=request`],
    [
      `https://other.example.com/login?returnTo=${address}&scope=snsapi_userinfo`,
      `returnTo=${address}&scope=snsapi_userinfo&hop=given`,
    ],
    [
      `https://other.example.com/login?returnTo=${address}&scope=snsapi_login`,
      `returnTo=${address}&scope=snsapi_base&hop=given`,
    ],
    [
      'https://other.example.com/login',
      `returnTo=${encodeURIComponent('https://other.example.com/')}&scope=snsapi_base&hop=request`,
    ],
  ])('after a redirect from %s', async (url, query) => {
    expect(await hopFrom(url)).toBe(`https://shop.example.com/login?${query}`)
  })

  test('also for a visitor with a session there, unless the request is for its own page', async () => {
    const { login } = createPair({ allowedOrigins: origins })
    const hop = new Request(`https://shop.example.com/login?returnTo=${address}&hop=request`)
    expect((await login.guard(hop, true))?.headers.get('location')).toMatch(/^https:\/\/open\.weixin\.qq\.com\//)
    expect(await login.guard(new Request('https://shop.example.com/login'), true)).toBeUndefined()
    expect(await login.guard(new Request('https://shop.example.com/a?hop=request'), true)).toBeUndefined()
  })
})

describe('the return URL of a login', () => {
  const long = `${page}&q=${'a'.repeat(900)}`

  test('is stored for 30 minutes if it is long', async () => {
    const { api, login, browser, back } = await comeBack(long)
    api.advance(30 * MINUTE - 1)
    await expect(login.finish(browser.request(back))).rejects.toMatchObject({ reason: 'late', returnTo: long })
    api.advance(1)
    await expect(login.finish(browser.request(back))).rejects.toMatchObject({ reason: 'missing' })
  })

  test('is in the query of the callback, after the query that it has', async () => {
    const { login } = createPair({ callbackUrl: `${callbackUrl}?a=1` })
    const { headers } = await login.start({ returnTo: page })
    const redirect = new URL(`${headers.get('location')}`).searchParams.get('redirect_uri')
    expect(redirect).toBe(`${callbackUrl}?a=1&login_to=${Buffer.from(page).toString('base64url')}`)
  })

  test('is in the link if that has at most 1000 characters', async () => {
    const { login } = createPair()
    const lengths = new Map<number, boolean>()
    for (let more = 400; more < 520; more++) {
      const { headers } = await login.start({ returnTo: page.padEnd(more, 'a') })
      const location = `${headers.get('location')}`
      lengths.set(more, location.includes('login_to'))
      expect(location.length).toBeLessThanOrEqual(1000)
    }
    const longest = Math.max(...[...lengths].filter(([, isInLink]) => isInLink).map(([length]) => length))
    // The address takes four characters for three.
    const { headers } = await login.start({ returnTo: page.padEnd(longest, 'a') })
    expect(`${headers.get('location')}`.length).toBeGreaterThan(996)
  })

  test('causes an error with the URL if neither store nor cookie can keep it', async () => {
    const store = {
      get: async () => undefined,
      set: () => Promise.reject(new Error('x')),
      lease: async () => undefined,
    }
    const { login } = createPair({ store })
    const browser = createBrowser()
    browser.keep(await login.start({ returnTo: page }))
    const returnTo = `${page}&q=${'a'.repeat(3000)}`
    await expect(login.start({ returnTo, request: browser.request(page) })).rejects.toMatchObject({
      code: 'store-unreachable',
      returnTo,
    })
    expect((await login.start({ returnTo: long, request: browser.request(page) })).headers.get('set-cookie')).toContain(
      '~https',
    )
  })
})

describe('createLogin()', () => {
  test('uses the global fetch and the console by default', async () => {
    const { api } = createPair()
    vi.stubGlobal('fetch', api.fetch)
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const { login } = createPair({ now: api.now, fetch: undefined, onError: undefined } as object)
    const browser = createBrowser()
    const back = await browser.authorize(api, await login.start({ returnTo: page }))
    expect(await login.finish(browser.request(back))).toMatchObject({ returnTo: page })
    const error = new Error('x')
    await login.errorResponse(error, new Request(page))
    expect(log.mock.calls).toEqual([['wechat-ready/login:', error]])
  })

  test('answers 204 if the app has sent its own response', async () => {
    const { login, browser, back } = await comeBack()
    // @ts-expect-error what is not typed may do this
    const response = await login.fetch(browser.request(back), () => false)
    expect([response.status, response.body]).toEqual([204, null])
  })

  test.each(['start', 'guard'] as const)('%s() refuses params that WeChat defines', async (act) => {
    const { login } = createPair()
    const params = { appid: 'x' }
    const started =
      act === 'start' ? login.start({ returnTo: page, params }) : login.guard(new Request(page), false, { params })
    await expect(started).rejects.toThrow(
      new TypeError('"params" must be an object of strings, without the parameters of WeChat'),
    )
  })

  test.each(['start', 'guard'] as const)('%s() refuses an unknown scope', async (act) => {
    const { login } = createPair()
    const scope = 'snsapi_login' as 'snsapi_base'
    const started =
      act === 'start' ? login.start({ returnTo: page, scope }) : login.guard(new Request(page), false, { scope })
    await expect(started).rejects.toThrow(new TypeError('"scope" must be "snsapi_base" or "snsapi_userinfo"'))
  })

  test('node() names itself in the error for a missing response', async () => {
    // @ts-expect-error what is not typed may do this
    await expect(createPair().login.node({ headers: {} }, {}, () => {})).rejects.toThrow(
      /^login\.node\(request, response\)/,
    )
  })
})

test('explain() returns title, meaning and steps of a code, one per line', () => {
  const { explain } = createPair().login
  expect(explain(10003)?.split('\n').length).toBeGreaterThanOrEqual(3)
  expect(explain(10003)).toBe(explain('10003', 'en'))
  expect(explain(40029)).toBe(explain(40029, 'en'))
  expect(explain(40029, 'zh')).toMatch(/[\u4e00-\u9fff]/)
  expect(explain(45009)).toBe(explain(45009, 'en'))
  expect(explain(40164)).toContain('this server')
})
