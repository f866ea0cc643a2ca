import { expect, test } from 'vitest'
import { createBrowser, createPair, page } from './setup.ts'

async function roundTrip(returnTo: string) {
  const { api, login } = createPair()
  const browser = createBrowser()
  const back = await browser.authorize(api, await login.start({ returnTo }))
  return (await login.finish(browser.request(back))).returnTo
}

test.each([
  'https://shop.example.com',
  'https://shop.example.com/',
  page,
  `${page}#/x`,
  'https://shop.example.com/?a=1#/list?tab=2&q=a;b,c"d\\e%25',
  'https://shop.example.com/%E5%95%86%E5%93%81?x=a%3Ab+c&y=%2F%2f',
  'https://a.b.example.org/?back=https://evil.com/',
  `https://shop.example.com/?${'x'.repeat(2900)}`,
])('%s is returned byte for byte', { tags: 'login-return' }, async (url) => {
  expect(await roundTrip(url)).toBe(url)
})

test('letters outside ASCII are percent-encoded in the return URL', async () => {
  expect(await roundTrip('https://shop.example.com/商品#/茶')).toBe(
    'https://shop.example.com/%E5%95%86%E5%93%81#/%E8%8C%B6',
  )
})

test.each([
  ['nothing', ''],
  ['a path', '/things/7'],
  ['a host without a scheme', '//evil.com/'],
  ['a backslash for a host', '/\\evil.com'],
  ['another origin', 'https://evil.com/'],
  ['another scheme', 'http://shop.example.com/'],
  ['a script', 'javascript:alert(1)'],
  ['data', 'data:text/html,<script>alert(1)</script>'],
  ['user info', 'https://shop.example.com@evil.com/'],
  ['user info of its own', 'https://evil.com@shop.example.com/'],
  ['a longer host', 'https://shop.example.com.evil.com/'],
  ['a host that ends alike', 'https://evilshop.example.com/'],
  ['a host that ends like the wildcard', 'https://evilexample.org/'],
  ['the bare domain of the wildcard', 'https://example.org/'],
  ['a port', 'https://shop.example.com:8443/'],
  ['the default port', 'https://shop.example.com:443/'],
  ['capitals', 'https://SHOP.example.com/'],
  ['a backslash after the host', 'https://shop.example.com\\@evil.com/'],
  ['a fragment right after a foreign host', 'https://evil.com#https://shop.example.com/'],
  ['a wide slash', 'https://evil.com\uff0fshop.example.com/'],
  ['a full stop of its own', 'https://shop.example.com./'],
  ['one slash', 'https:/shop.example.com/'],
  ['no slash', 'https:shop.example.com/'],
  ['a space before', ' https://shop.example.com/'],
  ['a line break', 'https://shop.example.com/\r\nset-cookie: a=b'],
  ['a line break in the fragment', 'https://shop.example.com/#\r\nset-cookie: a=b'],
  ['a tab in the host', 'https://shop.exa\tmple.com/'],
  ['a null', 'https://shop.example.com/\0'],
  ['a line separator that browsers know', 'https://shop.example.com/#\u0085'],
  ['half a character', 'https://shop.example.com/\ud800'],
  ['more than 4 000 characters', `https://shop.example.com/?${'x'.repeat(4000)}`],
])('%s is not a valid return URL', { tags: 'login-return' }, async (_, returnTo) => {
  const error = { name: 'LoginError', code: 'invalid-return-to', status: 400 }
  const start = createPair().login.start({ returnTo })
  await expect(start.then(({ status }) => status)).rejects.toMatchObject(error)
})

test.each([0, 400, 700, 2400, 3900])(
  'a return URL of more than %i characters keeps the link under 1 000',
  { tags: 'login-link' },
  async (size) => {
    const { login } = createPair()
    const { headers } = await login.start({ returnTo: `https://shop.example.com/?${','.repeat(size)}` })
    expect(String(headers.get('location')).length).toBeLessThanOrEqual(1000)
    expect(String(headers.get('set-cookie')).length).toBeLessThan(200)
  },
)
