import { createApp, h } from 'vue'
import { createRouter, createWebHistory, RouterView } from 'vue-router'
import { createWechat } from 'wechat-ready'
import { createWechatPlugin } from 'wechat-ready/vue'
import Page from './ShopPage.vue'

declare global {
  /** Whether the guard lets the user in. */
  var signedIn: boolean | undefined
}

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: Page, props: { title: 'Home' } },
    { path: '/old', redirect: '/list' },
    {
      path: '/account',
      component: Page,
      props: { title: 'Account' },
      // A guard asks a server, and that takes its time.
      beforeEnter: () => new Promise((resolve) => setTimeout(resolve, 30, globalThis.signedIn ? true : '/')),
    },
    { path: '/list', component: () => import('./ShopList.vue') },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

const wechat = createWechat({ signature: '/api/wechat/signature', openTagList: ['wx-open-launch-weapp'] })

createApp(() => h(RouterView))
  .use(router)
  .use(createWechatPlugin(wechat, { router }))
  .mount('main')
