import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { appSecret, createPair, isSignedWith, page } from '../kit/signer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the second host is asked', () => {
  test.each([
    ['a network error', { network: true }],
    ['HTTP 500', { status: 500 }],
    ['HTTP 503', { status: 503 }],
    ['no answer in 5 seconds', { silent: true }],
  ])('after %s', { tags: 'second-host' }, async (_, fault) => {
    const { api, signer } = createPair()
    api.fail({ host: 'api.weixin.qq.com', ...fault })
    const signing = signer.sign(page)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(isSignedWith(api.ticket, await signing)).toBe(true)
    expect(api.requests.map(({ host }) => host)).toEqual([
      'api.weixin.qq.com',
      'api2.weixin.qq.com',
      'api.weixin.qq.com',
      'api2.weixin.qq.com',
    ])
  })

  test.each([
    ['a code', { errcode: 40013 }],
    ['HTML', { status: 200 }],
    ['HTTP 404', { status: 404, body: 'not found' }],
    ['a redirect', { status: 302, body: '' }],
    ['no access_token', { body: '{"expires_in":7200}' }],
    ['an empty access_token', { body: '{"access_token":"","expires_in":7200}' }],
    ['no expires_in', { body: '{"access_token":"x"}' }],
    ['expires_in 0', { body: '{"access_token":"x","expires_in":0}' }],
    ['words for expires_in', { body: '{"access_token":"x","expires_in":"7200 s"}' }],
    ['a number for access_token', { body: '{"access_token":1,"expires_in":7200}' }],
    ['null', { body: 'null' }],
  ])('not after %s', { tags: 'second-host' }, async (_, fault) => {
    const { api, signer } = createPair()
    api.fail(fault)
    await expect(signer.sign(page)).rejects.toMatchObject({ status: 502 })
    expect(api.requests.map(({ host }) => host)).toEqual(['api.weixin.qq.com'])
  })
})

test.each(['null', '1', '"ok"', '<html>', ''])(
  "the response %j is reported as not being WeChat's JSON",
  async (body) => {
    const { api, signer } = createPair()
    api.fail({ body })
    await expect(signer.sign(page)).rejects.toMatchObject({
      code: 'wechat-reply-invalid',
      message: 'WeChat answered HTTP 200 without its JSON: does a proxy stand in between?',
    })
  },
)

describe('when neither host answers', () => {
  test('the error gives the reason for each', async () => {
    const { api, signer } = createPair()
    api.fail({ host: 'api.weixin.qq.com', network: true })
    api.fail({ host: 'api2.weixin.qq.com', status: 502 })
    await expect(signer.sign(page)).rejects.toMatchObject({
      code: 'wechat-unreachable',
      status: 503,
      message: 'WeChat cannot be reached (https://api.weixin.qq.com: ECONNRESET; https://api2.weixin.qq.com: HTTP 502)',
    })
  })

  test.each([
    ['that heeds the signal', false],
    ['that does not', true],
  ])('the error comes after both time-outs, with a fetch %s', async (_, isDeaf) => {
    const deaf = { fetch: () => new Promise<Response>(() => {}) }
    const { api, signer } = createPair({ ...(isDeaf && deaf), timeouts: { request: 3000 } })
    api.fail({ silent: true })
    const signing = expect(signer.sign(page)).rejects.toMatchObject({ code: 'wechat-unreachable' })
    await vi.advanceTimersByTimeAsync(5999)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    await signing
    expect(vi.getTimerCount()).toBe(0)
  })

  test('an endless body counts as no answer', async () => {
    const endless = async () => new Response(new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(1)) }))
    const { signer } = createPair({ fetch: endless })
    const signing = expect(signer.sign(page)).rejects.toMatchObject({ code: 'wechat-unreachable' })
    await vi.advanceTimersByTimeAsync(10_000)
    await signing
  })
})

describe('a request', () => {
  test('follows no redirect, and is aborted after its time-out', async () => {
    const seen: RequestInit[] = []
    const deaf: typeof fetch = (_, init = {}) => {
      seen.push(init)
      return new Promise(() => {})
    }
    const { signer } = createPair({ fetch: deaf })
    const signing = expect(signer.sign(page)).rejects.toMatchObject({ code: 'wechat-unreachable' })
    await vi.advanceTimersByTimeAsync(4999)
    expect(seen[0]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      redirect: 'manual',
      signal: { aborted: false },
    })
    await vi.advanceTimersByTimeAsync(5001)
    await signing
    expect(seen.map(({ signal }) => signal?.aborted)).toEqual([true, true])
  })
})

describe('errcode', () => {
  test('-1 is tried three times, with a growing pause', { tags: 'second-host' }, async () => {
    const { api, signer } = createPair()
    api.fail({ errcode: -1, times: 2 })
    const signing = signer.sign(page)
    await vi.advanceTimersByTimeAsync(199)
    expect(api.requests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(201)
    expect(api.requests).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(800)
    expect(isSignedWith(api.ticket, await signing)).toBe(true)
    expect(api.requests.map(({ errcode }) => errcode)).toEqual([-1, -1, 0, 0])
  })

  test('-1 is an error the third time', { tags: 'second-host' }, async () => {
    const { api, signer } = createPair()
    api.fail({ errcode: -1 })
    const signing = expect(signer.sign(page)).rejects.toMatchObject({
      code: 'wechat-refused',
      errcode: -1,
      status: 502,
    })
    await vi.advanceTimersByTimeAsync(1200)
    await signing
    expect(api.requests).toHaveLength(3)
  })

  test.each([
    [40001, 'appSecret'],
    [40002, 'grant_type'],
    [40013, 'check appId'],
    [40125, 'check appSecret'],
    [40164, 'put 198.51.100.4 on the IP white list'],
    [40243, 'unfreeze'],
    [41002, 'proxy'],
    [41004, 'proxy'],
    [43002, 'POST'],
    [43003, 'HTTPS'],
    [45009, 'clear_quota'],
    [45011, 'this minute'],
    [48001, 'certified'],
    [50002, 'frozen'],
    [61004, 'put 198.51.100.4'.replace('198.51.100.4', 'this server')],
    [61007, 'third-party'],
    [89503, 'administrator'],
    [89506, '24 hours'],
    [89507, '1 hour'],
    [99999, 'WeChat refused (99999 unknown error rid: '],
  ])('%i fails at once and says what to do', { tags: 'second-host' }, async (errcode, advice) => {
    const { api, signer } = createPair({}, { ip: '198.51.100.4' })
    api.fail({ errcode })
    await expect(signer.sign(page)).rejects.toMatchObject({
      name: 'SignerError',
      code: 'wechat-refused',
      status: 502,
      errcode,
      message: expect.stringMatching(new RegExp(`^WeChat refused \\(${errcode} .+ rid: \\S+\\)`)),
    })
    await expect(signer.sign(page)).rejects.toThrow(advice)
    // Both calls of `sign` above, and the pause that two of the codes ask for.
    expect(api.requests).toHaveLength([45009, 45011, 89506, 89507].includes(errcode) ? 1 : 2)
  })
})

describe("WeChat's errmsg", () => {
  test.each([
    ['stable_token', 'stable_token'],
    ['token', 'token'],
    ['stable_token', 'getticket'],
  ] as const)('is quoted without secret and token, and shortened: %s, %s', async (tokenApi, path) => {
    const { api } = createPair()
    const echo: typeof fetch = async (input, init) => {
      if (!new URL(String(input)).pathname.endsWith(`/${path}`)) return api.fetch(input, init)
      return Response.json({ errcode: 99999, errmsg: `${input} ${init?.body} ${'and more '.repeat(100)}` })
    }
    const { signer } = createPair({ tokenApi, fetch: echo })
    const message = await signer.sign(page).catch((error) => error.message)
    expect(message).toMatch(/^WeChat refused \(99999 .*\*\*\*.*and more .*\)$/)
    expect(message).not.toContain(appSecret)
    expect(message).not.toMatch(/fake_/)
    expect(message).toHaveLength('WeChat refused (99999 )'.length + 300)
  })

  test('may be missing', async () => {
    const { api, signer } = createPair()
    api.fail({ body: '{"errcode":99999}' })
    await expect(signer.sign(page)).rejects.toThrow(/^WeChat refused \(99999 \)$/)
  })
})
