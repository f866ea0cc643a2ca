import { beforeEach, expect, test, vi } from 'vitest'
import { type Component, createApp, defineComponent, h } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw, RouterView } from 'vue-router'
import { createWechatPlugin, useWechatReady, useWechatShare } from 'wechat-ready/vue'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { MINUTE, turn, turnableTime, until } from '../kit/time.ts'
import { mount } from './page.ts'

beforeEach(turnableTime)

const Page = defineComponent(() => () => h('p', 'page'))

/** An app with a router, at `/`. */
function mountAt(routes: RouteRecordRaw[], root: Component = RouterView, path = '/') {
  history.replaceState(null, '', path)
  const fake = openInWechat({ landing: location.href })
  const wechat = wechatOf({ signature: fake.sign })
  const router = createRouter({ history: createWebHistory(), routes })
  const Root = defineComponent(() => () => h(root))
  const mounted = mount(Root, wechat, { router }, router)
  return { fake, wechat, router, ...mounted }
}

const signed = ({ signatures }: ReturnType<typeof openInWechat>) => signatures.map(({ url }) => new URL(url).pathname)

test('with the router, each route is configured though nothing asks for it', { tags: 'routers' }, async () => {
  const { fake, wechat, router } = mountAt([
    { path: '/', component: Page },
    { path: '/next', component: Page },
  ])
  await until(() => wechat.state.status === 'ready')
  await router.push('/next')
  await until(() => wechat.state.status === 'ready')
  expect(signed(fake)).toEqual(['/', '/next'])
})

test('no URL is signed from which the first navigation redirects, however long its guard takes', {
  tags: 'routers',
}, async () => {
  const Root = defineComponent(() => {
    useWechatReady(() => {})
    useWechatShare(() => ({ title: 'root' }))
    return () => h(RouterView)
  })
  let leadTo = (_path: string) => {}
  const decision = new Promise<string>((resolve) => {
    leadTo = resolve
  })
  const { fake, wechat } = mountAt(
    [
      { path: '/', component: Page, beforeEnter: () => decision },
      { path: '/login', component: Page },
    ],
    Root,
  )
  await turn(MINUTE)
  expect(signed(fake)).toEqual([])
  leadTo('/login')
  await until(() => wechat.state.status === 'ready')
  expect(signed(fake)).toEqual(['/login'])
})

test('a navigation that a guard stops asks for nothing', async () => {
  const { wechat, router } = mountAt([
    { path: '/', component: Page },
    { path: '/no', component: Page, beforeEnter: () => false },
  ])
  await until(() => wechat.state.status === 'ready')
  const ready = vi.spyOn(wechat, 'ready')
  await router.push('/no')
  expect(ready).not.toHaveBeenCalled()
})

test('when the app is gone, its router configures nothing any more', async () => {
  history.replaceState(null, '', '/')
  const fake = openInWechat()
  const router = createRouter({ history: createWebHistory(), routes: [{ path: '/:path*', component: Page }] })
  const app = createApp(Page)
    .use(router)
    .use(createWechatPlugin(wechatOf({ signature: fake.sign }), { router }))
  app.mount(document.createElement('main'))
  app.unmount()
  await router.push('/later')
  await turn(10)
  expect(fake.signatures).toEqual([])
})
