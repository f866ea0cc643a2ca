import { afterEach } from 'vitest'
import { type App, type Component, createApp, type Plugin } from 'vue'
import type { Wechat } from 'wechat-ready'
import { createWechatPlugin, type WechatPluginOptions } from 'wechat-ready/vue'
import { watchConsole } from '../kit/console.ts'

const apps: App[] = []
watchConsole()

afterEach(() => {
  for (const app of apps.splice(0)) app.unmount()
})

/** An app with the plugin, on the page until the test ends. */
export function mount(component: Component, wechat: Wechat, options?: WechatPluginOptions, ...others: Plugin[]) {
  const app = createApp(component).use(createWechatPlugin(wechat, options))
  for (const other of others) app.use(other)
  return start(app, document.createElement('main'))
}

function start(app: App, element: HTMLElement) {
  document.body.append(element)
  app.mount(element)
  apps.push(app)
  const unmount = () => {
    apps.splice(apps.indexOf(app), 1)
    app.unmount()
    element.remove()
  }
  return { app, element, unmount }
}
