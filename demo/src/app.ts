import { createApp } from 'vue'
import { createWechatPlugin } from 'wechat-ready/vue'
import App from '../views/App.vue'
import { desk } from './frame.ts'
import { router } from './router.ts'
import { connect, sandbox, wechat } from './wechat.ts'

/** Shows the page that a phone shows, in a window of its own or in the desk's phone. */
export function startApp(): void {
  const client = sandbox?.client
  // Before anything happens, so that the desk sees all of it.
  desk?.attach({
    wechat,
    openMenu: client && (() => void client.openMenu()),
    hasGoneOn: () => Number(history.state?.position ?? 0) > firstPosition,
  })
  createApp(App).use(router).use(createWechatPlugin(wechat, { router })).mount('#app')
  // The plugin configures every route; this also says why when that cannot be.
  router.isReady().then(connect)
}

/** Where the router was when the page was opened; after a reload it goes on counting. */
const firstPosition = Number(history.state?.position ?? 0)
