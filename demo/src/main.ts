import { createApp } from 'vue'
import { createWechatPlugin } from 'wechat-ready/vue'
import App from '../views/App.vue'
import { isFactsPage } from './paths.ts'
import { router } from './router.ts'
import { followSceneLink } from './scene.ts'
import { connect, wechat } from './wechat.ts'
import { showLanguage } from './words.ts'

if (!followSceneLink()) {
  showLanguage()
  if (isFactsPage(location.pathname)) import('./facts/page.ts').then(({ openFacts }) => openFacts())
  else startApp()
}

function startApp(): void {
  createApp(App).use(router).use(createWechatPlugin(wechat, { router })).mount('#app')
  // The plugin configures every route; this also says why when that cannot be.
  router.isReady().then(connect)
}
