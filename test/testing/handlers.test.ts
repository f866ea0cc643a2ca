import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFakeWechatApi, type FakeHandler, type FakeWechat, installFakeWechat } from 'wechat-ready/testing'
import { call, configure, loadSdk, type Wx } from '../kit/sdk.ts'

// One language for what becomes of a message, in the fake client and in the fake HTTP API.

describe('a handler of the fake client', () => {
  let fake: FakeWechat
  let wx: Wx
  const outcome = async (params: object = { count: 1 }) => {
    const { errMsg, localIds } = await call(wx, 'chooseImage', params)
    return localIds ?? errMsg
  }

  beforeEach(async () => {
    history.replaceState(null, '', 'http://localhost:3000/')
    fake = installFakeWechat()
    wx = loadSdk()
    await configure(wx, fake.sign(location.href), ['chooseImage'])
  })
  afterEach(() => fake.uninstall())

  test.each([
    ['answer', (_, client) => client.answer({ localIds: ['a'] }), ['a']],
    ['answer, as the client sends it', (_, client) => client.answer({ err_msg: 'choose_image:fail_x' }), 'x'],
    ['cancel', (_, client) => client.cancel(), 'cancel'],
    ['refuse', (_, client) => client.refuse(), 'permission denied'],
    ['refuse in words', (_, client) => client.refuse('fail_no_camera'), 'no camera'],
    ['refuse in all the words', (_, client) => client.refuse('system:too_frequent'), 'too frequent'],
    ['next', (_, client) => client.next(), [expect.any(String)]],
    ['no act', () => undefined, [expect.any(String)]],
    ['a result', () => ({ localIds: ['a'] }), ['a']],
    ['the word cancel', () => 'cancel', 'cancel'],
    ['the word deny', () => 'deny', 'permission denied'],
    ['words', () => 'fail_no_camera', 'no camera'],
    ['a later act', async (_, client) => client.cancel(), 'cancel'],
    ['a later result', async () => ({ localIds: ['a'] }), ['a']],
  ] as [string, FakeHandler, unknown][])('can decide by: %s', async (_act, handler, expected) => {
    fake.on('chooseImage', handler)
    expect(await outcome()).toEqual(typeof expected === 'string' ? `chooseImage:${expected}` : expected)
  })

  test('that answers without a result gives default data, whatever an earlier handler says', async () => {
    fake.on('chooseImage', 'cancel')
    fake.on('chooseImage', (_call, client) => client.answer())
    expect(await outcome()).toEqual([expect.any(String)])
  })

  test.each([
    ['ignore', ((_, client) => client.ignore()) as FakeHandler, 0],
    ['the word never', 'never', 0],
    ['repeat', ((_, client) => client.repeat()) as FakeHandler, 2],
    ['the word twice', 'twice', 2],
  ])('can decide by: %s', async (_act, handler, times) => {
    vi.useFakeTimers()
    fake.on('chooseImage', handler)
    const answered = vi.fn()
    wx.invoke('chooseImage', { count: 1 }, answered)
    await vi.runAllTimersAsync()
    expect(answered).toHaveBeenCalledTimes(times)
    vi.useRealTimers()
  })

  test('receives the call', async () => {
    fake.on('chooseImage', ({ api, params, url }) => ({ localIds: [api, String(params.count), url] }))
    expect(await outcome({ count: 3 })).toEqual(['chooseImage', '3', 'http://localhost:3000/'])
  })

  test('can decide once only', async () => {
    const thrown: unknown[] = []
    fake.on('chooseImage', (_call, client) => {
      client.cancel()
      try {
        client.answer({})
      } catch (error) {
        thrown.push(error)
      }
    })
    expect(await outcome()).toBe('chooseImage:cancel')
    expect(thrown).toMatchObject([{ message: expect.stringContaining('"chooseImage" has decided already') }])
  })

  test('that was added last decides first, and next() passes to the one before', async () => {
    fake.on('chooseImage', 'cancel')
    const undo = fake.on('chooseImage', ({ params }, client) => (params.count === 1 ? client.next() : client.refuse()))
    expect([await outcome({ count: 1 }), await outcome({ count: 2 })]).toEqual([
      'chooseImage:cancel',
      'chooseImage:permission denied',
    ])
    undo()
    expect(await outcome({ count: 2 })).toBe('chooseImage:cancel')
  })

  test('with a number of times comes first, in order of addition', async () => {
    fake.on('chooseImage', 'fail_always')
    fake.on('chooseImage', 'cancel', { times: 2 })
    fake.on('chooseImage', 'deny', { times: 1 })
    const outcomes = [await outcome(), await outcome(), await outcome(), await outcome()]
    expect(outcomes.map((words) => String(words).slice('chooseImage:'.length))).toEqual([
      'cancel',
      'cancel',
      'permission denied',
      'always',
    ])
    expect(() => fake.on('chooseImage', 'cancel', { times: 0 })).toThrow('"times" must be at least 1')
  })

  test('decides a configuration in the same way', async () => {
    fake.on('config', (_call, client) => client.refuse('fail_require_subscribe'), { times: 1 })
    fake.on('config', (_call, client) => client.answer(), { times: 1 })
    const { errMsg, err_msg = errMsg } = await configure(wx, fake.sign(location.href), ['chooseImage'])
    expect(err_msg).toBe('pre_verify_jsapi:fail_require_subscribe')
    expect(await configure(wx, fake.sign('http://localhost:3000/other'), ['scanQRCode'])).toEqual({
      err_msg: 'pre_verify_jsapi:ok',
    })
  })

  test('is not called for a call without a grant, whose record says why', async () => {
    const asked = vi.fn()
    fake.on('scanQRCode', asked)
    expect(await call(wx, 'scanQRCode')).toMatchObject({ errMsg: 'scanQRCode:permission denied' })
    expect(asked).not.toHaveBeenCalled()
    expect(fake.calls.at(-1)?.explanation).toBe('scanQRCode is not granted at http://localhost:3000/')
  })

  test('the page finds the fake under a symbol until it is uninstalled', () => {
    const place = Symbol.for('wechat-ready/fake')
    expect(Reflect.get(window, place)).toBe(fake)
    fake.uninstall()
    expect(Reflect.has(window, place)).toBe(false)
  })
})

describe('a handler of the fake HTTP API', () => {
  const api = () => createFakeWechatApi({ appId: 'wx1', appSecret: 'secret' })
  const token = 'https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential&appid=wx1&secret=secret'
  const body = async (answered: Promise<Response>) => (await answered).json()

  test('can answer, refuse, set a status, disconnect or call next()', async () => {
    const { fetch, on } = api()
    on('token', (_request, server) => server.answer({ access_token: 'mine' }), { times: 1 })
    on('token', (_request, server) => server.answer(), { times: 1 })
    on('token', (_request, server) => server.refuse(45009), { times: 1 })
    on('token', (_request, server) => server.refuse(1, 'my words'), { times: 1 })
    on('token', (_request, server) => server.status(503), { times: 1 })
    on('token', (_request, server) => server.disconnect(), { times: 1 })
    on('token', 40013, { times: 1 })
    on('token', { access_token: 'short' }, { times: 1 })
    on('token', (_request, server) => server.next())
    expect(await body(fetch(token))).toEqual({ access_token: 'mine' })
    expect(await body(fetch(token))).toMatchObject({ expires_in: 7200 })
    expect(await body(fetch(token))).toMatchObject({ errcode: 45009, errmsg: expect.stringContaining('quota') })
    expect(await body(fetch(token))).toMatchObject({ errcode: 1, errmsg: expect.stringContaining('my words') })
    expect(await fetch(token)).toMatchObject({ status: 503 })
    await expect(fetch(token)).rejects.toThrow('fetch failed')
    expect(await body(fetch(token))).toMatchObject({ errcode: 40013 })
    expect(await body(fetch(token))).toEqual({ access_token: 'short' })
    expect(await body(fetch(token))).toMatchObject({ expires_in: 7200 })
  })

  test.each(['never', undefined] as const)(
    'can ignore a request, which then waits until its caller aborts (%s)',
    async (short) => {
      const { fetch, on } = api()
      const asked = vi.fn()
      on('token', short ?? ((_request, server) => server.ignore()))
      const controller = new AbortController()
      const answered = fetch(token, { signal: controller.signal }).catch((error) => error)
      answered.then(asked)
      await new Promise((resolve) => setImmediate(resolve))
      expect(asked).not.toHaveBeenCalled()
      controller.abort(new Error('given up'))
      expect(await answered).toMatchObject({ message: 'given up' })
    },
  )

  test('applies to a path and optionally a host, until it is undone', async () => {
    const { fetch, on, requests } = api()
    const undo = on('token', ({ host }, server) => server.refuse(host === 'api.weixin.qq.com' ? 1 : 2))
    on('ticket/getticket', 3)
    on('', 4, { host: 'api2.weixin.qq.com', times: 1 })
    expect(await body(fetch(token))).toMatchObject({ errcode: 1 })
    expect(await body(fetch(token.replace('api.', 'api2.')))).toMatchObject({ errcode: 4 })
    expect(await body(fetch(token.replace('api.', 'api2.')))).toMatchObject({ errcode: 2 })
    undo()
    expect(await body(fetch(token))).toMatchObject({ expires_in: 7200 })
    expect(requests.map(({ errcode }) => errcode)).toEqual([1, 4, 2, 0])
  })
})
