import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { asClause, createWechatApi } from '../../src/server/wechat-api.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** The API over answers that are given one after the other, the last one again and again; what was asked, and when. */
function create(answers: (object | string)[], tokenApi: 'stable_token' | 'token' = 'stable_token') {
  const asked: { url: URL; init: RequestInit | undefined; at: number }[] = []
  const begin = Date.now()
  const fetch = async (url: RequestInfo | URL, init?: RequestInit) => {
    asked.push({ url: new URL(`${url}`), init, at: Date.now() - begin })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer), {
      headers: { 'content-type': 'application/json' },
    })
  }
  const options = { appId: 'wx1', appSecret: 'sesame', tokenApi, apiUrls: ['https://api.weixin.qq.com'], now: Date.now }
  return { api: createWechatApi({ ...options, fetch, timeout: 1000 }), asked }
}

const token = { access_token: 'token-1', expires_in: 7200 }

describe('an access_token', () => {
  test.each([true, false])('is requested from stable_token by a POST of JSON (force_refresh: %s)', async (force) => {
    const { api, asked } = create([token])
    expect(await (force ? api.token({ force }) : api.token())).toEqual({ value: 'token-1', expiresIn: 7200 })
    const [{ url, init } = {}] = asked
    expect([url?.href, init?.method]).toEqual(['https://api.weixin.qq.com/cgi-bin/stable_token', 'POST'])
    expect(init?.headers).toEqual({ 'content-type': 'application/json' })
    const fields = { grant_type: 'client_credential', appid: 'wx1', secret: 'sesame', force_refresh: force }
    expect(JSON.parse(`${init?.body}`)).toEqual(fields)
  })

  test('is requested from token by a GET', async () => {
    const { api, asked } = create([token], 'token')
    expect(await api.token()).toEqual({ value: 'token-1', expiresIn: 7200 })
    expect(`${asked[0]?.url}`).toBe(
      'https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential&appid=wx1&secret=sesame',
    )
    expect(asked[0]?.init?.method).toBeUndefined()
  })

  test.each([
    ['7200', 7200],
    [1, 60],
  ])('with expires_in %j is kept for %i seconds', async (expires_in, expiresIn) => {
    expect(await create([{ ...token, expires_in }]).api.token()).toMatchObject({ expiresIn })
  })

  test.each(['7200 s', 'in 7200', 0, -1])('with expires_in %j is refused', async (expires_in) => {
    await expect(create([{ ...token, expires_in }]).api.token()).rejects.toMatchObject({
      code: 'wechat-reply-invalid',
      message: 'WeChat answered without a valid access_token and expires_in',
    })
  })
})

test('a ticket is requested by its type', async () => {
  const { api, asked } = create([{ errcode: 0, ticket: 'ticket-1', expires_in: 7200 }])
  expect(await api.ticket('wx_card', 'token-1')).toEqual({ value: 'ticket-1', expiresIn: 7200 })
  expect(`${asked[0]?.url.pathname}${asked[0]?.url.search}`).toBe(
    '/cgi-bin/ticket/getticket?access_token=token-1&type=wx_card',
  )
})

test('media is requested by its id, and speex at its own path', async () => {
  const { api, asked } = create([{ video_url: 'http://a.example/' }])
  expect(await (await api.media('m1', 'token-1')).json()).toEqual({ video_url: 'http://a.example/' })
  await api.media('m1', 'token-1', { speex: true })
  expect(asked.map(({ url }) => url.pathname + url.search)).toEqual([
    '/cgi-bin/media/get?access_token=token-1&media_id=m1',
    '/cgi-bin/media/get/jssdk?access_token=token-1&media_id=m1',
  ])
})

describe('the error of a refusal contains', () => {
  const refusal = { errcode: 40013, errmsg: 'sesame token-1 code-1 no' }
  test.each<[string, (api: ReturnType<typeof createWechatApi>) => Promise<unknown>, string]>([
    ['not the secret in that of a token', (api) => api.token(), '*** token-1 code-1 no'],
    ['not the token in that of a ticket', (api) => api.ticket('jsapi', 'token-1'), '*** *** code-1 no'],
    ['not the token in that of media', (api) => api.media('m1', 'token-1'), '*** *** code-1 no'],
    ['none of the secrets that it is given', (api) => api.get('/p', {}, ['code-1']), '*** token-1 *** no'],
  ])('%s', async (_, ask, words) => {
    await expect(ask(create([refusal]).api)).rejects.toMatchObject({
      errcode: 40013,
      message: expect.stringContaining(`(40013 ${words})`),
    })
  })

  test('no words if WeChat sends none', async () => {
    const message = 'WeChat refused (99999 )'
    await expect(create([{ errcode: 99999 }]).api.get('/p', {}, [])).rejects.toMatchObject({ message })
  })
})

describe('while WeChat is busy', () => {
  test.each([-1, -1000])('with %i a request is made three times, after 250 and 500 ms on average', async (errcode) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.25)
    const { api, asked } = create([{ errcode }])
    const failed = expect(api.get('/p', { a: '1' }, [])).rejects.toMatchObject({ code: 'wechat-refused', errcode })
    await vi.advanceTimersByTimeAsync(60_000)
    await failed
    expect(asked.map(({ at }) => at)).toEqual([0, 250, 750])
    expect(asked.every(({ url }) => url.pathname + url.search === '/p?a=1')).toBe(true)
  })

  test('the next answer is used', async () => {
    const { api } = create([{ errcode: -1 }, { ok: 1 }])
    const answer = api.get('/p', {}, [])
    await vi.advanceTimersByTimeAsync(1000)
    expect(await answer).toEqual({ ok: 1 })
  })

  test('another refusal is final', async () => {
    const { api, asked } = create([{ errcode: 40001 }])
    await expect(api.get('/p', {}, [])).rejects.toMatchObject({ errcode: 40001 })
    expect(asked).toHaveLength(1)
  })
})

test('control characters in a nickname are read unchanged', async () => {
  const text = '{"nickname":"a\u0001b\n \\" c\\\\","sex":1,\n"city":"茶"}'
  expect(await create([text]).api.get('/p', {}, [])).toEqual({ nickname: 'a\u0001b\n " c\\', sex: 1, city: '茶' })
})

test.each([
  ['Check the IP list. See v1.2.', 'check the IP list. See v1.2'],
  ['WeChat is busy.', 'WeChat is busy'],
  ['the App has no rights', 'the App has no rights'],
])('%j is continued after a colon as %j', (sentence, clause) => {
  expect(asClause(sentence)).toBe(clause)
})
