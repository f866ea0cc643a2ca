import { describe, expect, test } from 'vitest'
import { createWechat, type SignatureOf } from 'wechat-ready'
import { rejection } from '../kit/errors.ts'
import { LANDING, openInWechat, wechatOf } from '../kit/page.ts'

const signatureOf = (url: string, sign: (url: string) => Omit<SignatureOf, 'url'>): SignatureOf => ({
  url,
  ...sign(url),
})

describe('a signature embedded in the page', () => {
  test('saves the first ready() its request, also if its URL has a fragment', async () => {
    const fake = openInWechat()
    const initialSignature = signatureOf(`${LANDING}#/`, () => fake.sign(LANDING))
    const asked = fake.signatures.length
    const { signedUrl } = await wechatOf({ signature: fake.sign, initialSignature }).ready()
    expect(signedUrl).toBe(LANDING)
    expect(fake.configurations).toHaveLength(1)
    expect(fake.signatures).toHaveLength(asked)
  })

  test('is requested again after the client refuses it', async () => {
    const fake = openInWechat()
    const initialSignature = { ...signatureOf(LANDING, fake.sign), signature: 'f'.repeat(40) }
    const asked = fake.signatures.length
    await expect(wechatOf({ signature: fake.sign, initialSignature }).ready()).resolves.toMatchObject({ url: LANDING })
    expect(fake.signatures.slice(asked)).toEqual([{ url: LANDING, reason: 'invalid-signature' }])
  })

  test.each([
    ['of another URL', (now: number) => ({ url: `${LANDING}&page=2`, timestamp: now })],
    ['of half an hour ago', (now: number) => ({ url: LANDING, timestamp: now - 1801 })],
  ])('is not used if it is one %s', async (_, change) => {
    const fake = openInWechat()
    const initialSignature = { ...fake.sign(LANDING), ...change(Math.floor(Date.now() / 1000)) }
    const asked = fake.signatures.length
    await wechatOf({ signature: fake.sign, initialSignature }).ready()
    expect(fake.signatures.slice(asked)).toEqual([{ url: LANDING, reason: 'initial' }])
    expect(fake.configurations).toHaveLength(1)
  })

  test.each(['url', 'appId', 'timestamp', 'nonceStr', 'signature'])(
    'is an invalid argument without its %s',
    (field) => {
      const whole = { url: LANDING, appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }
      const initialSignature = { ...whole, [field]: undefined } as unknown as SignatureOf // What a server may send after all.
      const create = () => createWechat({ signature: '/signature', initialSignature })
      expect(create).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
      expect(create).toThrow(`"initialSignature" must be a signature with ${field}`)
    },
  )

  test('is optional', async () => {
    const wechat = wechatOf({ signature: '/signature', initialSignature: undefined })
    expect(await rejection(wechat.ready())).toMatchObject({ code: 'not-in-wechat' })
  })
})
