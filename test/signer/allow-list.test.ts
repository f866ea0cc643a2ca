import { describe, expect, test } from 'vitest'
import { createAllowList } from '../../src/server/allow-list.ts'
import { urlToSign } from '../../src/signer/url-to-sign.ts'

const allowed = createAllowList([
  'https://shop.example.com',
  'https://*.example.org',
  'http://localhost:5173',
  'https://xn--fiq228c.example.net',
])
const ask = (url: unknown) => urlToSign(url, allowed)

describe('the URL to sign', () => {
  test.each([
    'https://shop.example.com/',
    'https://shop.example.com',
    'https://shop.example.com?x=1',
    'https://shop.example.com/shop/%E5%95%86%E5%93%81?from=singlemessage&x=a%3Ab+c',
    'https://shop.example.com/a?code=aaa:bbb&empty=&&list[]=1&back=\\&at=@evil.com&next=https://evil.com/',
    'https://shop.example.com//evil.com/..;/?',
    'https://shop.example.com/%E5%95%86%E5%93%81',
    'https://a.example.org/',
    'https://a.b-c.example.org/',
    'http://localhost:5173/x',
    'https://xn--fiq228c.example.net/',
  ])('is signed byte for byte: %s', { tags: 'url-bytes' }, (url) => {
    expect(ask(url)).toBe(url)
    expect(ask(`${url}#/detail?x=1#2`)).toBe(url)
    expect(ask(`${url}#`)).toBe(url)
  })

  test.each([
    ['another host', 'https://evil.com/'],
    ['another scheme', 'http://shop.example.com/'],
    ['another port', 'https://shop.example.com:8443/'],
    ['the default port spelled out', 'https://shop.example.com:443/', 400],
    ['a missing port', 'http://localhost/'],
    ['a longer port', 'http://localhost:51730/'],
    ['user info', 'https://shop.example.com@evil.com/'],
    ['user info with a password', 'https://shop.example.com:443@evil.com/'],
    ['user info before the true host', 'https://evil.com@shop.example.com/x', 400],
    ['a host that begins alike', 'https://shop.example.com.evil.com/'],
    ['a host that ends alike', 'https://evilshop.example.com/'],
    ['a wildcard without its dot', 'https://evilexample.org/'],
    ['the bare domain of a wildcard', 'https://example.org/'],
    ['an empty label before a wildcard', 'https://.example.org/'],
    ['two dots before a wildcard', 'https://a..example.org/'],
    ['a wildcard with a port', 'https://a.example.org:8443/'],
    ['a wildcard over http', 'http://a.example.org/'],
    ['a wildcard in the path', 'https://evil.com/.example.org'],
    ['a wildcard in the query', 'https://evil.com?.example.org'],
    ['a wildcard in the fragment', 'https://evil.com#.example.org'],
    ['a wildcard behind user info', 'https://evil.com:x@.example.org/'],
    ['a wildcard behind a back-slash', 'https://evil.com\\.example.org/'],
    ['the wildcard itself', 'https://*.example.org/', 400],
    ['a trailing dot', 'https://shop.example.com./'],
    ['a trailing dot behind a wildcard', 'https://a.example.org./'],
    ['a back-slash behind the host', 'https://shop.example.com\\@evil.com/', 400],
    ['a back-slash before the user info', 'https://evil.com\\@shop.example.com/'],
    ['back-slashes for slashes', 'https:\\\\shop.example.com/', 400],
    ['one slash', 'https:/shop.example.com/', 400],
    ['three slashes', 'https:///shop.example.com/', 400],
    ['upper case in the host', 'https://SHOP.example.com/', 400],
    ['upper case in the scheme', 'HTTPS://shop.example.com/', 400],
    ['a tab in the host', 'https://shop.example\t.com/', 400],
    ['a newline in the host', 'https://shop.example.com\n.evil.com/'],
    ['a newline behind the host', 'https://shop.example.com\n/', 400],
    ['a tab in the path', 'https://shop.example.com/a\tb', 400],
    ['a newline at the end', 'https://shop.example.com/\n', 400],
    ['a newline and another parameter', 'https://shop.example.com/?a\r\nSet-Cookie: x=1', 400],
    ['a space in front', ' https://shop.example.com/', 400],
    ['a space in the path', 'https://shop.example.com/a b', 400],
    ['Chinese that was decoded', 'https://shop.example.com/商品', 400],
    ['a DEL', 'https://shop.example.com/\x7f', 400],
    ['a NUL', 'https://shop.example.com/\0', 400],
    ['a host that is not in punycode', 'https://中文.example.net/', 400],
    ['full-width letters', 'https://ｓhop.example.com/', 400],
    ['an ideographic full stop', 'https://shop。example.com/', 400],
    ['a Cyrillic letter', 'https://shоp.example.com/'],
    ['a percent-encoded host', 'https://shop%2eexample.com/', 400],
    ['a URL encoded twice', 'https%3A%2F%2Fshop.example.com%2F', 400],
    ['javascript:', 'javascript:alert(1)//https://shop.example.com/', 400],
    ['data:', 'data:text/html,https://shop.example.com/', 400],
    ['blob:', 'blob:https://shop.example.com/1', 400],
    ['a protocol-relative URL', '//shop.example.com/', 400],
    ['a path', '/shop', 400],
    ['a host alone', 'shop.example.com', 400],
    ['the scheme alone', 'https://', 400],
    ['a fragment alone', '#https://shop.example.com/', 400],
    ['64 kB', `https://shop.example.com/?${'x'.repeat(65_536)}`, 400],
    ['nothing', '', 400],
    ['undefined', undefined, 400],
    ['a list', ['https://shop.example.com/'], 400],
  ])('is refused: %s', { tags: 'foreign-page' }, (_, url, status = 403) => {
    expect(() => ask(url)).toThrow(
      expect.objectContaining({
        name: 'SignerError',
        status,
        code: status === 403 ? 'origin-not-allowed' : 'invalid-url',
      }),
    )
  })

  test.each(['', undefined, ['https://shop.example.com/']])('is reported as missing if it is %j', (url) => {
    expect(() => ask(url)).toThrow('The URL to sign is missing')
  })

  test('may have up to 16 384 characters', () => {
    const longest = 'https://shop.example.com/?'.padEnd(16_384, 'x')
    expect(ask(longest)).toBe(longest)
    expect(() => ask(`${longest}x`)).toThrow('The URL to sign is longer than 16384 characters')
  })

  test('is not repeated in the error message', () => {
    expect(() => ask('https://evil.com/<script>?token=1')).toThrow(
      'The origin https://evil.com is not in allowedOrigins',
    )
  })
})

describe('allowedOrigins', () => {
  const form = 'neither an origin such as "https://shop.example.com" nor a wildcard such as "https://*.example.org"'

  test.each([
    ['https://Shop.example.com', 'https://shop.example.com'],
    ['https://shop.example.com/', 'https://shop.example.com'],
    ['https://shop.example.com:443', 'https://shop.example.com'],
    ['https://shop.example.com/path', 'https://shop.example.com'],
    ['https://shop.example.com/https://*.example.org', 'https://shop.example.com'],
    ['https://*.Example.org', 'https://*.example.org'],
    ['https://中文.example.com', 'https://xn--fiq228c.example.com'],
    ['shop.example.com'],
    ['*'],
    ['https://*'],
    ['https://*.com'],
    ['https://*.'],
    ['https://*example.org'],
    ['https://a.*.example.org'],
    ['*.example.org'],
    ['ftp://shop.example.com'],
    ['xhttps://shop.example.com'],
    [''],
  ])('refuses %j and says what to write', (entry, better = '') => {
    const message = `"allowedOrigins" has ${JSON.stringify(entry)}, which is ${form}${better && `: write "${better}"`}`
    expect(() => createAllowList(['https://ok.example.com', entry])).toThrow(new TypeError(message))
  })

  test('may have wildcards over http', () => {
    const lan = createAllowList(['http://*.example.net'])
    expect(urlToSign('http://a.example.net/', lan)).toBe('http://a.example.net/')
    expect(() => urlToSign('https://a.example.net/', lan)).toThrow(
      expect.objectContaining({ code: 'origin-not-allowed' }),
    )
  })

  test('must not be empty', () => {
    expect(() => createAllowList([])).toThrow('"allowedOrigins" must be a non-empty array')
  })
})
