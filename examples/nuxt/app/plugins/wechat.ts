import { createWechat } from 'wechat-ready'
import { installSandbox } from 'wechat-ready/sandbox'
import { createWechatPlugin } from 'wechat-ready/vue'

const endpoint = '/api/wechat/signature'

export default defineNuxtPlugin(({ vueApp }) => {
  // In a browser that is not WeChat the sandbox stands in for it, and signs by itself. A production build drops it.
  const signature = import.meta.dev && import.meta.client ? (installSandbox()?.sign ?? endpoint) : endpoint
  vueApp.use(createWechatPlugin(createWechat({ signature }), { router: useRouter() }))
})
