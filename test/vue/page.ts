import { afterEach, beforeEach, expect, type MockInstance, vi } from 'vitest'
import { type App, type Component, createApp, createSSRApp, type Plugin } from 'vue'
import type { Wechat } from 'wechat-ready'
import { createWechatPlugin, type WechatPluginOptions } from 'wechat-ready/vue'

const apps: App[] = []
let warn: MockInstance
let error: MockInstance

beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  error = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  for (const app of apps.splice(0)) app.unmount()
  // Vue warns of everything that it finds wrong, a hydration that does not match included.
  // The library itself warns in development of what these tests make fail.
  const found = [...warn.mock.calls, ...error.mock.calls].filter(([text]) => !/^\[wechat-ready\]/.test(text))
  expect.soft(found).toEqual([])
})

/** An app with the plugin, on the page until the test ends. */
export function mount(component: Component, wechat: Wechat, options?: WechatPluginOptions, ...others: Plugin[]) {
  const app = createApp(component).use(createWechatPlugin(wechat, options))
  for (const other of others) app.use(other)
  return start(app, document.createElement('main'))
}

/** The same, over what a server has rendered. */
export function hydrate(component: Component, wechat: Wechat, html: string, options?: WechatPluginOptions) {
  const element = document.createElement('main')
  element.innerHTML = html
  return start(createSSRApp(component).use(createWechatPlugin(wechat, options)), element)
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
