import { describe, expect, test } from 'vitest'
import { checkReturnTo, publicOrigin, targetOf } from '../../src/login/address.ts'
import { createAllowList } from '../../src/server/allow-list.ts'

const allowed = createAllowList(['https://shop.example.com', 'http://test.example.com'])
const page = 'https://shop.example.com/'
const form =
  "pass the page's whole address as location.href spells it, through encodeURIComponent where it is a parameter"

describe('a return URL', () => {
  test.each<[unknown, string]>([
    [undefined, `"returnTo" is missing: ${form}`],
    ['', `"returnTo" is missing: ${form}`],
    [7, `"returnTo" is missing: ${form}`],
    ['https://evil.example/', `"returnTo" is not a page of allowedOrigins, or not spelled as a browser does: ${form}`],
    [`${page}a b`, `"returnTo" is not a page of allowedOrigins, or not spelled as a browser does: ${form}`],
    [`${page}\ud83d`, '"returnTo" has half a character in it'],
    [page.padEnd(4001, 'a'), '"returnTo" is longer than 4000 characters'],
  ])('%.40j is refused: %s', (address, message) => {
    expect(() => checkReturnTo(address, allowed)).toThrow(
      expect.objectContaining({ name: 'LoginError', code: 'invalid-return-to', message }),
    )
  })

  test.each([page.padEnd(4000, 'a'), `${page}?b=%20&c=d#/e?f`])('%.60s is kept unchanged', (address) => {
    expect(checkReturnTo(address, allowed)).toBe(address)
  })

  test('has non-ASCII letters percent-encoded, surrogate pairs included', () => {
    expect(checkReturnTo(`${page}茶/😀?é`, allowed)).toBe(`${page}%E8%8C%B6/%F0%9F%98%80?%C3%A9`)
  })
})

describe('the public origin', () => {
  const callback = new URL('https://shop.example.com/login/callback')
  test.each([
    ['http://shop.example.com/a', 'https://shop.example.com'],
    ['http://test.example.com/a', 'http://test.example.com'],
    ['https://evil.example/a', 'https://shop.example.com'],
  ])('of a request to %s is %s', (url, origin) => {
    expect(publicOrigin(new Request(url), callback, allowed)).toBe(origin)
  })

  test('has the scheme of the callback if that of the request is not allowed', () => {
    const other = new URL('http://login.example.com/callback')
    expect(publicOrigin(new Request('https://test.example.com/a'), other, allowed)).toBe('http://test.example.com')
  })

  test('is the callback’s if the hosts are equal, whatever is allowed', () => {
    expect(
      publicOrigin(new Request('http://shop.example.com'), callback, createAllowList(['http://shop.example.com'])),
    ).toBe('https://shop.example.com')
  })
})

test('the target of a request is its path and query, unchanged', () => {
  const targets = ['https://a.example/b%20c?d=https://e.example/#f', 'https://a.example/', 'https://a.example?b'].map(
    (url) => targetOf({ url } as Request),
  )
  expect(targets).toEqual(['/b%20c?d=https://e.example/', '/', '?b'])
})
