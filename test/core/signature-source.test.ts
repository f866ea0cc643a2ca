import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { WechatError } from 'wechat-ready'
import { rejection } from '../kit/errors.ts'
import { LANDING, openInWechat, runOut, wechatOf } from '../kit/page.ts'
import { turnableTime } from '../kit/time.ts'

const ENDPOINT = 'http://localhost:3000/api/wechat/signature'
const server = setupServer()

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

describe('a signature endpoint', () => {
  test('receives the encoded URL and the reason', { tags: 'signature-source' }, async () => {
    const fake = openInWechat()
    const asked: string[] = []
    server.use(
      http.get(ENDPOINT, ({ request }) => {
        asked.push(request.url)
        return HttpResponse.json(fake.sign(new URL(request.url).searchParams.get('url') ?? ''))
      }),
    )
    await wechatOf({ signature: '/api/wechat/signature' }).ready()
    await wechatOf({ signature: '/api/wechat/signature?account=2' }).ready()
    const query = `url=${encodeURIComponent(LANDING)}&reason=initial`
    expect(asked).toEqual([`${ENDPOINT}?${query}`, `${ENDPOINT}?account=2&${query}`])
  })

  const signed = { appId: 'wx1', timestamp: 1414587457, nonceStr: 'n', signature: 'f'.repeat(40) }
  test.each<[string, () => Response | Promise<Response>, string, RegExp]>([
    ['500', () => new HttpResponse('out of order', { status: 500 }), 'signature-request-failed', /500 out of order/],
    [
      'an error of the signer',
      () => HttpResponse.json({ error: { code: 'origin-not-allowed', message: 'not on the list' } }, { status: 403 }),
      'signature-request-failed',
      /403 .*origin-not-allowed.*not on the list/,
    ],
    ['HTML', () => HttpResponse.html('<!doctype html>'), 'signature-response-invalid', /no appId in <!doctype html>/],
    ['{}', () => HttpResponse.json({}), 'signature-response-invalid', /appId in {}/],
    ['nothing', () => new HttpResponse(null), 'signature-response-invalid', /appId/],
    ['null', () => HttpResponse.json(null), 'signature-response-invalid', /appId/],
    [
      'no timestamp',
      () => HttpResponse.json({ ...signed, timestamp: 'soon' }),
      'signature-response-invalid',
      /timestamp/,
    ],
    ...['1414587457 s', 'at 1414587457'].map((timestamp): [string, () => Response, string, RegExp] => [
      `the timestamp ${timestamp}`,
      () => HttpResponse.json({ ...signed, timestamp }),
      'signature-response-invalid',
      /timestamp/,
    ]),
    [
      'a long page',
      () => HttpResponse.html('x'.repeat(1000)),
      'signature-response-invalid',
      /no appId in x{286,288}[^x]/,
    ],
    [
      'noncestr',
      () => HttpResponse.json({ ...signed, nonceStr: undefined, noncestr: 'n' }),
      'signature-response-invalid',
      /nonceStr/,
    ],
    ['no signature', () => HttpResponse.json({ ...signed, signature: '' }), 'signature-response-invalid', /signature/],
    ['objects', () => HttpResponse.json({ ...signed, appId: {} }), 'signature-response-invalid', /appId/],
    ['nobody there', () => HttpResponse.error(), 'signature-request-failed', /TypeError/],
    ['too late', () => new Promise<Response>(() => {}), 'signature-timeout', /10000 ms/],
  ])('that answers %s', async (_, answer, code, message) => {
    turnableTime()
    const fake = openInWechat()
    server.use(
      http.get(ENDPOINT, ({ request }) =>
        HttpResponse.json(fake.sign(new URL(request.url).searchParams.get('url') ?? '')),
      ),
    )
    server.use(http.get(ENDPOINT, answer, { once: true }))
    const wechat = wechatOf({ signature: ENDPOINT })
    const rejected = rejection(wechat.ready())
    if (code === 'signature-timeout') await runOut(wechat, 'signature')
    const error = await rejected
    expect(error).toMatchObject({ code, urls: [LANDING] })
    expect(String(error)).toMatch(message)
    expect(fake.configurations).toEqual([])
    await expect(wechat.ready(), 'once the fault is gone').resolves.toMatchObject({ signedUrl: LANDING })
  })
})

test('a signature endpoint is aborted after its time-out', async () => {
  turnableTime()
  openInWechat()
  const fetch = vi.fn((_url: string, _init: RequestInit) => new Promise(() => {}))
  vi.stubGlobal('fetch', fetch)
  const wechat = wechatOf({ signature: ENDPOINT })
  const error = rejection(wechat.ready())
  await runOut(wechat, 'signature')
  expect(await error).toMatchObject({ code: 'signature-timeout' })
  expect(fetch.mock.calls.map(([, { signal }]) => signal?.aborted)).toEqual([true])
})

describe('a signature function', () => {
  test('receives the URL, the reason, and a signal that is aborted after the time-out', {
    tags: 'signature-source',
  }, async () => {
    turnableTime()
    openInWechat()
    let given: { url: string; reason: string; signal: AbortSignal } | undefined
    const wechat = wechatOf({
      signature: (url, context) => {
        given = { url, ...context }
        return new Promise(() => {})
      },
    })
    const error = rejection(wechat.ready())
    await runOut(wechat, 'signature')
    expect(await error).toMatchObject({ code: 'signature-timeout' })
    expect(given).toMatchObject({ url: LANDING, reason: 'initial', signal: { aborted: true } })
  })

  test.each([
    [
      'that throws',
      () => {
        throw new Error('no network')
      },
    ],
    ['that rejects', () => Promise.reject(new Error('no network'))],
  ])('%s: signature-request-failed with its error as the cause', async (_, signature) => {
    openInWechat()
    const error = await rejection(wechatOf({ signature }).ready())
    expect(error).toMatchObject({ code: 'signature-request-failed', cause: { message: 'no network' } })
    expect(String(error)).toContain('no network')
  })

  test('that rejects with a WechatError: that error', async () => {
    openInWechat()
    const mine = new WechatError('not-verified', 'mine')
    expect(await rejection(wechatOf({ signature: () => Promise.reject(mine) }).ready())).toBe(mine)
  })
})
