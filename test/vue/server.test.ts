import { expect, test } from 'vitest'
import { createSSRApp, defineComponent, h, nextTick } from 'vue'
import { renderToString } from 'vue/server-renderer'
import type { Wechat } from 'wechat-ready'
import { createWechatPlugin, useWechat, useWechatReady, useWechatShare, WxTagTemplate } from 'wechat-ready/vue'
import { counted } from '../kit/listeners.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { until } from '../kit/time.ts'
import { hydrate, mount } from './page.ts'

const html = '<style>button { color: #07c160 }</style><button>Open &amp; close</button>'

/** A page that uses all there is. */
function createPage() {
  const calls: string[] = []
  const Page = defineComponent(() => {
    const { status, environment } = useWechat()
    useWechatReady(({ url }) => void calls.push(url))
    useWechatShare(() => ({ title: 'own' }))
    const tag = () => h('wx-open-launch-weapp', { appid: 'wx1' }, [h(WxTagTemplate, { html })])
    return () =>
      h('div', [h('p', `${status.value} ${environment.value?.platform}`), environment.value?.inWechat && tag()])
  })
  return { Page, calls }
}

const render = (page: ReturnType<typeof createPage>['Page'], wechat: Wechat, userAgent?: string) =>
  renderToString(createSSRApp(page).use(createWechatPlugin(wechat, { userAgent })))

test('on a server the environment is not known, whatever its globals look like, and nothing is asked for', async () => {
  const fake = openInWechat()
  const { wechat, listeners } = counted(wechatOf({ signature: fake.sign }))
  const { Page, calls } = createPage()
  const markup = await render(Page, wechat)
  await nextTick()
  expect(markup).toBe('<div><p>idle undefined</p><!----></div>')
  expect([calls, fake.signatures, listeners(), wechat.state.status]).toEqual([[], [], 0, 'idle'])
})

test('with the request’s user agent a server renders for its client, and the page takes that over', async () => {
  const fake = openInWechat({ platform: 'ios' })
  const wechat = wechatOf({ signature: fake.sign })
  const { Page } = createPage()
  const { userAgent } = navigator
  const markup = await render(Page, wechat, userAgent)
  expect(markup).toContain('idle ios')
  expect(markup).toContain('<wx-open-launch-weapp')
  const { element } = hydrate(Page, wechat, markup, { userAgent })
  const rendered = element.querySelector('wx-open-launch-weapp')
  await until(() => element.textContent?.startsWith('ready ios'))
  expect(element.querySelector('wx-open-launch-weapp')).toBe(rendered)
  expect(await render(Page, wechat, 'Mozilla/5.0')).toBe('<div><p>idle none</p><!----></div>')
})

test('the page takes over what the server rendered without a warning, and then shows what there is', {
  tags: 'hydration',
}, async () => {
  const fake = openInWechat()
  const { wechat, listeners } = counted(wechatOf({ signature: fake.sign }))
  const { Page, calls } = createPage()
  const markup = await render(Page, wechat)
  await wechat.ready()
  const { element, unmount } = hydrate(Page, wechat, markup)
  const rendered = element.querySelector('p')
  await until(() => calls.length)
  expect(element.querySelector('p')).toBe(rendered)
  expect(rendered?.textContent).toBe('ready android')
  expect(element.querySelector('script')?.innerHTML).toBe(html)
  unmount()
  expect(listeners()).toBe(0)
})

test("an open tag's template is a script with its markup as it is, on a server and on a page", async () => {
  const wechat = wechatOf({ signature: '/signature' })
  const Tag = defineComponent(
    () => () =>
      h('wx-open-subscribe', { template: 'T' }, [
        h(WxTagTemplate, { html: '<style>b { color: red }</style>', slot: 'style' }),
        h(WxTagTemplate, { html }),
      ]),
  )
  const markup = await render(Tag, wechat)
  expect(markup).toBe(
    '<wx-open-subscribe template="T">' +
      '<script type="text/wxtag-template" slot="style"><style>b { color: red }</style></script>' +
      `<script type="text/wxtag-template">${html}</script></wx-open-subscribe>`,
  )
  const { element } = hydrate(Tag, wechat, markup)
  expect(element.innerHTML).toBe(markup)
  const { element: mounted } = mount(Tag, wechat)
  expect(mounted.querySelectorAll('script')[1]?.innerHTML).toBe(html)
})
