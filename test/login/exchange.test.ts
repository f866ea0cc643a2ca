import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { memoryStore, type SignerStore } from 'wechat-ready/signer'
import { MINUTE } from '../kit/time.ts'
import { appId, appSecret, createBrowser, createPair, page } from './setup.ts'

/** A login that WeChat has just sent back, and two servers that share a store. */
async function comeBack(more: { store?: SignerStore } = {}) {
  const pair = createPair(more)
  const browser = createBrowser()
  const back = await browser.authorize(pair.api, await pair.login.start({ returnTo: page }))
  const finish = (login = pair.login) => login.finish(browser.request(back)).then(({ openid }) => openid)
  return { ...pair, browser, back, finish }
}

const settled = async (finishes: Promise<string>[]) =>
  (await Promise.allSettled(finishes)).map((result) =>
    result.status === 'fulfilled' ? result.value : result.reason.code,
  )

describe('a code', () => {
  test('of ten requests at once is exchanged once, and all ten are answered', {
    tags: 'login-exchange',
  }, async () => {
    const { api, finish, exchanges } = await comeBack()
    const answers = await Promise.all(Array.from({ length: 10 }, () => finish()))
    expect(answers).toEqual(Array(10).fill(api.visitor.openid))
    expect(exchanges()).toBe(1)
  })

  test('is answered again for five minutes, and not later', { tags: 'login-exchange' }, async () => {
    const { api, browser, finish, exchanges, login, back } = await comeBack()
    browser.keep(await login.finish(browser.request(back)))
    api.advance(5 * MINUTE)
    expect(await finish()).toBe(api.visitor.openid)
    api.advance(1)
    await expect(finish()).rejects.toMatchObject({ code: 'state-invalid', reason: 'used' })
    expect(exchanges()).toBe(1)
  })

  test('is exchanged once by two servers that share the store', async () => {
    const store = memoryStore()
    const { api, finish, exchanges } = await comeBack({ store })
    const other = createPair({ store, fetch: api.fetch, now: api.now }).login
    expect(await settled([finish(), finish(other), finish(), finish(other)])).toEqual(Array(4).fill(api.visitor.openid))
    expect(exchanges()).toBe(1)
  })

  test('that WeChat refused is not sent again', async () => {
    const { api, finish, exchanges } = await comeBack()
    const lift = api.fail({ path: 'access_token', errcode: 40029 })
    expect(await settled([finish(), finish(), finish()])).toEqual(Array(3).fill('code-invalid'))
    lift()
    await expect(finish()).rejects.toMatchObject({ code: 'code-invalid', errcode: 40029 })
    expect(exchanges()).toBe(1)
  })

  test('that WeChat has received without a valid answer is not sent again', async () => {
    const { api, finish, exchanges } = await comeBack()
    const lift = api.fail({ path: 'access_token', body: '{"access_token":"token"}' })
    expect(await settled([finish(), finish()])).toEqual(['wechat-reply-invalid', 'wechat-reply-invalid'])
    lift()
    const message = 'WeChat answered without openid'
    await expect(finish()).rejects.toMatchObject({ code: 'wechat-reply-invalid', message })
    expect(exchanges()).toBe(1)
  })

  test('that comes with another code after the end of its login is refused as used', async () => {
    const { api, browser, back, login, finish, exchanges } = await comeBack()
    await finish()
    const other = back.replace(/code=\w+/, `code=${api.oauthCode()}`)
    await expect(login.finish(browser.request(other))).rejects.toMatchObject({ code: 'state-invalid', reason: 'used' })
    expect(exchanges()).toBe(1)
  })

  test('of a finished login is refused as used while another login finishes', async () => {
    const { api, browser, back, login, finish } = await comeBack()
    await finish()
    const second = await browser.authorize(api, await login.start({ returnTo: page }))
    const other = back.replace(/code=\w+/, `code=${api.oauthCode()}`)
    const both = [second, other].map((url) => login.finish(browser.request(url)))
    const [first, refused] = await Promise.allSettled(both)
    expect(first).toMatchObject({ status: 'fulfilled' })
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'state-invalid', reason: 'used' } })
  })

  test('that could not be sent to WeChat may be tried again', async () => {
    const { api, finish } = await comeBack()
    const lift = api.fail({ network: true })
    expect(await settled([finish(), finish()])).toEqual(['wechat-unreachable', 'wechat-unreachable'])
    lift()
    expect(await finish()).toBe(api.visitor.openid)
  })

  test.each([48001, 50002, -1])(
    'whose user WeChat refuses with %i logs the visitor in by openid',
    { tags: 'login-user' },
    async (errcode) => {
      const { api, login, errors, exchanges } = createPair({}, { consent: 'allow' })
      const browser = createBrowser()
      const back = await browser.authorize(api, await login.start({ returnTo: page, scope: 'snsapi_userinfo' }))
      api.fail({ path: 'userinfo', errcode })
      const visitor = await login.finish(browser.request(back))
      expect(visitor).toMatchObject({ openid: api.visitor.openid, returnTo: page })
      expect(visitor.user).toBeUndefined()
      expect(errors).toEqual([expect.objectContaining({ name: 'LoginError', errcode })])
      expect(exchanges()).toBe(1)
    },
  )

  test('is exchanged once if the same state comes with two codes at once', async () => {
    const { api, browser, back, login, exchanges } = await comeBack()
    const other = back.replace(/code=\w+/, `code=${api.oauthCode()}`)
    const visits = [back, other].map((url) => login.finish(browser.request(url)))
    const openids = (await Promise.all(visits)).map(({ openid }) => openid)
    expect(openids).toEqual([api.visitor.openid, api.visitor.openid])
    expect(exchanges()).toBe(1)
  })

  test('is exchanged once if the later of two callbacks overtakes the earlier one', async () => {
    const { api, browser, back, login, exchanges } = await comeBack()
    const other = back.replace(/code=\w+/, `code=${api.oauthCode()}`)
    const { sign } = crypto.subtle
    let goOn = () => {}
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const slow = vi.spyOn(crypto.subtle, 'sign').mockImplementationOnce(async (...args) => {
      await held
      return sign.apply(crypto.subtle, args)
    })
    onTestFinished(() => slow.mockRestore())
    const [earlier, later] = [back, other].map((url) => login.finish(browser.request(url)))
    expect((await later)?.openid).toBe(api.visitor.openid)
    goOn()
    expect((await earlier)?.openid).toBe(api.visitor.openid)
    expect(exchanges()).toBe(1)
  })

  test('that another program has exchanged is reported as used', async () => {
    const { api, back, finish } = await comeBack()
    const code = new URL(back).searchParams.get('code')
    const query = `appid=${appId}&secret=${appSecret}&code=${code}&grant_type=authorization_code`
    await api.fetch(`https://api.weixin.qq.com/sns/oauth2/access_token?${query}`)
    await expect(finish()).rejects.toMatchObject({ code: 'code-used', errcode: 40163 })
  })
})

describe('a store', () => {
  const gone = () => Promise.reject(Object.assign(new Error('secret words'), { code: 'ECONNREFUSED' }))

  test('that cannot be reached causes a clear error before the exchange', async () => {
    const { finish, exchanges } = await comeBack({ store: { get: gone, set: gone, lease: gone } })
    const error = {
      code: 'store-unreachable',
      status: 503,
      message: 'The store of the logins does not answer (ECONNREFUSED)',
    }
    await expect(finish()).rejects.toMatchObject(error)
    expect(exchanges()).toBe(0)
  })

  test('that rejects writes does not prevent the login', async () => {
    const { api, finish, errors } = await comeBack({ store: { ...memoryStore(), set: gone } })
    expect(await finish()).toBe(api.visitor.openid)
    expect(errors).toEqual([expect.objectContaining({ code: 'store-unreachable' })])
  })

  test.each([
    ...['{"code":', '{}', '{"at":1,"code":"c"}', '{"at":1,"visitor":{"openid":"x"}}'],
    ...['{"code":"c","visitor":{"openid":"x"}}', '{"at":"1","code":"c","failure":{}}', '{"visitor":{"openid":"x"}}'],
  ])('with an invalid value is treated as empty: %s', async (nonsense) => {
    const store = { ...memoryStore(), get: async () => nonsense }
    const { api, finish } = await comeBack({ store })
    expect(await finish()).toBe(api.visitor.openid)
  })

  test('contains neither code nor token', async () => {
    const kept: string[] = []
    const memory = memoryStore()
    const set: SignerStore['set'] = (key, value, ttl) => {
      kept.push(key + value)
      return memory.set(key, value, ttl)
    }
    const { back, finish } = await comeBack({ store: { ...memory, set } })
    await finish()
    expect(kept).toHaveLength(1)
    expect(kept.join()).not.toContain(String(new URL(back).searchParams.get('code')))
    expect(kept.join()).not.toContain('token')
  })
})
