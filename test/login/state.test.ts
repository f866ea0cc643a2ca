import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createStates, proofOf } from '../../src/login/state.ts'
import { MINUTE } from '../kit/time.ts'
import { createBrowser, createPair, page } from './setup.ts'

const invalid = { name: 'LoginError', code: 'state-invalid', status: 400 }

/** A login that WeChat has just sent back. */
async function comeBack() {
  const pair = createPair()
  const browser = createBrowser()
  const back = await browser.authorize(pair.api, await pair.login.start({ returnTo: page }))
  const finish = (url = back, by = browser) => pair.login.finish(by.request(url))
  return { ...pair, browser, back, finish }
}

const replace = (url: string, name: string, value: string) => {
  const changed = new URL(url)
  changed.searchParams.set(name, value)
  return changed.href
}
const stateOf = (url: string) => new URL(url).searchParams.get('state') ?? ''

describe('a state is refused without an exchange', { tags: 'login-state' }, () => {
  test('in another browser', async () => {
    const { api, login, back, finish, exchanges } = await comeBack()
    await expect(finish(back, createBrowser())).rejects.toMatchObject(invalid)
    // Not even in one that has a login of its own under way.
    const other = createBrowser()
    await other.authorize(api, await login.start({ returnTo: page }))
    await expect(finish(back, other)).rejects.toMatchObject(invalid)
    expect(exchanges()).toBe(0)
  })

  test("with an attacker's code", async () => {
    const { api, login, back, finish, exchanges } = await comeBack()
    const attacker = createBrowser()
    const theirs = await attacker.authorize(api, await login.start({ returnTo: page }))
    // Their whole address, sent as a link; and their code beside a state that was used here before.
    await expect(finish(theirs)).rejects.toMatchObject(invalid)
    await finish()
    const code = new URL(theirs).searchParams.get('code') ?? ''
    await expect(finish(replace(back, 'code', code))).rejects.toMatchObject(invalid)
    expect(exchanges()).toBe(1)
  })

  test('with a code that came with another state before', async () => {
    const { api, login, browser, back, finish, exchanges } = await comeBack()
    await finish()
    const second = await browser.authorize(api, await login.start({ returnTo: page }))
    const code = new URL(back).searchParams.get('code') ?? ''
    await expect(finish(replace(second, 'code', code))).rejects.toMatchObject({
      ...invalid,
      reason: 'used',
      returnTo: page,
    })
    expect(exchanges()).toBe(1)
  })

  test('after ten minutes', async () => {
    const { api, finish, exchanges } = await comeBack()
    api.advance(10 * MINUTE + 1000)
    await expect(finish()).rejects.toMatchObject({ ...invalid, reason: 'late', returnTo: page })
    expect(exchanges()).toBe(0)
  })

  test('from the future', async () => {
    const { api, finish, exchanges } = await comeBack()
    api.advance(-2 * MINUTE)
    await expect(finish()).rejects.toMatchObject({ ...invalid, reason: 'future', returnTo: page })
    expect(exchanges()).toBe(0)
  })

  test('with any one character changed', async () => {
    const { back, finish, exchanges } = await comeBack()
    const state = stateOf(back)
    for (let at = 0; at < state.length; at++) {
      const other = state[at] === '0' ? '1' : '0'
      const changed = state.slice(0, at) + other + state.slice(at + 1)
      await expect(finish(replace(back, 'state', changed))).rejects.toMatchObject(invalid)
    }
    expect(exchanges()).toBe(0)
  })

  test.each([
    ['none', () => ''],
    ['an empty one', () => '&state='],
    ['a foreign one', () => '&state=STATE'],
    ['a shorter one', (state: string) => `&state=${state.slice(0, -1)}`],
    ['one with something before it', (state: string) => `&state=0${state}`],
    ['one in capitals', (state: string) => `&state=${state.toUpperCase()}`],
    ['a foreign one behind it', (state: string) => `&state=${state}&state=STATE`],
  ])('given as %s', async (_, query) => {
    const { back, finish, exchanges } = await comeBack()
    const url = back.replace(/&state=\w+/, query(stateOf(back)))
    expect(url).not.toBe(back)
    await expect(finish(url)).rejects.toMatchObject(invalid)
    expect(exchanges()).toBe(0)
  })

  test.each([
    ['the page', (address: string) => address.replace('/things/7', '/things/8')],
    ['the site', (address: string) => address.replace('shop.example.com', 'evil.example.com')],
    ['everything', () => ''],
    ['its coding', () => '%E4'],
  ])('if the return URL is changed in %s', async (_, change) => {
    const { back, finish, exchanges } = await comeBack()
    const address = Buffer.from(new URL(back).searchParams.get('login_to') ?? '', 'base64url').toString()
    expect(address).toBe(page)
    const changed = Buffer.from(change(address)).toString('base64url')
    await expect(finish(replace(back, 'login_to', changed))).rejects.toMatchObject(invalid)
    expect(exchanges()).toBe(0)
  })

  test('if the return URL is there twice', async () => {
    const { back, finish, exchanges } = await comeBack()
    const twice = `${back}&login_to=${new URL(back).searchParams.get('login_to')}`
    await expect(finish(twice)).rejects.toMatchObject(invalid)
    expect(exchanges()).toBe(0)
  })

  test.each([
    ['the nonce', (value: string) => value.replace(/[0-9a-f]{32}$/, '0'.repeat(32))],
    ['its length', (value: string) => value.slice(1)],
    ['everything', () => 'x'],
    ['a half escape', (value: string) => `${value}%`],
  ])('if the cookie is changed in %s', async (_, change) => {
    const { browser, finish, exchanges } = await comeBack()
    for (const [name, value] of browser.jar) browser.jar.set(name, change(value))
    await expect(finish()).rejects.toMatchObject(invalid)
    expect(exchanges()).toBe(0)
  })

  test.each([
    ['another secret', { stateSecret: 'another' }],
    ['another account', { appId: 'wxfedcba9876543210' }],
    ['another callback', { callbackUrl: 'https://shop.example.com/other' }],
  ])('if it was made for %s', async (_, more) => {
    const { browser, back, exchanges } = await comeBack()
    const { login } = createPair(more)
    await expect(login.finish(browser.request(back))).rejects.toMatchObject(invalid)
    expect(exchanges()).toBe(0)
  })
})

test.each([
  ['with a home page behind it, as a browser appends it', (url: string) => `${url}http://www.maxthon.cn/`],
  ['behind another state and another code', (url: string) => url.replace('?', '?state=open&code=SAVE10&')],
])('a state is accepted %s', async (_, change) => {
  const { api, back, finish, exchanges } = await comeBack()
  expect(await finish(change(back))).toMatchObject({ openid: api.visitor.openid })
  expect(exchanges()).toBe(1)
})

test('a state is accepted until ten minutes, less a second', async () => {
  const { api, login, browser, finish } = await comeBack()
  api.advance(10 * MINUTE - 1000)
  // WeChat took its time, and its code is fresh.
  const state = stateOf(await browser.authorize(api, await login.start({ returnTo: page })))
  expect(state).toMatch(/^[A-Za-z0-9]{1,128}$/)
  await expect(finish()).rejects.toMatchObject({ code: 'code-expired' })
})

test('without cookies the error says that they are off', async () => {
  const { back, finish } = await comeBack()
  await expect(finish(back, createBrowser())).rejects.toThrow(/Cookies are off/)
})

test('each state is unique', async () => {
  const { login } = createPair()
  const starts = await Promise.all(Array.from({ length: 100 }, () => login.start({ returnTo: page })))
  expect(new Set(starts.map(({ headers }) => headers.get('location'))).size).toBe(100)
})

test('a state is written and signed as in other versions, so servers can be updated in turn', async () => {
  const [id, nonce] = ['0123456789abcdef0123', 'f'.repeat(32)]
  const account = { appId: 'wx1', callbackUrl: 'https://a.example/callback', stateSecret: 'secret' }
  const login = {
    startedAt: 1_700_000_000_000,
    round: 2,
    scope: 'snsapi_userinfo',
    place: 'store',
    isOwnAddress: true,
  } as const
  const head = `${id}${login.startedAt.toString(36).padStart(9, '0')}2usr${await proofOf(nonce)}`
  const covered = ['wechat-ready login', 'wx1', account.callbackUrl, login.scope, head, page].join('\n')
  const mac = createHmac('sha256', 'secret').update(covered).digest('hex').slice(0, 32)
  expect(await createStates(account).issue({ ...login, id, nonce }, page)).toBe(head + mac)
})

test("a state records if its return URL is the request's own or was given by a page", async () => {
  const { login } = createPair()
  const start = await login.start({ returnTo: page })
  const guarded = await login.guard(new Request(page), false)
  const states = [start, guarded].map((response) => stateOf(`${response?.headers.get('location')}`).slice(29, 33))
  expect(states).toEqual(['1bqg', '1bqr'])
})
