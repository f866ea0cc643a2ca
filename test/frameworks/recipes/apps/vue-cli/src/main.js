import Vue from 'vue'
import { createWechatPlugin } from 'wechat-ready/vue2'
import App from './App.vue'
import router from './router'
import { wechat } from './wechat'

Vue.config.productionTip = false
Vue.use(createWechatPlugin(wechat, { router }))

new Vue({ router, render: (h) => h(App) }).$mount('#app')
