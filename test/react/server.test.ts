import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeEach, expect, test } from 'vitest'
import { useWechat, useWechatReady, useWechatShare, WxTagTemplate } from 'wechat-ready/react'
import { counted } from '../kit/listeners.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { turn, turnableTime, until } from '../kit/time.ts'
import { hydrate, inProvider, mount } from './page.ts'

beforeEach(turnableTime)

const html = '<style>button { color: #07c160 }</style><button>Open &amp; close</button>'

const Tag = () =>
  createElement(
    'wx-open-subscribe',
    { template: 'T' },
    createElement(WxTagTemplate, { html: '<style>b { color: red }</style>', slot: 'style' }),
    createElement(WxTagTemplate, { html }),
  )

/** A page that uses all there is. */
function createPage() {
  const calls: string[] = []
  function Page() {
    const { status, environment } = useWechat()
    useWechatReady(({ url }) => void calls.push(url))
    useWechatShare({ title: 'own' })
    return createElement(
      'div',
      null,
      createElement('p', null, `${status} ${environment?.platform}`),
      environment?.inWechat && createElement(Tag),
    )
  }
  return { Page, calls }
}

test('on a server the environment is not known, whatever its globals look like, and nothing is asked for', async () => {
  const fake = openInWechat()
  const { wechat, listeners } = counted(wechatOf({ signature: fake.sign }))
  const { Page, calls } = createPage()
  expect(renderToString(inProvider(Page, wechat))).toBe('<div><p>idle undefined</p></div>')
  expect([calls, fake.signatures, listeners(), wechat.state.status]).toEqual([[], [], 0, 'idle'])
})

test('with the request’s user agent a server renders for its client, and the page takes that over', async () => {
  const fake = openInWechat({ platform: 'ios' })
  const wechat = wechatOf({ signature: fake.sign })
  const { Page } = createPage()
  const { userAgent } = navigator
  const markup = renderToString(inProvider(Page, wechat, userAgent))
  expect(markup).toContain('idle ios')
  expect(markup).toContain('<wx-open-subscribe')
  const { element } = hydrate(Page, wechat, markup, userAgent)
  const rendered = element.querySelector('wx-open-subscribe')
  await until(() => element.textContent?.startsWith('ready ios'))
  expect(element.querySelector('wx-open-subscribe')).toBe(rendered)
  expect(renderToString(inProvider(Page, wechat, 'Mozilla/5.0'))).toBe('<div><p>idle none</p></div>')
})

test('the page takes over what the server rendered without a warning, and then shows what there is', {
  tags: 'hydration',
}, async () => {
  const fake = openInWechat()
  const { wechat, listeners } = counted(wechatOf({ signature: fake.sign }))
  const { Page, calls } = createPage()
  const markup = renderToString(inProvider(Page, wechat))
  await wechat.ready()
  const { element, unmount } = hydrate(Page, wechat, markup)
  const rendered = element.querySelector('p')
  await until(() => calls.length && rendered?.textContent === 'ready android')
  expect(element.querySelector('p')).toBe(rendered)
  expect(element.querySelectorAll('script')[1]?.innerHTML).toBe(html)
  unmount()
  await until(() => listeners() === 0)
})

test("an open tag's template is a script with its markup as it is, on a server and on a page", async () => {
  const wechat = wechatOf({ signature: '/signature' })
  const markup = renderToString(inProvider(Tag, wechat))
  expect(markup).toBe(
    '<wx-open-subscribe template="T">' +
      '<script type="text/wxtag-template" slot="style"><style>b { color: red }</style></script>' +
      `<script type="text/wxtag-template">${html}</script></wx-open-subscribe>`,
  )
  const { element } = hydrate(Tag, wechat, markup)
  await turn(10)
  expect(element.innerHTML).toBe(markup)
  const { element: mounted } = mount(Tag, wechat)
  await until(() => mounted.querySelectorAll('script')[1]?.innerHTML === html)
})
