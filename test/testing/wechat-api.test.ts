// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { createFakeWechatApi, type FakeWechatApiOptions } from 'wechat-ready/testing'

const appId = 'wx0123456789abcdef'
const appSecret = '0123456789abcdef0123456789abcdef'
const base = 'https://api.weixin.qq.com/cgi-bin'
const MINUTE = 60_000
const rid = expect.stringMatching(/ rid: [\w-]+$/)

function setUp(options: Partial<FakeWechatApiOptions> = {}) {
  const api = createFakeWechatApi({ appId, appSecret, now: () => 1_700_000_000_000, ...options })
  const json = async (path: string, init?: RequestInit) => (await api.fetch(base + path, init)).json()
  const account = { grant_type: 'client_credential', appid: appId, secret: appSecret }
  return {
    api,
    stable: (more: object = {}) =>
      json('/stable_token', { method: 'POST', body: JSON.stringify({ ...account, ...more }) }),
    classic: (more: Record<string, string> = {}) => json(`/token?${new URLSearchParams({ ...account, ...more })}`),
    ticket: (token: string, type = 'jsapi') =>
      json(`/ticket/getticket?${new URLSearchParams({ access_token: token, type })}`),
  }
}

describe('/cgi-bin/stable_token', () => {
  test('returns the same token until it expires', async () => {
    const { api, stable } = setUp()
    const first = await stable()
    expect(first).toEqual({ access_token: expect.stringMatching(/\w{32}/), expires_in: 7200 })
    api.advance(60 * MINUTE)
    expect(await stable()).toEqual({ access_token: first.access_token, expires_in: 3600 })
  })

  test('renews the token five minutes before it expires, and both work until then', async () => {
    const { api, stable, ticket } = setUp()
    const first = await stable()
    api.advance(115 * MINUTE)
    const second = await stable()
    expect(second).toEqual({ access_token: expect.not.stringContaining(first.access_token), expires_in: 7200 })
    expect(await ticket(first.access_token)).toMatchObject({ errcode: 0 })
    expect(await ticket(second.access_token)).toMatchObject({ errcode: 0 })
    api.advance(5 * MINUTE)
    expect(await ticket(first.access_token)).toMatchObject({ errcode: 42001 })
    expect(await ticket(second.access_token)).toMatchObject({ errcode: 0 })
  })

  test('can be forced every 30 seconds, which revokes the token before it at once', async () => {
    const { api, stable, ticket } = setUp()
    const first = await stable()
    const second = await stable({ force_refresh: true })
    expect(second.access_token).not.toBe(first.access_token)
    expect(await ticket(first.access_token)).toMatchObject({ errcode: 40001 })
    api.advance(29_000)
    expect(await stable({ force_refresh: true })).toMatchObject({ access_token: second.access_token })
    api.advance(1000)
    expect(await stable({ force_refresh: true })).not.toMatchObject({ access_token: second.access_token })
  })

  test('can be forced 20 times a day', async () => {
    const { api, stable } = setUp()
    const tokens = new Set<string>()
    for (let i = 0; i < 30; i++) {
      tokens.add((await stable({ force_refresh: true })).access_token)
      api.advance(MINUTE)
    }
    // The first one had nothing to take back.
    expect(tokens.size).toBe(21)
  })

  test('requires a POST over HTTPS', async () => {
    const { api } = setUp()
    expect(await (await api.fetch(`${base}/stable_token`)).json()).toEqual({ errcode: 43002, errmsg: rid })
    expect(await (await api.fetch('http://api.weixin.qq.com/cgi-bin/token')).json()).toEqual({
      errcode: 43003,
      errmsg: rid,
    })
  })
})

describe('/cgi-bin/token', () => {
  test('returns a new token each time, and the one before works for five more minutes', async () => {
    const { api, classic, ticket } = setUp()
    const first = await classic()
    const second = await classic()
    expect(second.access_token).not.toBe(first.access_token)
    api.advance(5 * MINUTE - 1)
    expect(await ticket(first.access_token)).toMatchObject({ errcode: 0 })
    api.advance(1)
    expect(await ticket(first.access_token)).toMatchObject({ errcode: 42001 })
    expect(await ticket(second.access_token)).toMatchObject({ errcode: 0 })
  })

  test('does not affect the stable token', async () => {
    const { api, classic, stable, ticket } = setUp()
    const { access_token } = await stable()
    await classic()
    api.advance(10 * MINUTE)
    expect(await ticket(access_token)).toMatchObject({ errcode: 0 })
  })
})

describe('both token endpoints', () => {
  test.each([
    [40002, { grant_type: 'password' }],
    [40013, { appid: 'wxffffffffffffffff' }],
    [40125, { secret: 'wrong' }],
    [41002, { appid: '' }],
    [41004, { secret: '' }],
  ])('refuse with errcode %i', async (errcode, params) => {
    const { api, stable, classic } = setUp()
    expect(await stable(params)).toEqual({ errcode, errmsg: rid })
    expect(await classic(params)).toEqual({ errcode, errmsg: rid })
    expect(api.requests.map((request) => request.errcode)).toEqual([errcode, errcode])
  })

  test('name an IP address that is not on the allow list', async () => {
    const { stable, classic } = setUp({ ip: '198.51.100.4', allowedIps: ['192.0.2.1'] })
    const refused = {
      errcode: 40164,
      errmsg: expect.stringMatching(/^invalid ip 198\.51\.100\.4 .*not in whitelist rid: /),
    }
    expect(await stable()).toEqual(refused)
    expect(await classic()).toEqual(refused)
  })
})

describe('/cgi-bin/ticket/getticket', () => {
  test('returns the same ticket for two hours, always with expires_in 7200', async () => {
    const { api, stable, ticket } = setUp({ ticket: 'the first' })
    const { access_token } = await stable()
    const first = { errcode: 0, errmsg: 'ok', ticket: 'the first', expires_in: 7200 }
    expect(await ticket(access_token)).toEqual(first)
    api.advance(120 * MINUTE - 1)
    expect(await ticket((await stable()).access_token)).toEqual(first)
    expect(api.ticket).toBe('the first')
    api.advance(1)
    expect(await ticket((await stable()).access_token)).toEqual({ ...first, ticket: api.ticket })
    expect(api.ticket).not.toBe('the first')
  })

  test('returns another ticket for cards', async () => {
    const { api, stable, ticket } = setUp()
    const { access_token } = await stable()
    expect(await ticket(access_token, 'wx_card')).toMatchObject({ ticket: api.cardTicket })
    expect(api.cardTicket).not.toBe(api.ticket)
  })

  test.each([
    ['no token', '', 41001],
    ['a foreign token', 'x', 40001],
  ])('refuses %s', async (_, token, errcode) => {
    expect(await setUp().ticket(token)).toEqual({ errcode, errmsg: rid })
  })

  test('refuses a revoked token, and another type', async () => {
    const { api, stable, ticket } = setUp()
    const { access_token } = await stable()
    expect(await ticket(access_token, 'sdk')).toEqual({ errcode: 40097, errmsg: rid })
    api.revokeTokens()
    expect(await ticket(access_token)).toEqual({ errcode: 40001, errmsg: rid })
    expect(await ticket((await stable()).access_token)).toMatchObject({ errcode: 0 })
  })

  test('returns a new ticket after the old one was revoked', async () => {
    const { api, stable, ticket } = setUp({ ticket: 'the first' })
    const { access_token } = await stable()
    await ticket(access_token)
    api.revokeTicket()
    expect(api.ticket).not.toBe('the first')
    expect(await ticket(access_token)).toMatchObject({ ticket: api.ticket })
  })
})

describe('quotas', () => {
  test('end with 45011 per minute and with 45009 per day', async () => {
    const { api, stable, ticket } = setUp({ quotas: { tokenPerMinute: 2, ticketPerDay: 2 } })
    const { access_token } = await stable()
    await stable()
    expect(await stable()).toEqual({ errcode: 45011, errmsg: rid })
    api.advance(MINUTE)
    expect(await stable()).toMatchObject({ access_token })
    await ticket(access_token)
    await ticket(access_token)
    expect(await ticket(access_token)).toEqual({ errcode: 45009, errmsg: rid })
    api.advance(24 * 60 * MINUTE)
    expect(await ticket((await stable()).access_token)).toMatchObject({ errcode: 0 })
  })
})

describe('a fault', () => {
  test('affects the path and host that it names, for the given number of times', async () => {
    const { api, stable, ticket } = setUp()
    api.fail({ path: 'getticket', times: 2, errcode: -1 })
    api.fail({ host: 'api2.weixin.qq.com', network: true })
    const { access_token } = await stable()
    expect(await ticket(access_token)).toEqual({ errcode: -1, errmsg: expect.stringMatching(/^system error rid: /) })
    expect(await ticket(access_token)).toMatchObject({ errcode: -1 })
    expect(await ticket(access_token)).toMatchObject({ errcode: 0 })
    await expect(api.fetch('https://api2.weixin.qq.com/cgi-bin/token')).rejects.toThrow('fetch failed')
  })

  test('lasts until it is lifted', async () => {
    const { api, stable } = setUp()
    const lift = api.fail({ status: 502 })
    for (let i = 0; i < 3; i++) expect((await api.fetch(`${base}/token`)).status).toBe(502)
    lift()
    expect(await stable()).toMatchObject({ expires_in: 7200 })
  })

  test('can be any response body', async () => {
    const { api } = setUp()
    api.fail({ body: '{"access_token":' })
    const response = await api.fetch(`${base}/token`)
    expect([response.status, await response.text()]).toEqual([200, '{"access_token":'])
  })

  test('can be a late answer, or none until the caller aborts', async () => {
    const { api } = setUp()
    api.fail({ delay: 5, times: 1 })
    expect((await api.fetch(`${base}/token`)).status).toBe(200)
    for (const fault of [{ silent: true }, { delay: 1e9 }]) {
      const lift = api.fail(fault)
      const controller = new AbortController()
      const waiting = api.fetch(`${base}/token`, { signal: controller.signal })
      controller.abort(new Error('enough'))
      await expect(waiting).rejects.toThrow('enough')
      lift()
    }
  })
})

describe('other requests', () => {
  test('are answered with 404', async () => {
    const { api } = setUp()
    expect((await api.fetch(`${base}/user/info`)).status).toBe(404)
    expect(api.requests).toEqual([])
  })

  test('each request is logged with host, path, method, parameters, time and errcode', async () => {
    const { api, ticket } = setUp()
    api.advance(5)
    await ticket('x')
    expect(api.requests).toEqual([
      {
        host: 'api.weixin.qq.com',
        path: '/cgi-bin/ticket/getticket',
        method: 'GET',
        params: { access_token: 'x', type: 'jsapi' },
        at: 1_700_000_000_005,
        errcode: 40001,
      },
    ])
  })
})
