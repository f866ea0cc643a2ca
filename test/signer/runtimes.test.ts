import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createSigner } from 'wechat-ready/signer'
import { appId, appSecret, createPair, page } from '../kit/signer.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.resetModules()
})

describe('a signature is the same', () => {
  const parts = { ticket: 'sM4AOV', nonceStr: 'Wm3WZY', timestamp: 1414587457, url: 'https://shop.example.com/茶' }
  const text = `jsapi_ticket=sM4AOV&noncestr=Wm3WZY&timestamp=1414587457&url=${parts.url}`

  test.each<[string, object | undefined]>([
    ['by hash() of node:crypto', { hash: (name: string, data: string) => createHash(name).update(data).digest('hex') }],
    ['by createHash() of an older Node', { createHash }],
    ['by WebCrypto, where there is no Node', undefined],
  ])('%s', async (_, crypto) => {
    vi.resetModules()
    vi.stubGlobal('process', { env: {}, getBuiltinModule: () => crypto })
    const { signUrl } = await import('../../src/signer/sign.ts')
    const signature = await signUrl(parts)
    vi.unstubAllGlobals()
    expect(signature).toBe(createHash('sha1').update(text).digest('hex'))
  })
})

test('random bytes are drawn for a thousand nonces at a time', async () => {
  vi.resetModules()
  const draw = vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
    ;(bytes as Uint8Array).fill(0xf1)
    return bytes
  })
  const { createNonce } = await import('../../src/signer/sign.ts')
  const nonces = Array.from({ length: 1001 }, () => createNonce())
  expect(new Set(nonces)).toEqual(new Set(['b'.repeat(16)]))
  expect(draw.mock.calls.map(([bytes]) => bytes?.byteLength)).toEqual([16_000, 16_000])
})

describe('createSigner()', () => {
  test('uses the fetch of the runtime, and the console, where it is given no other', async () => {
    const { api } = createPair()
    vi.stubGlobal('fetch', api.fetch)
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const store = {
      get: async () => undefined,
      set: () => Promise.reject(new Error('x')),
      lease: async () => async () => {},
    }
    const signer = createSigner({ appId, appSecret, allowedOrigins: ['https://shop.example.com'], now: api.now, store })
    await signer.sign(page)
    const message = "The signer's store does not answer (Error)"
    expect(log.mock.calls[0]).toEqual(['wechat-ready/signer:', expect.objectContaining({ message })])
  })

  test('asks for a stable token, and keeps it by its own clock', async () => {
    const { api, signer, count } = createPair()
    expect(await signer.accessToken()).toBe(await signer.accessToken())
    expect(count('stable_token')).toBe(1)
    api.advance(7200_000)
    await signer.accessToken()
    expect(count('stable_token')).toBe(2)
  })
})
