import {
  Activity,
  type ActivityProps,
  type ComponentType,
  createElement,
  type ReactNode,
  StrictMode,
  useEffect,
  useState,
} from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach } from 'vitest'
import type { Wechat } from 'wechat-ready'
import { useWechat, useWechatReady, useWechatShare, WechatProvider, WxTagTemplate } from 'wechat-ready/react'
import { watchConsole } from '../kit/console.ts'
import { lineOf, type Part, type ServerBinding, templates, testBinding, testServerRendering } from './suite.ts'

type PropsOf<Kind extends Part['kind']> = { part: Part & { kind: Kind }; children?: ReactNode }

function Sharer({ part: { title }, children }: PropsOf<'sharer'>) {
  useWechatShare(title === undefined ? undefined : { title })
  return createElement('b', null, children)
}

function Status({ part }: PropsOf<'status'>) {
  const { status, error, environment } = useWechat()
  const line = lineOf(status, error, environment)
  // At each rendering that has reached the page.
  useEffect(() => part.shows(line))
  return createElement('p', null, line)
}

function Can({ part }: PropsOf<'can'>) {
  const { wechat, can } = useWechat()
  useEffect(() => part.given(wechat))
  return createElement('p', null, String(can('scanQRCode').ok))
}

function Reader({ part }: PropsOf<'reader'>) {
  useWechatReady(({ url }) => part.calls(url))
  return createElement('i')
}

function StatusSharer() {
  const { status } = useWechat()
  useWechatShare({ title: status === 'ready' ? 'ready' : 'not yet' })
  return createElement('b')
}

function Tag() {
  const { environment } = useWechat()
  if (!environment?.inWechat) return createElement('i')
  const scripts = templates.map((one) => createElement(WxTagTemplate, { ...one, key: one.html }))
  return createElement('wx-open-subscribe', { template: 'T' }, scripts)
}

const components = { sharer: Sharer, status: Status, can: Can, reader: Reader, statusSharer: StatusSharer, tag: Tag }

function toNode(part: Part): ReactNode {
  const { key } = part
  if (part.kind === 'kept') {
    const mode = part.isShown ? 'visible' : 'hidden'
    return createElement(Activity as ComponentType<Partial<ActivityProps>>, { key, mode }, toNode(part.part))
  }
  const inside = part.kind === 'sharer' ? part.parts : []
  const component = components[part.kind] as ComponentType<{ part: Part }>
  return createElement(component, { key, part }, ...inside.map(toNode))
}

/** A page of parts in its provider, in Strict Mode, which mounts everything twice; and how to render others. */
function createPage(wechat: Wechat, first: readonly Part[], userAgent?: string) {
  let set: (parts: readonly Part[]) => void = () => {}
  function Page() {
    const [parts, setParts] = useState(first)
    set = setParts
    return createElement('div', null, ...parts.map(toNode))
  }
  const provider = createElement(WechatProvider, { client: wechat, userAgent }, createElement(Page))
  return { page: createElement(StrictMode, null, provider), set: (parts: readonly Part[]) => set(parts) }
}

const roots: Root[] = []
afterEach(() => {
  for (const root of roots.splice(0)) root.unmount()
})

function keep(root: Root, element: HTMLElement) {
  roots.push(root)
  const unmount = () => {
    roots.splice(roots.indexOf(root), 1)
    root.unmount()
    element.remove()
  }
  return { element, unmount }
}

const binding: ServerBinding = {
  mount(wechat, parts) {
    const { page, set } = createPage(wechat, parts)
    const element = document.body.appendChild(document.createElement('main'))
    const root = createRoot(element)
    root.render(page)
    return { set, ...keep(root, element) }
  },
  errorWithout() {
    function Page() {
      useWechat()
      return null
    }
    try {
      return renderToString(createElement(Page))
    } catch (error) {
      return error
    }
  },
  remedy: '<WechatProvider client={wechat}>',
  listeners: 4,
  rendersUnchanged: false,
  expectLine: watchConsole(),
  async render(wechat, parts, userAgent) {
    return renderToString(createPage(wechat, parts, userAgent).page)
  },
  hydrate(wechat, parts, markup, userAgent) {
    const { page, set } = createPage(wechat, parts, userAgent)
    const element = document.body.appendChild(document.createElement('main'))
    element.innerHTML = markup
    return { set, ...keep(hydrateRoot(element, page), element) }
  },
}

testBinding(binding)
testServerRendering(binding)
