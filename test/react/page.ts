import { type ComponentType, createElement, StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach } from 'vitest'
import type { Wechat } from 'wechat-ready'
import { WechatProvider } from 'wechat-ready/react'
import { watchConsole } from '../kit/console.ts'

const roots: Root[] = []
watchConsole()

afterEach(() => {
  for (const root of roots.splice(0)) root.unmount()
})

/** Puts a component in its provider on the page until the test ends, in Strict Mode, which mounts everything twice. */
export function mount(component: ComponentType, wechat: Wechat) {
  const element = document.body.appendChild(document.createElement('main'))
  const root = createRoot(element)
  const provider = createElement(WechatProvider, { client: wechat }, createElement(component))
  root.render(createElement(StrictMode, null, provider))
  roots.push(root)
  return { element }
}
