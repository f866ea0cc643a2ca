import { createHmac, createVerify, generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type PayOptions, payParams } from 'wechat-ready/signer'

// Published by Tencent for tests: see the note in the file.
const testKey = readFileSync('test/signer/pay-test-key.pem', 'utf8')
const v3 = {
  appId: 'wx2421b1c4370ec43b',
  timestamp: 1554208460,
  nonceStr: '593BEC0C930BF1AFEB40B4A08C8FB242',
  prepayId: 'wx201410272009395522657a690389285100',
  privateKey: testKey,
}
const v2 = {
  appId: 'wx619a931576afe069',
  timestamp: 1774495197,
  nonceStr: 'RIPb5Upk3ku7knU6',
  prepayId: 'wx2611334392677180ea59742b3744840000',
  apiKey: 'qazwsxedcrfvtgbyhnujmikolp111111',
}

describe('the examples of the documentation', () => {
  test('API v3, RSA', { tags: 'pay' }, async () => {
    expect(await payParams(v3)).toEqual({
      timestamp: '1554208460',
      nonceStr: v3.nonceStr,
      package: `prepay_id=${v3.prepayId}`,
      signType: 'RSA',
      paySign:
        'mI35pfNEQV6777ke/1T+LJLQDNTm7yeoUJH+j/adPGhmCCi0PbgkvYQTRcXH0uibcLVtvFLdGLpmoYO9FV6lBBsTAjuhh5YOvQi0e2g3e0yy' +
        'titiNET9FEuqM0pjnKfRW4K6LIZDdbWJv9KhZUx3DrJa5TL7OJ7VdADVivxVySIlPVKjGwuCXzuXSJes0UcILgWQUMyha5/3nYofuHtS7r+K' +
        'YyMuxD+oJ9VM1Qdxk4UIG59CP5Y3wtYIFybyF3bdu1caHTRRX+DLyMXyYA/IrTmiW01c4RPjpHBX5Dk1sZyY1zVsWNsvMHr2e1NTWtBxKJ+q' +
        'k5N61J7caYoepHFaxw==',
    })
  })

  test.each([
    [v2, 'MD5', '1F2E9533D7D483FBCDBD0B9BCA76F97D'],
    [v2, 'HMAC-SHA256', '4A04CF5B979A4920409A9DEF2322C33C96DE8E9A96830E648719C60EF991700E'],
    [
      {
        ...v2,
        appId: 'wxd678efh567hg6787',
        nonceStr: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
        prepayId: 'wx2017033010242291fcfe0db70013231072',
        timestamp: 1490840662,
      },
      'MD5',
      '22D9B4E54AB1950F51E0649E8810ACD6',
    ],
  ] as const)('API v2, %j, %s', { tags: 'pay' }, async (fields, signType, paySign) => {
    expect(await payParams({ ...fields, signType })).toMatchObject({ signType, paySign })
  })
})

test('a signature by a generated key is verified by its public key for random values', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const fields = fc.record({
    appId: fc.stringMatching(/^wx[0-9a-f]{16}$/),
    prepayId: fc.stringMatching(/^(up_)?wx[0-9a-z]{30}$/),
  })
  const check = async ({ appId, prepayId }: { appId: string; prepayId: string }) => {
    const { timestamp, nonceStr, package: prepay, paySign } = await payParams({ appId, prepayId, privateKey: pem })
    const verifier = createVerify('RSA-SHA256').update(`${appId}\n${timestamp}\n${nonceStr}\n${prepay}\n`)
    expect(verifier.verify(publicKey, paySign, 'base64')).toBe(true)
  }
  await fc.assert(fc.asyncProperty(fields, check), { numRuns: 20 })
})

test('nonce and timestamp are generated if they are left out, with a new nonce each time', async () => {
  const { appId, prepayId, apiKey } = v2
  const ask = () => payParams({ appId, prepayId, apiKey, signType: 'HMAC-SHA256' })
  const [first, second] = [await ask(), await ask()]
  expect(first.timestamp).toMatch(/^\d{10}$/)
  expect(Math.abs(Number(first.timestamp) - Date.now() / 1000)).toBeLessThan(60)
  expect(first.nonceStr).not.toBe(second.nonceStr)
  const { timestamp, nonceStr } = first
  const text = `appId=${appId}&nonceStr=${nonceStr}&package=prepay_id=${prepayId}&signType=HMAC-SHA256&timeStamp=${timestamp}`
  const paySign = createHmac('sha256', apiKey).update(`${text}&key=${apiKey}`).digest('hex').toUpperCase()
  expect(first.paySign).toBe(paySign)
})

test.each([
  ['a prepay_id that has its name already', { prepayId: `prepay_id=${v3.prepayId}` }],
  ['a time as a string', { timestamp: '1554208460' }],
  ['a key from an environment variable, its line breaks escaped', { privateKey: testKey.replaceAll('\n', '\\n') }],
  ['a key with the line breaks of Windows', { privateKey: testKey.replaceAll('\n', '\r\n') }],
])('%s gives the same signature', async (_, change) => {
  expect(await payParams({ ...v3, ...change })).toEqual(await payParams(v3))
})

const { privateKey: ecKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { privateKey: rsaKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = ecKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const pkcs1 = rsaKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const spki = publicKey.export({ type: 'spki', format: 'pem' }).toString()

test.each<[string, object, RegExp]>([
  ['no appId', { appId: '' }, /^"appId" must be/],
  ['no prepay_id', { prepayId: undefined }, /^"prepayId" must be .*the order has probably failed/],
  ['an empty prepay_id', { prepayId: '' }, /^"prepayId" must be .*empty/],
  ['prepay_id= and nothing else', { prepayId: 'prepay_id=' }, /^"prepayId" must be .*empty/],
  ['a doubled prepay_id=', { prepayId: 'prepay_id=prepay_id=wx1' }, /^"prepayId" must be .*twice/],
  ['a space in it', { prepayId: 'wx1 ' }, /^"prepayId" must be .*without spaces/],
  ['the whole response', { prepayId: { prepay_id: 'wx1' } }, /^"prepayId" must be/],
  ['milliseconds', { timestamp: 1554208460000 }, /^"timestamp" must be seconds .*milliseconds have 13/],
  ['no time', { timestamp: 0 }, /^"timestamp" must be seconds/],
  ['a fraction', { timestamp: 1554208460.5 }, /^"timestamp" must be seconds/],
  ['a long nonce', { nonceStr: 'x'.repeat(33) }, /^"nonceStr" must be/],
  ['an empty nonce', { nonceStr: '' }, /^"nonceStr" must be/],
  ['no key', { privateKey: undefined }, /^"privateKey" must be .*apiclient_key.pem/],
  ['a key of v2 for v3', { privateKey: v2.apiKey }, /^"privateKey" must be .*BEGIN PRIVATE KEY/],
  ['both keys', { apiKey: v2.apiKey }, /^"apiKey" must be left out/],
  ['MD5 without apiKey', { signType: 'MD5', privateKey: undefined }, /^"apiKey" must be/],
  ['MD5 with a private key', { signType: 'MD5', apiKey: v2.apiKey }, /^"privateKey" must be left out/],
  ['an unknown signType', { signType: 'SHA1' }, /^"signType" must be/],
  ['an elliptic key', { privateKey: ec }, /^"privateKey" is not a readable RSA key/],
  ['a key of PKCS #1', { privateKey: pkcs1 }, /^"privateKey" must be .*RSA PRIVATE KEY, convert it with: openssl/],
  ['a public key', { privateKey: spki }, /^"privateKey" must be .*this is a PUBLIC KEY/],
  ['half a key', { privateKey: testKey.replace(/^.{64}$/m, '') }, /^"privateKey" is not a readable RSA key/],
  ['a damaged key', { privateKey: testKey.replace('MIIE', '!!!!') }, /^"privateKey" is not base64/],
])('%s is refused with an explanation, without the key', { tags: 'pay' }, async (_, change, message) => {
  const error = await payParams({ ...v3, ...change } as PayOptions).catch((reason) => reason)
  expect(error).toBeInstanceOf(TypeError)
  expect(error.message).toMatch(message)
  const text = `${error.stack} ${JSON.stringify(error)} ${error.cause}`
  for (const secret of [testKey.slice(300, 330), v2.apiKey, pkcs1.slice(100, 130), ec.slice(60, 80)]) {
    expect(text).not.toContain(secret)
  }
})

describe('a runtime without node:crypto', () => {
  afterEach(() => vi.unstubAllGlobals())

  test('signs RSA and HMAC-SHA256, and says that MD5 needs Node', async () => {
    const expected = [await payParams(v3), await payParams({ ...v2, signType: 'HMAC-SHA256' })]
    vi.stubGlobal('process', { env: {} })
    expect([await payParams(v3), await payParams({ ...v2, signType: 'HMAC-SHA256' })]).toEqual(expected)
    await expect(payParams({ ...v2, signType: 'MD5' })).rejects.toThrow(/"signType" MD5 needs node:crypto/)
  })
})
