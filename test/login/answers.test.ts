import { describe, expect, test } from 'vitest'
import { arrive, isNavigation, loginRequired, pageOf, redirect } from '../../src/login/answers.ts'

const headersOf = ({ headers }: Response) => Object.fromEntries(headers)
const withoutStyle = async (response: Response) =>
  (await response.text()).replace(/<style>.*<\/style>/s, '<style></style>')
const request = (headers: Record<string, string> = {}, method = 'GET') =>
  new Request('https://a.example/', { method, headers })
const browser = { accept: 'text/html,*/*;q=0.8' }

const HTML = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
}

test('a redirect keeps the given headers, and is not cached', async () => {
  const response = redirect('https://a.example/b', { 'x-name': 'a' })
  expect([response.status, response.body]).toEqual([302, null])
  expect(headersOf(response)).toEqual({ location: 'https://a.example/b', 'cache-control': 'no-store', 'x-name': 'a' })
})

describe('the browser is sent to the return URL', () => {
  const page = 'https://a.example/?b=1&c="<d>'

  test.each([
    ['en', 'Continue', { ...browser, 'accept-language': 'en-US' }],
    ['zh', '继续', { ...browser, 'accept-language': 'zh-CN,zh;q=0.9' }],
  ])('by a page that replaces itself, in %s', async (language, label, headers) => {
    const response = arrive(request(headers), page, new Headers({ 'x-name': 'a' }))
    expect(response.status).toBe(200)
    expect(headersOf(response)).toEqual({ ...HTML, 'x-name': 'a' })
    const target = 'https://a.example/?b=1&#38;c=&#34;&#60;d&#62;'
    expect(await withoutStyle(response)).toBe(`<!doctype html><html lang="${language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${label}</title><meta http-equiv="refresh" content="0;url=${target}"><script>location.replace("https://a.example/?b=1&c=\\"\\u003cd>")</script>
<style></style>
<main><a class="button" href="${target}">${label}</a></main>`)
  })

  test('with a link on that page after two seconds', async () => {
    const html = await arrive(request(browser), page, new Headers()).text()
    expect(html).toContain('.button{animation:show 0s 2s both}@keyframes show{from{visibility:hidden}}</style>')
  })

  test.each([
    ['that has a fragment', browser, `${page}#d`],
    ['that no browser asks for', { accept: 'application/json' }, page],
    ['of a request that accepts nothing in particular', {}, page],
  ])('by a redirect to a URL %s', (_, headers, address) => {
    const response = arrive(request(headers as Record<string, string>), address, new Headers({ 'x-name': 'a' }))
    expect([response.status, response.headers.get('location')]).toEqual([302, address])
    expect(response.headers.get('x-name')).toBe('a')
  })
})

test('a request that cannot be redirected to WeChat is answered with 401 and JSON', async () => {
  const response = loginRequired()
  expect(response.status).toBe(401)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const message = 'No user is logged in: start the login by a navigation of the page'
  expect(await response.json()).toEqual({ error: { code: 'login-required', message } })
})

describe('an error page', () => {
  const page = {
    status: 403,
    code: 'denied',
    title: ['No <login>', '没有登录'],
    text: ['You & I', '你我'],
    links: [
      { href: 'https://a.example/?b=1&c=2', label: ['Again', '重试'] },
      { href: 'https://a.example/', label: ['Home', '首页'] },
    ],
  } as const

  test.each([
    ['en', 'No &#60;login&#62;', 'You &#38; I', 'Again', 'Home'],
    ['zh', '没有登录', '你我', '重试', '首页'],
  ])('has its texts, links and code, in %s', async (language, title, text, again, home) => {
    const response = pageOf(request({ 'accept-language': language }), page, new Headers({ 'x-name': 'a' }))
    expect(response.status).toBe(403)
    expect(headersOf(response)).toEqual({ ...HTML, 'x-name': 'a' })
    expect(await withoutStyle(response)).toBe(`<!doctype html><html lang="${language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${title}</title><style></style>
<main><h1>${title}</h1><p>${text}</p>
<a class="button" href="https://a.example/?b=1&#38;c=2">${again}</a>
<a class="link" href="https://a.example/">${home}</a>
<p class="code"><code>denied</code></p></main>`)
  })
})

describe('a visitor sees a page', () => {
  test.each<[string, Record<string, string>, string]>([
    ['that says nothing', {}, 'GET'],
    ['of the method HEAD', {}, 'HEAD'],
    ['for a document', { 'sec-fetch-dest': 'document', accept: 'application/json' }, 'GET'],
    ['for a frame', { 'sec-fetch-dest': 'iframe' }, 'GET'],
    ['for a frame of old', { 'sec-fetch-dest': 'frame' }, 'GET'],
    ['of Android’s web view', { 'x-requested-with': 'com.tencent.mm' }, 'GET'],
    ['that prefers HTML', { accept: 'application/xml, text/html' }, 'GET'],
    ['that takes everything first', { accept: ' */*;q=0.8' }, 'GET'],
    ['for another purpose', { purpose: 'navigation' }, 'GET'],
  ])('for a request %s', (_, headers, method) => {
    expect(isNavigation(request(headers, method))).toBe(true)
  })

  test.each<[string, Record<string, string>, string]>([
    ['that posts', { 'sec-fetch-dest': 'document' }, 'POST'],
    ['for data', { 'sec-fetch-dest': 'empty', accept: 'text/html' }, 'GET'],
    ['for an image', { 'sec-fetch-dest': 'image' }, 'GET'],
    ['ahead of time', { 'sec-purpose': 'prefetch;prerender' }, 'GET'],
    ['ahead of time, as Safari says', { purpose: 'Preview' }, 'GET'],
    ['ahead of time, as Safari said', { 'x-purpose': 'preview' }, 'GET'],
    ['ahead of time, as Firefox says', { 'x-moz': 'prefetch' }, 'GET'],
    ['by XMLHttpRequest', { 'x-requested-with': 'XMLHttpRequest', accept: 'text/html' }, 'GET'],
    ['for JSON', { accept: 'application/json' }, 'GET'],
    ['that takes everything last, as for an image', { accept: 'image/png,*/*;q=0.8' }, 'GET'],
  ])('but not for a request %s', (_, headers, method) => {
    expect(isNavigation(request(headers, method))).toBe(false)
  })
})
