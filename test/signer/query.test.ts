import { describe, expect, test } from 'vitest'
import { readQuery } from '../../src/signer/query.ts'

const page = 'https://shop.example.com/?id=7&from=x'
const encoded = encodeURIComponent(page)
const read = (query: string) => readQuery(`/api/wechat/signature${query}`)

/** What URLSearchParams, axios 1.x and Angular 17 make of a parameter. */
const axios = (value: string) =>
  encodeURIComponent(value)
    .replace(/%3A/gi, ':')
    .replace(/%24/g, '$')
    .replace(/%2C/gi, ',')
    .replace(/%20/g, '+')
    .replace(/%5B/gi, '[')
    .replace(/%5D/gi, ']')
const angular = (value: string) =>
  encodeURIComponent(value).replace(/%(40|3A|24|2C|3B|3D|3F|2F)/gi, (code) => decodeURIComponent(code))

describe('the URL is read completely', () => {
  const list = 'https://shop.example.com/a,b/[c]?tags[]=$1&q=a+b%20c:d@e;f'

  test.each([
    ['as encodeURIComponent writes it', encodeURIComponent(list), list],
    ['as URLSearchParams writes it', new URLSearchParams({ url: list }).toString().slice(4), list],
    ['as axios writes it', axios(list), list],
    ['as Angular writes it', angular(list), list],
    ['with nothing in need of it', 'https://shop.example.com/things', 'https://shop.example.com/things'],
    ['with a raw ? at its end alone', 'https://shop.example.com/?id=7', 'https://shop.example.com/?id=7'],
  ])('%s', { tags: 'url-query' }, (_, value, url) => {
    expect(read(`?url=${value}`)).toEqual({ url, reason: undefined })
    expect(read(`?url=${value}&reason=route`)).toEqual({ url, reason: 'route' })
  })

  test.each([
    ['in front', `?shop=7&title=%E9%A3%9E+x&url=${encoded}`],
    ['behind', `?url=${encoded}&shop=7&_=1700000000000`],
    ['on both sides', `?a=1&url=${encoded}&reason=&b`],
    ['with a raw ? of its own', `?back=/x?y&url=${encoded}`],
    ['behind the fragment of nothing', `?url=${encoded}&`],
  ])("beside the app's own parameters: %s", (_, query) => {
    expect(read(query).url).toBe(page)
  })
})

describe('an incomplete URL is refused with the advice to encode it', () => {
  test.each([
    ['nobody encoded it', `?url=${page}`],
    ['nobody encoded it, and the reason is behind', `?url=${page}&reason=route`],
    ['a title of the page arrives as Chinese', '?url=https://shop.example.com/?title=%E9%A3%9E'],
    ['a space of the page arrives as one', '?url=https://shop.example.com/?q=a%20b'],
    ['a plus of the page arrives as a space', '?url=https://shop.example.com/?q=a+b'],
    ['a byte is no UTF-8', '?url=https://shop.example.com/?q=%E9'],
    ['a percent sign of the page stands alone', '?url=https://shop.example.com/?q=100%'],
    ['a control character', '?url=https%3A%2F%2Fshop.example.com%2F%7F'],
    ['Chinese arrives raw', '?url=https://shop.example.com/商品'],
  ])('%s', { tags: 'url-query' }, (_, query) => {
    expect(() => read(query)).toThrow(
      expect.objectContaining({
        code: 'invalid-url',
        status: 400,
        message: expect.stringMatching(/not encoded.*encodeURIComponent\(location\.href\)/),
      }),
    )
  })

  test('if the page has its own parameter "url"', () => {
    expect(() => read('?url=https://shop.example.com/?a=1&url=2')).toThrow('There are two "url" in the query')
  })

  test.each(['', '?', '?url=', '?reason=route', '?xurl=1', '#?'])('or reported as missing: %s', (query) => {
    expect(() => read(query)).toThrow('The URL to sign is missing')
  })
})

test.each(['&', '&reason', '&reason=', '&&reason=route&'])('a raw ? with %j behind it may stay', (behind) => {
  expect(read(`?url=https://shop.example.com/?id=7${behind}`).url).toBe('https://shop.example.com/?id=7')
})

test.each(['&x', '&xreason=route', '&reasons=1'])('a raw ? with %j behind it is refused', (behind) => {
  expect(() => read(`?url=https://shop.example.com/?id=7${behind}`)).toThrow('was not encoded')
})

test.each(['/signature', `url=${encoded}`, `/url=${encoded}`, '/signature?', '?url='])(
  'without a query there is no URL: %s',
  (address) => {
    expect(() => readQuery(address)).toThrow('The URL to sign is missing')
  },
)

test('a query alone is enough', () => {
  expect(readQuery(`?url=${encoded}`).url).toBe(page)
})
