import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type * as signerEntry from 'wechat-ready/signer'
import { signCard, signCardChoice, signUrl, verifyServer } from 'wechat-ready/signer'
import { appId, appSecret, createPair, isSignedWith } from '../kit/signer.ts'

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

/** The example of appendix 1. */
const page = {
  ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
  nonceStr: 'Wm3WZYTPz0wzccnW',
  timestamp: 1414587457,
  url: 'http://mp.weixin.qq.com?params=value',
}

/** The example of appendix 4. */
const card = {
  ticket: 'ojZ8YtyVyr30HheH3CM73y7h4jJE',
  cardId: 'pjZ8Yt1XGILfi-FUsewpnnolGgZk',
  timestamp: '1404896688',
  nonceStr: '123',
  code: '1434008071',
}

describe('signUrl', () => {
  test('returns the documented signature', { tags: 'known-signatures' }, async () => {
    expect(await signUrl(page)).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
  })

  test('accepts the timestamp as a number or a string', async () => {
    expect(await signUrl({ ...page, timestamp: '1414587457' })).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
  })

  test('cuts the fragment at the first #', async () => {
    expect(await signUrl({ ...page, url: `${page.url}#/a?b#c` })).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
  })

  test('signs the UTF-8 bytes', async () => {
    const url = 'https://shop.example.com/商品?x=😀'
    const text = `jsapi_ticket=${page.ticket}&noncestr=${page.nonceStr}&timestamp=${page.timestamp}&url=${url}`
    expect(await signUrl({ ...page, url })).toBe(sha1(text))
  })

  test.each(['ticket', 'nonceStr', 'timestamp', 'url'])('names the missing %s', async (name) => {
    await expect(signUrl({ ...page, [name]: undefined })).rejects.toThrow(`"${name}" is missing`)
    await expect(signUrl({ ...page, [name]: '' })).rejects.toThrow(`"${name}" is missing`)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses the timestamp %d', async (timestamp) => {
    await expect(signUrl({ ...page, timestamp })).rejects.toThrow('"timestamp" is missing')
  })
})

describe('signCard', () => {
  test('returns the documented signature', { tags: 'known-signatures' }, async () => {
    expect(await signCard(card)).toBe('f137ab68b7f8112d20ee528ab6074564e2796250')
  })

  test('includes the openid', async () => {
    const values = [card.ticket, card.timestamp, card.cardId, card.code, 'oA1', card.nonceStr]
    expect(await signCard({ ...card, openid: 'oA1' })).toBe(sha1(values.sort().join('')))
  })

  test('omits values that are not given', async () => {
    const { ticket, cardId, timestamp } = card
    expect(await signCard({ ticket, cardId, timestamp })).toBe(sha1([ticket, cardId, timestamp].sort().join('')))
  })

  test.each(['ticket', 'cardId', 'timestamp'])('names the missing %s', async (name) => {
    await expect(signCard({ ...card, [name]: undefined })).rejects.toThrow(`"${name}" is missing`)
  })
})

describe('signCardChoice', () => {
  const { ticket, cardId, nonceStr } = card
  const choice = { ticket, appId: 'wx0123456789abcdef', timestamp: 1404896688, nonceStr, cardId }

  test('signs the seven values in byte order', async () => {
    const values = [ticket, 'wx0123456789abcdef', 'L7', '1404896688', nonceStr, cardId, 'GROUPON']
    expect(await signCardChoice({ ...choice, cardType: 'GROUPON', shopId: 'L7' })).toBe(sha1(values.sort().join('')))
  })

  test('omits values that are not given', async () => {
    const values = [ticket, 'wx0123456789abcdef', '1404896688', nonceStr, cardId]
    expect(await signCardChoice(choice)).toBe(sha1(values.sort().join('')))
  })

  test.each(['ticket', 'appId', 'timestamp', 'nonceStr'])('names the missing %s', async (name) => {
    await expect(signCardChoice({ ...choice, [name]: undefined })).rejects.toThrow(`"${name}" is missing`)
  })
})

describe('verifyServer', () => {
  const proof = { token: 'my token', timestamp: '1700000000', nonce: '42' }
  const signature = sha1(['my token', '1700000000', '42'].sort().join(''))

  test('accepts a signature of WeChat', async () => {
    expect(await verifyServer({ ...proof, signature })).toBe(true)
  })

  test.each([
    ['another signature', { signature: sha1('x') }],
    [
      'a signature with one other digit',
      { signature: signature.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) },
    ],
    ['the beginning of the signature', { signature: signature.slice(0, 39) }],
    ['more than the signature', { signature: `${signature}0` }],
    ['no signature', { signature: undefined }],
    ['an empty signature', { signature: '' }],
    ['a list of signatures', { signature: [signature] }],
    ['another timestamp', { timestamp: '1700000001' }],
    ['another nonce', { nonce: '43' }],
    ['another token', { token: 'your token' }],
  ])('refuses %s', async (_, change) => {
    expect(await verifyServer({ ...proof, signature, ...change })).toBe(false)
  })

  test('rejects if the token is missing', async () => {
    await expect(verifyServer({ ...proof, token: '', signature })).rejects.toThrow('"token" is missing')
  })
})

describe.each([
  ['on a Node without crypto.hash', { createHash }],
  ['where there is no Node', undefined],
])('%s', (_, crypto) => {
  let entry: typeof signerEntry
  beforeAll(async () => {
    const { getBuiltinModule } = process
    const mine = (id: string) => (id === 'node:crypto' ? crypto : getBuiltinModule(id))
    const asked = vi.spyOn(process, 'getBuiltinModule').mockImplementation(mine as typeof getBuiltinModule)
    vi.resetModules()
    entry = await import('wechat-ready/signer')
    asked.mockRestore()
  })

  test('returns the same signatures', async () => {
    expect(await entry.signUrl(page)).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
    const { api } = createPair()
    const allowedOrigins = ['https://shop.example.com']
    const signer = entry.createSigner({ appId, appSecret, allowedOrigins, fetch: api.fetch, now: api.now })
    expect(isSignedWith(api.ticket, await signer.sign('https://shop.example.com/'))).toBe(true)
  })
})
