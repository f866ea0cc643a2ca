import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest'
import VueRouter from 'vue-router3'
import Vue2, { computed, defineComponent, h, ref, type VNode } from 'vue2'
import { isWechatError, type ShareContent, type Wechat } from 'wechat-ready'
import type { FakeWechat } from 'wechat-ready/testing'
import { createWechatPlugin, useWechat, useWechatReady, useWechatShare, WxTagTemplate } from 'wechat-ready/vue2'
import { rejection } from '../kit/errors.ts'
import { LANDING, openInWechat, wechatOf } from '../kit/page.ts'
import { SECOND, turn, turnableTime, until } from '../kit/time.ts'

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

/** The titles that the client has received, oldest first. */
const received = ({ calls }: FakeWechat) =>
  calls.filter(({ api }) => api === 'updateAppMessageShareData').map(({ params }) => params.title)

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

const open = (options = {}) => {
  const fake = openInWechat()
  return { fake, wechat: wechatOf({ signature: fake.sign, ...options }) }
}

test('useWechat gives the client object and refs that follow it', { tags: 'bindings' }, async () => {
  const { fake, wechat } = open()
  const Status = component(() => {
    const { status, error, environment, can, wechat: given } = useWechat()
    expect(given).toBe(wechat)
    const code = computed(() => (isWechatError(error.value) ? error.value.code : ''))
    return () => h('p', [status.value, code.value, environment.value.platform, can.value('chooseImage').ok].join(' '))
  })
  fake.replyOnce('config', { err_msg: 'pre_verify_jsapi:fail' })
  const app = mount(wechat, { render: () => h(Status) })
  const text = () => app.$el.textContent
  expect(text()).toBe('idle  android true')
  await rejection(wechat.ready())
  await until(() => text() === 'failed config-failed android true')
  await wechat.ready()
  await until(() => text() === 'ready  android true')
})

test('useWechatReady calls back for each configuration, while the component is on the page', {
  tags: 'bindings',
}, async () => {
  const { wechat } = open()
  const urls: string[] = []
  const Page = component(() => {
    useWechatReady(({ url }) => void urls.push(new URL(url).pathname))
    return () => h('p')
  })
  const app = mount(wechat, { render: () => h(Page) })
  await until(() => urls.length === 1)
  history.pushState(null, '', '/b')
  await until(() => urls.length === 2)
  app.$destroy()
  history.pushState(null, '', '/c')
  await wechat.ready()
  await turn(SECOND)
  expect(urls).toEqual([new URL(LANDING).pathname, '/b'])
})

test.each<[string, (content: ShareContent) => Parameters<typeof useWechatShare>[0]]>([
  ['an object', (content) => content],
  ['a ref', (content) => ref(content)],
  ['a function', (content) => () => content],
])('the content may be %s', async (_, wrap) => {
  const { fake, wechat } = open()
  const Page = component(() => {
    useWechatShare(wrap({ title: 'own' }))
    return () => h('p')
  })
  mount(wechat, { render: () => h(Page) })
  await until(() => received(fake).length)
  expect(received(fake)).toEqual(['own'])
})

test('a content follows its reactive data, and stays at whatever URL the page has', {
  tags: 'share-component',
}, async () => {
  const { fake, wechat } = open()
  const title = ref('first')
  const Page = component(() => {
    useWechatShare(() => ({ title: title.value }))
    return () => h('p')
  })
  mount(wechat, { render: () => h(Page) })
  await until(() => received(fake).length === 1)
  title.value = 'second'
  await until(() => received(fake).length === 2)
  history.pushState(null, '', '/b?tab=reviews')
  await until(() => received(fake).length === 3)
  expect(received(fake)).toEqual(['first', 'second', 'second'])
})

test('a page beats its layout, also on the first load, and the layout decides again without it', {
  tags: 'share-inside',
}, async () => {
  const { fake, wechat } = open()
  const shown = ref(true)
  mount(wechat, { render: () => sharer('layout', shown.value ? [sharer('page')] : []) })
  await until(() => received(fake).length === 1)
  shown.value = false
  await until(() => received(fake).length === 2)
  expect(received(fake)).toEqual(['page', 'layout'])
})

test('a component that keep-alive sets aside shares nothing, and keeps its place', {
  tags: 'share-leaves',
}, async () => {
  const { fake, wechat } = open()
  const shown = ref(true)
  mount(wechat, {
    render: () =>
      h('div', [h('keep-alive', [shown.value ? sharer('first') : h('i')]), shown.value ? '' : sharer('other')]),
  })
  await until(() => received(fake).length === 1)
  shown.value = false
  await until(() => received(fake).length === 2)
  shown.value = true
  await until(() => received(fake).length === 3)
  expect(received(fake)).toEqual(['first', 'other', 'first'])
})

test('with vue-router 3 the URL is signed at the end of the first navigation, and each route is configured', {
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
  await until(() => received(fake).length === 1)
  await router.push('/goods')
  await until(() => received(fake).length === 2)
  await router.replace({ query: { tab: 'reviews' } })
  await until(() => received(fake).length === 3)
  expect(received(fake)).toEqual(['list', 'goods', 'goods'])
  expect(fake.signatures.map(({ url }) => new URL(url).pathname)).toEqual(['/list', '/goods', '/goods'])
})

test('once the last app is destroyed no route is followed, until it is asked again', {
  tags: 'unmounted-idle',
}, async () => {
  const { fake, wechat } = open()
  const app = mount(wechat, { render: () => h('p') })
  await wechat.ready()
  app.$destroy()
  history.pushState(null, '', '/b')
  await turn(SECOND)
  expect(fake.signatures).toHaveLength(1)
})

test("an open tag's template is a script with its markup as it is", () => {
  const { wechat } = open()
  const html = '<style>b { color: red }</style><b>Open &amp; close</b>'
  const app = mount(wechat, {
    render: () => h('wx-open-subscribe', [h(WxTagTemplate as never, { attrs: { html, slot: 'style' } })]),
  })
  const script = app.$el.querySelector('script')
  expect([script?.type, script?.getAttribute('slot'), script?.innerHTML]).toEqual([
    'text/wxtag-template',
    'style',
    html,
  ])
})

test('a composable says what is missing', () => {
  expect(() => useWechat()).toThrow('setup()')
  Reflect.deleteProperty(Vue2.prototype, '$wechatReady')
  const Bare = Vue2.extend({
    setup: () => void expect(useWechat).toThrow('Vue.use(createWechatPlugin(wechat))'),
    render: (h) => h('p'),
  })
  new Bare().$mount()
  expect.assertions(2)
})
