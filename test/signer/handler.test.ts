import { describe, expect, test } from 'vitest'
import { appId, ask, createPair, get, isSignedWith, page } from '../kit/signer.ts'
import { MINUTE } from '../kit/time.ts'

describe('fetch', () => {
  test('answers with the signature as JSON and Cache-Control: no-store', { tags: 'http-answers' }, async () => {
    const { api, signer } = createPair()
    const response = await signer.fetch(ask(`${page}#/detail`))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const signed = await response.json()
    expect(Object.keys(signed).sort()).toEqual(['appId', 'nonceStr', 'signature', 'timestamp', 'url'])
    expect(signed).toMatchObject({ appId, url: page })
    expect(isSignedWith(api.ticket, signed)).toBe(true)
  })

  test.each([
    ['no URL', get(''), 400, 'invalid-url'],
    ['an empty URL', get('?url='), 400, 'invalid-url'],
    ['a path', ask('/shop'), 400, 'invalid-url'],
    ['two URLs', ask(page, `&url=${encodeURIComponent(page)}`), 400, 'invalid-url'],
    ['another origin', ask('https://evil.com/'), 403, 'origin-not-allowed'],
    ['POST', get(`?url=${encodeURIComponent(page)}`, { method: 'POST' }), 405, 'method-not-allowed'],
    ['HEAD', get(`?url=${encodeURIComponent(page)}`, { method: 'HEAD' }), 405, 'method-not-allowed'],
    ['OPTIONS', get(`?url=${encodeURIComponent(page)}`, { method: 'OPTIONS' }), 405, 'method-not-allowed'],
  ])('refuses %s', { tags: ['foreign-page', 'http-answers'] }, async (_, request, status, code) => {
    const { api, signer, errors } = createPair()
    const response = await signer.fetch(request)
    expect(response.status).toBe(status)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('allow')).toBe(status === 405 ? 'GET' : null)
    if (request.method !== 'HEAD') {
      expect(await response.json()).toEqual({ error: { code, message: expect.stringMatching(/\w/) } })
    }
    expect(api.requests).toEqual([])
    expect(errors).toEqual([])
  })

  test.each([
    ['WeChat refuses', { errcode: 48001 }, 502, 'wechat-refused'],
    ['WeChat answers HTML', { status: 200 }, 502, 'wechat-reply-invalid'],
    ['WeChat answers {}', { body: '{}' }, 502, 'wechat-reply-invalid'],
    ['WeChat is out of order', { status: 503 }, 503, 'wechat-unreachable'],
    ['WeChat cannot be reached', { network: true }, 503, 'wechat-unreachable'],
  ])(
    'reports that %s, and recovers with the next request',
    { tags: 'http-answers' },
    async (_, fault, status, code) => {
      const { api, signer, errors } = createPair()
      const lift = api.fail(fault)
      const response = await signer.fetch(ask())
      expect(response.status).toBe(status)
      expect(await response.json()).toEqual({ error: { code, message: expect.stringMatching(/WeChat/) } })
      expect(errors).toEqual([expect.objectContaining({ code })])
      lift()
      expect((await signer.fetch(ask())).status).toBe(200)
    },
  )
})

describe('authorize', () => {
  test('receives the request, the URL without its fragment and the reason', async () => {
    const asked: unknown[] = []
    const authorize = (request: Request, what: object) => asked.push(request.headers.get('cookie'), what) > 0
    const { signer } = createPair({ authorize })
    const url = encodeURIComponent(`${page}#/detail`)
    const response = await signer.fetch(get(`?url=${url}&reason=route`, { headers: { cookie: 'session=1' } }))
    expect(response.status).toBe(200)
    expect(asked).toEqual(['session=1', { url: page, reason: 'route' }])
  })

  test.each([
    ['true', true, 200],
    ['a promise of true', Promise.resolve(true), 200],
    ['false', false, 403],
    ['a promise of false', Promise.resolve(false), 403],
    ['nothing, as a hook does that forgets its return', undefined, 403],
    ['something else', 'yes', 403],
  ])('decides by its result: %s', async (_, verdict, status) => {
    // @ts-expect-error what is not typed may do this
    const { api, signer } = createPair({ authorize: () => verdict })
    const response = await signer.fetch(ask())
    expect(response.status).toBe(status)
    if (status === 403) {
      expect(await response.json()).toEqual({ error: { code: 'not-authorized', message: expect.stringMatching(/\w/) } })
      expect(api.requests).toEqual([])
    }
  })

  test('may answer with a Response of its own', async () => {
    const authorize = () => new Response('slower', { status: 429, headers: { 'retry-after': '7' } })
    const response = await createPair({ authorize, cors: true }).signer.fetch(ask())
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([429, '7', 'slower'])
  })

  test('that rejects causes a 500 without the reason, which onError receives', async () => {
    const failure = new Error('session store: password wrong')
    const { signer, errors } = createPair({ authorize: () => Promise.reject(failure) })
    const response = await signer.fetch(ask())
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({ error: { code: 'internal-error', message: 'The signer failed' } })
    expect(errors).toEqual([failure])
  })

  test('is not called for a URL that is not allowed', async () => {
    const { signer } = createPair({ authorize: () => expect.unreachable() })
    expect((await signer.fetch(ask('https://evil.com/'))).status).toBe(403)
  })
})

describe('the option head', () => {
  test('answers HEAD like GET, without the body', async () => {
    const { signer } = createPair({ head: true })
    const { url } = ask()
    const response = await signer.fetch(new Request(url, { method: 'HEAD' }))
    expect([response.status, await response.text(), response.headers.get('cache-control')]).toEqual([
      200,
      '',
      'no-store',
    ])
    const refused = await signer.fetch(new Request(url, { method: 'PUT' }))
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect(await refused.json()).toMatchObject({ error: { message: 'Only GET, HEAD is answered here' } })
  })
})

describe('the option cors', () => {
  const from = (origin: string, method = 'GET') =>
    new Request(ask().url, { method, headers: { origin, 'access-control-request-headers': 'x-session' } })
  const headersOf = ({ headers }: Response) =>
    Object.fromEntries([...headers].filter(([name]) => /^access|vary/.test(name)))

  test('is off by default', async () => {
    const { signer } = createPair()
    expect(headersOf(await signer.fetch(from('https://shop.example.com')))).toEqual({})
  })

  test('allows the allowed origins to read the response', async () => {
    const { signer } = createPair({ cors: true })
    const response = await signer.fetch(from('https://a.example.org'))
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ appId })
    expect(headersOf(response)).toMatchObject({
      'access-control-allow-origin': 'https://a.example.org',
      vary: 'Origin',
    })
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('allows them to read a refusal as well', async () => {
    const { signer } = createPair({ cors: true })
    const request = new Request('https://api.example.com/', { headers: { origin: 'https://shop.example.com' } })
    const response = await signer.fetch(request)
    expect(response.status).toBe(400)
    expect(headersOf(response)).toEqual({
      'access-control-allow-origin': 'https://shop.example.com',
      vary: 'Origin',
    })
  })

  test.each(['https://evil.com', 'null', 'https://shop.example.com.evil.com', 'http://shop.example.com'])(
    'does not allow the origin %s',
    async (origin) => {
      const { signer } = createPair({ cors: true })
      expect(headersOf(await signer.fetch(from(origin)))).toEqual({ vary: 'Origin' })
      expect(headersOf(await signer.fetch(from(origin, 'OPTIONS')))).toEqual({ vary: 'Origin' })
    },
  )

  test('answers a preflight request without a signature', async () => {
    const { api, signer } = createPair({ cors: true, authorize: () => false })
    const response = await signer.fetch(from('https://shop.example.com', 'OPTIONS'))
    expect([response.status, await response.text(), response.headers.get('allow')]).toEqual([204, '', 'GET, OPTIONS'])
    expect(headersOf(response)).toEqual({
      'access-control-allow-origin': 'https://shop.example.com',
      'access-control-allow-headers': 'x-session',
      'access-control-max-age': '600',
      vary: 'Origin',
    })
    expect(api.requests).toEqual([])
  })

  test('allows credentials if it is set to "credentials"', async () => {
    const { signer } = createPair({ cors: 'credentials' })
    const response = await signer.fetch(from('https://shop.example.com'))
    expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example.com')
  })
})

describe('the reason', () => {
  test('invalid-signature requests a new ticket', async () => {
    const { api, signer } = createPair()
    await signer.fetch(ask())
    api.revokeTicket()
    expect(isSignedWith(api.ticket, await (await signer.fetch(ask(page, '&reason=route'))).json())).toBe(false)
    expect(isSignedWith(api.ticket, await (await signer.fetch(ask(page, '&reason=invalid-signature'))).json())).toBe(
      true,
    )
  })
})

describe('the context of a worker', () => {
  test('is given background refreshes with waitUntil()', async () => {
    const { api, signer } = createPair()
    await signer.fetch(ask())
    api.revokeTicket()
    api.advance(26 * MINUTE)
    const work: Promise<unknown>[] = []
    const context = { waitUntil: (promise: Promise<unknown>) => void work.push(promise) }
    await signer.fetch(ask(), {}, context)
    await Promise.all(work)
    expect(isSignedWith(api.ticket, await (await signer.fetch(ask())).json())).toBe(true)
  })

  test('may lack waitUntil()', async () => {
    expect((await createPair().signer.fetch(ask(), {}, {})).status).toBe(200)
  })
})

describe('fetch never rejects', () => {
  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('the log is full')
      },
    ],
    ['rejects', () => Promise.reject(new Error('the log is full'))],
  ])('with an onError that %s', async (_, onError) => {
    const { api, signer } = createPair({ onError })
    const lift = api.fail({ errcode: 48001, times: 1 })
    expect((await signer.fetch(ask())).status).toBe(502)
    lift()
    // Nor behind the answer, where a refresh fails.
    expect((await signer.fetch(ask())).status).toBe(200)
    api.advance(26 * MINUTE)
    api.fail({ errcode: 48001, times: 1 })
    const work: Promise<unknown>[] = []
    const context = { waitUntil: (promise: Promise<unknown>) => void work.push(promise) }
    expect((await signer.fetch(ask(), {}, context)).status).toBe(200)
    await Promise.all(work)
  })

  test('with an authorize that returns the same Response each time', async () => {
    const slower = new Response('slower', { status: 429, headers: { 'retry-after': '7' } })
    const { signer } = createPair({ authorize: () => slower })
    for (let i = 0; i < 3; i++) {
      const response = await signer.fetch(ask())
      expect([response.status, await response.text(), response.headers.get('retry-after')]).toEqual([
        429,
        'slower',
        '7',
      ])
    }
  })

  test.each<[string, () => Promise<Response>]>([
    ['Response.error()', async () => Response.error()],
    [
      'a Response that is used up',
      async () => {
        const response = new Response('slower')
        await response.text()
        return response
      },
    ],
  ])('with an authorize that returns %s', async (_, authorize) => {
    const { signer, errors } = createPair({ authorize, cors: true })
    const response = await signer.fetch(ask())
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ error: { code: 'internal-error' } })
    expect(errors).toHaveLength(1)
  })

  test('with a waitUntil that throws', async () => {
    const context = {
      waitUntil() {
        throw new TypeError('Illegal invocation')
      },
    }
    const { signer, errors } = createPair()
    expect((await signer.fetch(ask(), {}, context)).status).toBe(200)
    expect(errors).toEqual([new TypeError('Illegal invocation')])
  })

  test('without a request', async () => {
    const { signer } = createPair({ cors: true })
    // @ts-expect-error what is not typed may do this
    expect((await signer.fetch(undefined)).status).toBe(500)
  })
})
