import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest'
import VueRouter from 'vue-router3'
import Vue2, { defineComponent, h, ref, type VNode } from 'vue2'
import type { ShareContent, Wechat } from 'wechat-ready'
import { createWechatPlugin, useWechat, useWechatShare } from 'wechat-ready/vue2'
import { LANDING, open, sharedTitles } from '../kit/page.ts'
import { turnableTime, until } from '../kit/time.ts'

// What only Vue 2.7 has. The rules of all bindings are in test/bindings/.

// An app with Vue 2.7 has it under this name.
vi.mock('vue', () => import('vue2'))

beforeEach(turnableTime)
Vue2.config.productionTip = false
Vue2.config.devtools = false
Vue2.config.ignoredElements = [/^wx-open-/]

let error: MockInstance
beforeEach(() => {
  error = vi.spyOn(console, 'error').mockImplementation(() => {})
  history.replaceState(null, '', LANDING)
})
const apps: { $destroy(): void }[] = []
afterEach(() => {
  for (const app of apps.splice(0)) app.$destroy()
  // Vue reports here whatever it finds wrong.
  expect.soft(error.mock.calls.filter(([text]) => !/^\[wechat-ready\]/.test(text))).toEqual([])
})

type Root = NonNullable<ConstructorParameters<typeof Vue2>[0]>

/** An app with the plugin, on the page until the test ends. */
function mount(wechat: Wechat, options: Root, router?: VueRouter) {
  createWechatPlugin(wechat, { router }).install(Vue2)
  if (router) Vue2.use(VueRouter)
  const app = new Vue2({ ...options, ...(router && { router }) })
  app.$mount(document.body.appendChild(document.createElement('main')))
  apps.push(app)
  return app
}

/** A component of Vue 2.7, whose `defineComponent` takes no function. */
const component = (setup: (props: { title?: string | undefined }, slots: () => VNode[] | undefined) => () => VNode) =>
  defineComponent({
    props: { title: String },
    setup: (props, { slots }) => setup(props, () => slots.default?.()),
  })

const Sharer = component(({ title = '' }, slots) => {
  useWechatShare({ title })
  return () => h('b', slots())
})
const sharer = (title: string, children: unknown[] = []) =>
  h(Sharer, { props: { title }, key: title }, children as never)

test.each<[string, (content: ShareContent) => Parameters<typeof useWechatShare>[0]]>([
  ['an object', (content) => content],
  ['a ref', (content) => ref(content)],
  ['a function', (content) => () => content],
])('useWechatShare takes %s', async (_, wrap) => {
  const { fake, wechat } = open()
  const Page = component(() => {
    useWechatShare(wrap({ title: 'own' }))
    return () => h('p')
  })
  mount(wechat, { render: () => h(Page) })
  await until(() => sharedTitles(fake).length)
  expect(sharedTitles(fake)).toEqual(['own'])
})

test('with vue-router 3 the URL is signed after the first navigation, then at each route', {
  tags: 'routers',
}, async () => {
  const { fake, wechat } = open()
  const router = new VueRouter({
    mode: 'history',
    routes: [
      { path: '/old', redirect: '/list' },
      { path: '/list', component: component(() => () => sharer('list')) },
      { path: '/goods', component: component(() => () => sharer('goods')) },
    ],
  })
  history.replaceState(null, '', '/old')
  mount(wechat, { render: () => h('router-view') }, router)
  await until(() => sharedTitles(fake).length === 1)
  await router.push('/goods')
  await until(() => sharedTitles(fake).length === 2)
  await router.replace({ query: { tab: 'reviews' } })
  await until(() => sharedTitles(fake).length === 3)
  expect(sharedTitles(fake)).toEqual(['list', 'goods', 'goods'])
  expect(fake.signatures.map(({ url }) => new URL(url).pathname)).toEqual(['/list', '/goods', '/goods'])
})

test('useWechat outside of setup() says to call it there', () => {
  expect(() => useWechat()).toThrow('setup()')
})
