import { describe, expect, test } from 'vitest'
import { createCookies, type LoginCookie, visitOf } from '../../src/login/cookies.ts'
import { digest } from '../../src/login/crypto.ts'
import { proofOf } from '../../src/login/state.ts'

const cookies = createCookies('https://a.example/callback')
const nonce = '0123456789abcdef0123456789abcdef'
const startedAt = 1_700_000_000_000
const login: LoginCookie = { id: 'a'.repeat(20), nonce, turn: 1, startedAt }
const finished = { at: startedAt + 5000, visit: '89abcdef', shift: 0 }
const name = (one: LoginCookie) => `__Host-wechat-login-${one.id}`

const requestWith = (cookie: string) => new Request('https://a.example/', { headers: { cookie } })
const pairOf = (setCookie = '') => setCookie.split(';')[0] ?? ''
const begun = (one: LoginCookie) => pairOf(cookies.begin(one, undefined)[0])

describe('the cookie of a login', () => {
  test('lives for ten minutes, or for five after the login is finished', () => {
    const attributes = '; Path=/; HttpOnly; SameSite=Lax; Secure'
    const value = `1${startedAt.toString(36).padStart(9, '0')}${nonce}`
    expect(cookies.begin(login, undefined)).toEqual([`${name(login)}=${value}; Max-Age=600${attributes}`])
    const end = `.${finished.at.toString(36).padStart(9, '0')}89abcdef`
    expect(cookies.finish(login, finished)).toBe(`${name(login)}=${value}${end}; Max-Age=300${attributes}`)
    expect(cookies.finish(login, { ...finished, shift: -4 })).toBe(
      `${name(login)}=${value}${end}-4; Max-Age=300${attributes}`,
    )
  })

  test('has neither prefix nor Secure on http', () => {
    const [cookie] = createCookies('http://localhost/https:').begin(login, undefined)
    expect(cookie).toMatch(/^wechat-login-a+=\w+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('is found by its id and the proof of its nonce', async () => {
    const other = { ...login, id: 'b'.repeat(20) }
    const request = requestWith(`x; session=1; ${begun(other)};${begun(login)}`)
    expect(await cookies.find(request, { id: login.id, proof: await proofOf(nonce) })).toMatchObject(login)
    expect(await cookies.find(request, { id: login.id, proof: 'other' })).toBeUndefined()
    expect(await cookies.find(request, { id: 'c'.repeat(20), proof: await proofOf(nonce) })).toBeUndefined()
    expect(await cookies.find(new Request('https://a.example/'), { id: login.id, proof: '' })).toBeUndefined()
  })

  test('is found beside one of the same name from another sub-domain', async () => {
    const request = requestWith(`${begun({ ...login, nonce: 'f'.repeat(32) })}; ${begun(login)}`)
    expect(await cookies.find(request, { id: login.id, proof: await proofOf(nonce) })).toMatchObject(login)
  })

  test('contains the finished login', async () => {
    const request = requestWith(pairOf(cookies.finish({ ...login, turn: 2 }, { ...finished, shift: -12 })))
    expect(await cookies.find(request, { id: login.id, proof: await proofOf(nonce) })).toMatchObject({
      ...login,
      turn: 2,
      finished: { ...finished, shift: -12 },
    })
  })

  test.each([
    ['a value of another kind', 'abc'],
    ['a turn 0', `0${'a'.repeat(9)}${nonce}`],
    ['more behind it', `1${'a'.repeat(9)}${nonce}!`],
    ['something before it', `x1${'a'.repeat(9)}${nonce}`],
    ['no nonce', `1${'a'.repeat(9)}`],
  ])('is ignored with %s', async (_, value) => {
    const request = requestWith(`${name(login)}=${value}`)
    expect(await cookies.find(request, { id: login.id, proof: await proofOf(nonce) })).toBeUndefined()
    expect(cookies.finishedTurns(request)).toEqual([])
  })
})

describe('a return URL in a cookie', () => {
  const address = 'https://a.example/a;b,c"d\\e!f?g=%20#h'

  test('is read back unchanged, and written without characters that a cookie must not have', () => {
    const pair = begun({ ...login, address })
    expect(pair).toMatch(/^[^;," \\]+$/)
    expect(pair).toContain('~https://a.example/a!3bb!2cc!22d!5ce!21f?g=%20#h')
    expect(cookies.addressOf(requestWith(pair), login.id)).toEqual([address])
  })

  test('belongs to its own login only', () => {
    const other = { ...login, id: 'b'.repeat(20) }
    const request = requestWith(`${begun({ ...login, address })}; ${begun(other)}`)
    expect(cookies.addressOf(request, other.id)).toEqual([])
    expect(cookies.addressOf(request, 'c'.repeat(20))).toEqual([])
  })

  test('has room beside a pending login up to 2643 characters, escaped ones counted as three', () => {
    const request = requestWith(`session=1; ${begun(login)}`)
    const lengths = [2643, 2644].map((length) => 'a'.repeat(length))
    const escaped = [2640, 2641].map((length) => `${'a'.repeat(length)};`)
    expect([...lengths, ...escaped].map((one) => cookies.hasRoomFor(one, request))).toEqual([true, false, true, false])
  })
})

describe('finished logins', () => {
  const request = requestWith(`${pairOf(cookies.finish(login, finished))}; ${begun({ ...login, id: 'b'.repeat(20) })}`)

  test('are listed with their turns', () => {
    const { at: finishedAt, visit, shift } = finished
    expect(cookies.finishedTurns(request)).toEqual([{ visit, turn: 1, startedAt, finishedAt, shift }])
    expect(cookies.finishedTurns(undefined)).toEqual([])
  })

  test('are removed, pending ones are not', () => {
    expect(cookies.forgetTurns(request)).toEqual([`${name(login)}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure`])
  })
})

test('a start drops cookies that do not fit beside its own, finished ones first', () => {
  const long = (id: string) => ({ ...login, id: id.repeat(20), address: `https://a.example/${'a'.repeat(1250)}` })
  const pairs = [begun(long('b')), begun(long('c')), pairOf(cookies.finish({ ...login, id: 'd'.repeat(20) }, finished))]
  const [own, ...dropped] = cookies.begin(login, requestWith(pairs.join('; ')))
  expect(own).toMatch(/Max-Age=600/)
  expect(dropped.map((cookie) => /login-(\w)/.exec(cookie)?.[1])).toEqual(['d'])
  const two = cookies.begin(long('e'), requestWith(pairs.join('; '))).slice(1)
  expect(two.map((cookie) => /login-(\w).*=; Max-Age=0/.exec(cookie)?.[1])).toEqual(['d', 'b'])
})

test('a start drops no cookie while all together have at most 2900 bytes', () => {
  const ofSize = (size: number) => {
    const long = { ...login, id: 'b'.repeat(20), address: 'https://a.example/' }
    return { ...long, address: long.address.padEnd(size - begun(long).length - 2 + long.address.length, 'a') }
  }
  const [fits, not] = [ofSize(2900 - 107), ofSize(2900 - 106)]
  for (const [first, second] of [
    [login, fits],
    [fits, login],
  ] as const)
    expect(cookies.begin(second, requestWith(begun(first)))).toHaveLength(1)
  for (const [first, second] of [
    [login, not],
    [not, login],
  ] as const)
    expect(cookies.begin(second, requestWith(begun(first)))).toHaveLength(2)
})

test('a visit is identified by account, scope and URL', async () => {
  expect(await visitOf('wx1', 'snsapi_base', 'https://a.example/')).toBe(
    await digest('wx1\nsnsapi_base\nhttps://a.example/', 8),
  )
})
