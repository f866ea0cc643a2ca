import { createSSRApp } from 'vue'
import { createWechat } from 'wechat-ready'
import { createWechatPlugin } from 'wechat-ready/vue'
import App from './App.vue'

const wechat = createWechat({ signature: '/api/wechat/signature' })

export function createApp() {
  // uni-app's router is its own: the page's URL is followed without it.
  return { app: createSSRApp(App).use(createWechatPlugin(wechat)) }
}
