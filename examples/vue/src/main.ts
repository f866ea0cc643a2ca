import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { createWechatPlugin } from 'wechat-ready/vue'
import App from './App.vue'
import Home from './Home.vue'
import Thing from './Thing.vue'
import { wechat } from './wechat.ts'

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: Home },
    { path: '/things/:id', component: Thing },
  ],
})

createApp(App).use(router).use(createWechatPlugin(wechat, { router })).mount('#app')
