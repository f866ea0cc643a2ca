import { type ComponentType, createElement, StrictMode } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { afterEach } from 'vitest'
import type { Wechat } from 'wechat-ready'
import { WechatProvider } from 'wechat-ready/react'
import { watchConsole } from '../kit/console.ts'

const roots: Root[] = []
/** Says which line of the console is expected. No other one may be there when a test ends. */
export const expectLine = watchConsole()

afterEach(() => {
  for (const root of roots.splice(0)) root.unmount()
})

/** A component in its provider, as every app of these tests has it: in Strict Mode, which mounts everything twice. */
export const inProvider = (component: ComponentType, client: Wechat, userAgent?: string) =>
  createElement(StrictMode, null, createElement(WechatProvider, { client, userAgent }, createElement(component)))

/** On the page until the test ends. */
export function mount(component: ComponentType, wechat: Wechat) {
  const element = document.body.appendChild(document.createElement('main'))
  const root = createRoot(element)
  root.render(inProvider(component, wechat))
  return keep(root, element)
}

/** The same, over what a server has rendered. */
export function hydrate(component: ComponentType, wechat: Wechat, html: string, userAgent?: string) {
  const element = document.body.appendChild(document.createElement('main'))
  element.innerHTML = html
  return keep(hydrateRoot(element, inProvider(component, wechat, userAgent)), element)
}

function keep(root: Root, element: HTMLElement) {
  roots.push(root)
  const unmount = () => {
    roots.splice(roots.indexOf(root), 1)
    root.unmount()
    element.remove()
  }
  return { element, unmount }
}
