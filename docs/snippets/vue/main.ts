import { createApp } from 'vue'
import { createRouter, createWebHistory, RouterView } from 'vue-router'
import { createWechatPlugin } from 'wechat-ready/vue'
import { wechat } from './wechat'

const router = createRouter({
  history: createWebHistory(),
  routes: [{ path: '/things/:id', component: () => import('./ThingPage.vue') }],
})

createApp(RouterView).use(router).use(createWechatPlugin(wechat, { router })).mount('#app')
