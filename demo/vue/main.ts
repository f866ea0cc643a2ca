import { createApp } from 'vue'
import { createWechatPlugin } from 'wechat-ready/vue'
import { connect, wechat } from '../src/wechat.ts'
import { getLanguage, setLanguage } from '../src/words.ts'
import App from './App.vue'
import { router } from './router.ts'

setLanguage(getLanguage())
createApp(App).use(router).use(createWechatPlugin(wechat, { router })).mount('#app')
// The plugin configures every route; this also says why when that cannot be.
router.isReady().then(connect)
