import { describe, expect, test } from 'vitest'
import { createFakeWechatApi, type FakeWechatApiOptions } from 'wechat-ready/testing'

const appId = 'wx0123456789abcdef'
const appSecret = '0123456789abcdef0123456789abcdef'
const callback = 'https://shop.example.com/callback?a=1'
const MINUTE = 60_000

const create = (options: Partial<FakeWechatApiOptions> = {}) =>
  createFakeWechatApi({ appId, appSecret, now: () => 1_700_000_000_000, ...options })

const addressOf = (scope = 'snsapi_base', more = '') =>
  `https://open.weixin.qq.com/connect/oauth2/authorize?appid=${appId}&redirect_uri=${encodeURIComponent(callback)}` +
  `&response_type=code&scope=${scope}&state=abc123${more}#wechat_redirect`

async function get(api: ReturnType<typeof create>, path: string, query: Record<string, string>) {
  const response = await api.fetch(`https://api.weixin.qq.com/sns/${path}?${new URLSearchParams(query)}`)
  return response.json()
}

const exchange = (api: ReturnType<typeof create>, code: string, more = {}) =>
  get(api, 'oauth2/access_token', { appid: appId, secret: appSecret, code, grant_type: 'authorization_code', ...more })

describe('oauth2/authorize', () => {
  test('with snsapi_base redirects at once, with a code and the state', async () => {
    const response = await create().fetch(addressOf())
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toMatch(
      /^https:\/\/shop\.example\.com\/callback\?a=1&code=\w{32}&state=abc123$/,
    )
  })

  test('with snsapi_userinfo shows a consent page; consent returns a code, refusal none', async () => {
    const api = create()
    const sheet = await api.fetch(addressOf('snsapi_userinfo'))
    expect(sheet.status).toBe(200)
    const links = [...(await sheet.text()).matchAll(/href="([^"]+)"/g)].map(([, href = '']) =>
      href.replaceAll('&#38;', '&'),
    )
    const answers = await Promise.all(links.map((href) => api.fetch(new URL(href, addressOf()))))
    const locations = answers.map(({ headers }) => headers.get('location'))
    expect(locations[0]).toMatch(/&code=\w+&state=abc123$/)
    expect(locations.slice(1)).toEqual([`${callback}&state=abc123`])
  })

  test.each([
    ['allow', /&code=\w+&state=abc123$/],
    ['deny', /\?a=1&state=abc123$/],
  ] as const)('follows the option consent (%s) without a consent page', async (consent, location) => {
    const response = await create({ consent }).fetch(addressOf('snsapi_userinfo'))
    expect(response.headers.get('location')).toMatch(location)
  })

  test.each([
    [
      'parameters in another order',
      addressOf().replace('response_type=code&scope=snsapi_base', 'scope=snsapi_base&response_type=code'),
    ],
    ['another account', addressOf().replace(appId, 'wxfedcba9876543210')],
    ['a state with other characters', addressOf().replace('abc123', 'abc-123')],
    ['a state of 129 bytes', addressOf().replace('abc123', 'a'.repeat(129))],
    ['the scope of websites', addressOf('snsapi_login')],
    ['a domain that is not on the list', addressOf().replace('shop.example.com', 'evil.com')],
  ])('shows an error page for %s', async (_, address) => {
    const response = await create({ redirectDomains: ['shop.example.com'] }).fetch(address)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('错误码')
  })
})

describe('sns/oauth2/access_token', () => {
  test("returns WeChat's fields for a code, once", async () => {
    const api = create({ visitor: { openid: 'oVisitor' } })
    const code = api.oauthCode()
    expect(await exchange(api, code)).toEqual({
      access_token: expect.any(String),
      expires_in: 7200,
      refresh_token: expect.any(String),
      openid: 'oVisitor',
      scope: 'snsapi_base',
    })
    expect(await exchange(api, code)).toMatchObject({ errcode: 40163 })
  })

  test('marks a visitor of a snapshot page', async () => {
    const api = create({ visitor: { snapshot: true } })
    expect(await exchange(api, api.oauthCode())).toMatchObject({ is_snapshotuser: 1 })
  })

  test.each([
    [41002, { appid: '' }],
    [41004, { secret: '' }],
    [41008, { code: '' }],
    [40013, { appid: 'wxfedcba9876543210' }],
    [40125, { secret: 'another' }],
    [40002, { grant_type: 'client_credential' }],
    [40029, { code: 'never issued' }],
  ])('refuses with errcode %i', async (errcode, more) => {
    const api = create()
    expect(await exchange(api, api.oauthCode(), more)).toMatchObject({ errcode })
  })

  test('accepts a code for five minutes', async () => {
    const api = create()
    const [early, late] = [api.oauthCode(), api.oauthCode()]
    api.advance(5 * MINUTE - 1)
    expect(await exchange(api, early)).toMatchObject({ scope: 'snsapi_base' })
    api.advance(1)
    expect(await exchange(api, late)).toMatchObject({ errcode: 42003 })
  })
})

describe('sns/userinfo', () => {
  test("returns the visitor's profile, and then the next visitor's", async () => {
    const api = create({ visitor: { nickname: '小明' } })
    for (const nickname of ['小明', '小红']) {
      api.visitor.nickname = nickname
      const { access_token, openid } = await exchange(api, api.oauthCode('snsapi_userinfo'))
      expect(await get(api, 'userinfo', { access_token, openid })).toMatchObject({ openid, nickname, privilege: [] })
    }
  })

  test('refuses a token of snsapi_base, a foreign token, another openid and an expired token', async () => {
    const api = create()
    const base = await exchange(api, api.oauthCode())
    const full = await exchange(api, api.oauthCode('snsapi_userinfo'))
    const ask = ({ access_token, openid }: Record<string, string>) =>
      get(api, 'userinfo', { access_token: String(access_token), openid: String(openid) })
    expect(await ask(base)).toMatchObject({ errcode: 48001 })
    expect(await ask({ ...full, access_token: 'foreign' })).toMatchObject({ errcode: 40001 })
    expect(await ask({ ...full, openid: 'another' })).toMatchObject({ errcode: 40003 })
    api.advance(120 * MINUTE)
    expect(await ask(full)).toMatchObject({ errcode: 42001 })
  })
})
