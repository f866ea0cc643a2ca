import { describe, expect, test, vi } from 'vitest'
import { createSigner, SignerError, signCard, signCardChoice } from 'wechat-ready/signer'
import { appId, appSecret, ask, createPair, isSignedWith, page } from '../kit/signer.ts'

describe('sign', () => {
  test("returns the parameters of wx.config, signed with WeChat's ticket", { tags: 'known-signatures' }, async () => {
    const { api, signer } = createPair()
    const signed = await signer.sign(`${page}#/detail`)
    expect(signed).toEqual({
      appId,
      timestamp: Math.floor(api.now() / 1000),
      nonceStr: expect.stringMatching(/^[a-p]{16}$/),
      signature: expect.stringMatching(/^[0-9a-f]{40}$/),
      url: page,
    })
    expect(isSignedWith(api.ticket, signed)).toBe(true)
  })

  test('uses each nonceStr once', async () => {
    const { signer } = createPair()
    const signed = await Promise.all(Array.from({ length: 1000 }, () => signer.sign(page)))
    expect(new Set(signed.map(({ nonceStr }) => nonceStr)).size).toBe(1000)
  })

  test('makes one token and one ticket request for 10 000 callers', { tags: 'one-upstream' }, async () => {
    const { api, signer } = createPair()
    const signed = await Promise.all(Array.from({ length: 10_000 }, () => signer.sign(page)))
    expect(signed.every((each) => isSignedWith(api.ticket, each))).toBe(true)
    expect(api.requests.map(({ path }) => path)).toEqual(['/cgi-bin/stable_token', '/cgi-bin/ticket/getticket'])
  })

  test('makes no request for a URL that is not allowed', async () => {
    const { api, signer } = createPair()
    await expect(signer.sign('https://evil.com/')).rejects.toMatchObject({ code: 'origin-not-allowed', status: 403 })
    expect(api.requests).toEqual([])
  })
})

describe('cards', () => {
  test('cardExt() returns the JSON of addCard, signed with the card ticket', async () => {
    const { api, signer } = createPair()
    const json = await signer.cardExt({ cardId: 'pCard', code: '12', openid: 'oUser', outerStr: 'poster' })
    const ext = JSON.parse(json)
    expect(ext).toEqual({
      code: '12',
      openid: 'oUser',
      timestamp: String(Math.floor(api.now() / 1000)),
      nonce_str: expect.stringMatching(/^[a-p]{16}$/),
      outer_str: 'poster',
      signature: await signCard({
        ticket: api.cardTicket,
        cardId: 'pCard',
        code: '12',
        openid: 'oUser',
        timestamp: ext.timestamp,
        nonceStr: ext.nonce_str,
      }),
    })
  })

  test.each([undefined, {}, { cardId: '' }, { cardId: 7 }])(
    'cardExt(%j) is refused without a request',
    async (card) => {
      const { api, signer } = createPair()
      const error = await signer.cardExt(card as never).catch((reason) => reason)
      expect(error).toBeInstanceOf(SignerError)
      expect(error).toMatchObject({
        code: 'invalid-argument',
        status: 400,
        message: expect.stringContaining('"cardId"'),
      })
      expect(api.requests).toEqual([])
    },
  )

  test('values that are not given are empty in both', async () => {
    const { signer } = createPair()
    expect(JSON.parse(await signer.cardExt({ cardId: 'pCard' }))).toMatchObject({ code: '', openid: '' })
    expect(await signer.cardChoice()).toMatchObject({ shopId: '', cardType: '', cardId: '' })
  })

  test('cardChoice() returns the argument of chooseCard, signed with the card ticket', async () => {
    const { api, signer } = createPair()
    const choice = await signer.cardChoice({ cardId: 'pCard', cardType: 'GROUPON', shopId: '7' })
    expect(choice).toEqual({
      shopId: '7',
      cardType: 'GROUPON',
      cardId: 'pCard',
      timestamp: Math.floor(api.now() / 1000),
      nonceStr: expect.stringMatching(/^[a-p]{16}$/),
      signType: 'SHA1',
      cardSign: await signCardChoice({ ...choice, appId, ticket: api.cardTicket }),
    })
  })

  test('the card ticket does not affect the jsapi ticket', async () => {
    const { api, signer, count } = createPair()
    await Promise.all([signer.cardExt({ cardId: 'pCard' }), signer.cardChoice(), signer.sign(page)])
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    expect(count('stable_token')).toBe(1)
    expect(
      api.requests
        .slice(1)
        .map(({ params }) => params.type)
        .sort(),
    ).toEqual(['jsapi', 'wx_card'])
  })
})

describe('createSigner', () => {
  const options = { appId, appSecret, allowedOrigins: ['https://shop.example.com'] }

  test('makes no request', () => {
    expect(() => createSigner({ ...options, fetch: () => expect.unreachable() })).not.toThrow()
  })

  test('accepts every valid option', () => {
    const apiUrls = ['http://localhost:3000', 'https://api.weixin.qq.com']
    const more = {
      apiUrls,
      tokenApi: 'token',
      ticketMaxAge: 1,
      timeouts: { lease: 1 },
      cors: false,
      head: false,
    } as const
    expect(() => createSigner({ ...options, ...more })).not.toThrow()
    expect(() => createSigner({ ...options, cors: 'credentials' })).not.toThrow()
  })

  test('without onError logs a refusal with console.error', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { api, signer } = createPair({ onError: undefined })
    api.fail({ errcode: 48001 })
    await signer.fetch(ask())
    expect(told.mock.calls).toEqual([['wechat-ready/signer:', expect.objectContaining({ errcode: 48001 })]])
    told.mockRestore()
  })

  const milliseconds = 'a positive number of milliseconds'
  const wanted: Record<string, string> = {
    appId: 'the AppID of the account',
    appSecret: 'the AppSecret of the account',
    allowedOrigins: 'a non-empty array',
    tokenApi: '"stable_token" or "token"',
    apiUrls: 'an array of origins such as "https://api.weixin.qq.com"',
    ticketMaxAge: milliseconds,
    'timeouts.request': milliseconds,
    'timeouts.store': milliseconds,
    'timeouts.lease': milliseconds,
    store: 'a store such as memoryStore()',
    fetch: 'a function',
    now: 'a function',
    authorize: 'a function',
    onError: 'a function',
    cors: 'true, false or "credentials"',
    head: 'true or false',
  }

  test.each([
    ['appId', ''],
    ['appId', undefined],
    ['appSecret', ''],
    ['appSecret', undefined],
    ['allowedOrigins', undefined],
    ['allowedOrigins', 'https://shop.example.com'],
    ['allowedOrigins', []],
    ['tokenApi', 'stable'],
    ['apiUrls', []],
    ['apiUrls', ['api.weixin.qq.com']],
    ['apiUrls', ['https://api.weixin.qq.com?x=1']],
    ['apiUrls', ['https://api.weixin.qq.com:port']],
    ['apiUrls', ['https://api.weixin.qq.com', 'api2.weixin.qq.com']],
    ['apiUrls', ['xhttps://api.weixin.qq.com']],
    ['apiUrls', 'https://api.weixin.qq.com'],
    ['ticketMaxAge', 0],
    ['ticketMaxAge', '30'],
    ['ticketMaxAge', Number.NaN],
    ['timeouts.request', -1],
    ['timeouts.store', 0],
    ['timeouts.lease', Number.POSITIVE_INFINITY],
    ['store', {}],
    ['store', { get() {}, set() {} }],
    ['store', null],
    ['store', 'redis://127.0.0.1'],
    ['fetch', 'fetch'],
    ['now', 1],
    ['authorize', true],
    ['onError', 'log'],
    ['cors', 'yes'],
    ['head', 1],
  ])('names the invalid option %s (%j), and its allowed values', (name, value) => {
    const [outer = '', inner] = name.split('.')
    const bad = { ...options, [outer]: inner ? { [inner]: value } : value }
    expect(() => createSigner(bad)).toThrow(TypeError)
    expect(() => createSigner(bad)).toThrow(`"${name}" must be ${wanted[name]}`)
  })
})
