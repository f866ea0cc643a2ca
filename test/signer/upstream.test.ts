import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { ask, createPair, page } from '../kit/signer.ts'

describe('every request to WeChat', () => {
  test('has cache: no-store', { tags: 'no-fetch-cache' }, async () => {
    const caches: unknown[] = []
    const { api, signer } = createPair({
      fetch: (input, init) => {
        caches.push(init?.cache)
        return api.fetch(input, init)
      },
    })
    await signer.sign(page)
    expect(caches).toEqual(['no-store', 'no-store'])
  })

  test('has no cache option in a runtime that does not implement it', async () => {
    class Strict extends Request {
      constructor(input: RequestInfo | URL, init?: RequestInit) {
        if (init?.cache) throw new TypeError("The 'cache' field on 'RequestInitializerDict' is not implemented.")
        super(input, init)
      }
    }
    vi.stubGlobal('Request', Strict)
    const inits: (RequestInit | undefined)[] = []
    const { api, signer } = createPair({
      fetch: (input, init) => {
        inits.push(init)
        return api.fetch(input, init)
      },
    })
    await signer.sign(page).finally(() => vi.unstubAllGlobals())
    expect(inits).toHaveLength(2)
    expect(inits.every((init) => init && !('cache' in init))).toBe(true)
  })
})

describe('a custom proxy', () => {
  const proxy = 'https://robot:open%20sesame@wx.internal.example.com/wechat/'

  test('may have a path, and credentials for Basic authorization', async () => {
    const asked: [string, string | null][] = []
    const { api, signer } = createPair({
      apiUrls: [proxy],
      fetch: (input, init) => {
        const { pathname, search } = new URL(String(input))
        asked.push([String(input).split('?')[0] ?? '', new Headers(init?.headers).get('authorization')])
        return api.fetch(`https://api.weixin.qq.com${pathname.replace('/wechat', '')}${search}`, init)
      },
    })
    await signer.sign(page)
    const authorization = `Basic ${btoa('robot:open sesame')}`
    expect(asked).toEqual([
      ['https://wx.internal.example.com/wechat/cgi-bin/stable_token', authorization],
      ['https://wx.internal.example.com/wechat/cgi-bin/ticket/getticket', authorization],
    ])
  })

  test.each<[string, typeof fetch, RegExp]>([
    [
      'cannot be reached',
      async (input) => {
        throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${input}`), { code: 'ENOTFOUND' })
      },
      /apiUrls\[0\]: ENOTFOUND/,
    ],
    ['is out of order', async (input) => new Response(String(input), { status: 502 }), /apiUrls\[0\]: HTTP 502/],
    [
      'quotes itself',
      async () => Response.json({ errcode: 40013, errmsg: 'wx.internal.example.com: robot/open sesame has no rights' }),
      /\*\*\*: \*\*\*\/\*\*\* has no rights/,
    ],
  ])('that %s is not named in a response or an error', async (_, fetch, words) => {
    const { signer, errors } = createPair({ apiUrls: [proxy], fetch })
    const answer = await (await signer.fetch(ask())).text()
    expect(answer).toMatch(words)
    expect(answer + inspect(errors)).not.toMatch(/wx\.internal|robot|sesame/)
  })
})
