import { describe, expect, test } from 'vitest'
import { createSigner, signCard, signCardChoice } from 'wechat-ready/signer'
import { appId, appSecret, createPair, isSignedWith, page } from './setup.ts'

describe('sign', () => {
  test('gives what wx.config needs, made with the ticket that WeChat gave', async () => {
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

  test('uses a nonceStr once', async () => {
    const { signer } = createPair()
    const signed = await Promise.all(Array.from({ length: 1000 }, () => signer.sign(page)))
    expect(new Set(signed.map(({ nonceStr }) => nonceStr)).size).toBe(1000)
  })

  test('asks WeChat once, however many callers wait', async () => {
    const { api, signer } = createPair()
    const signed = await Promise.all(Array.from({ length: 10_000 }, () => signer.sign(page)))
    expect(signed.every((each) => isSignedWith(api.ticket, each))).toBe(true)
    expect(api.requests.map(({ path }) => path)).toEqual(['/cgi-bin/stable_token', '/cgi-bin/ticket/getticket'])
  })

  test('asks nobody for a URL that is not allowed', async () => {
    const { api, signer } = createPair()
    await expect(signer.sign('https://evil.com/')).rejects.toMatchObject({ code: 'origin-not-allowed', status: 403 })
    expect(api.requests).toEqual([])
  })
})

describe('cards', () => {
  test('cardExt is the JSON of addCard, signed with the card ticket', async () => {
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

  test('cardChoice is the argument of chooseCard, signed with the card ticket', async () => {
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

  test('the card ticket leaves the jsapi ticket alone', async () => {
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

  test('does no work', () => {
    expect(() => createSigner({ ...options, fetch: () => expect.unreachable() })).not.toThrow()
  })

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
    ['apiUrls', ['https://api.weixin.qq.com/']],
    ['ticketMaxAge', 0],
    ['ticketMaxAge', '30'],
    ['ticketMaxAge', Number.NaN],
    ['timeouts.request', -1],
    ['timeouts.store', 0],
    ['timeouts.lease', Number.POSITIVE_INFINITY],
    ['store', {}],
    ['store', null],
    ['store', 'redis://127.0.0.1'],
    ['fetch', 'fetch'],
    ['now', 1],
    ['authorize', true],
    ['onError', 'log'],
    ['cors', 'yes'],
    ['head', 1],
  ])('names the bad option %s (%j)', (name, value) => {
    const [outer = '', inner] = name.split('.')
    const bad = { ...options, [outer]: inner ? { [inner]: value } : value }
    expect(() => createSigner(bad)).toThrow(TypeError)
    expect(() => createSigner(bad)).toThrow(`"${name}"`)
  })
})
