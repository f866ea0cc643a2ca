import { afterEach, vi } from 'vitest'
import Vue2, { defineComponent, h, type PropType, shallowRef, type VNode } from 'vue2'
import type { Wechat } from 'wechat-ready'
import { createWechatPlugin, useWechat, useWechatReady, useWechatShare, WxTagTemplate } from 'wechat-ready/vue2'
import { watchConsole } from '../kit/console.ts'
import { lineOf, type Part, templates, testBinding } from './suite.ts'

// An app with Vue 2.7 has it under this name.
vi.mock('vue', () => import('vue2'))

Vue2.config.productionTip = false
Vue2.config.devtools = false
Vue2.config.ignoredElements = [/^wx-open-/]

type PartOf<Kind extends Part['kind']> = Part & { kind: Kind }

/** A component for one kind of part: `setup` receives a function that reads the part as it is now. */
const component = <Kind extends Part['kind']>(
  _kind: Kind,
  setup: (part: () => PartOf<Kind>, inside: () => VNode[] | undefined) => () => VNode,
) =>
  defineComponent({
    props: { part: { type: Object as PropType<PartOf<Kind>>, required: true } },
    setup: (props, { slots }) =>
      setup(
        () => props.part as PartOf<Kind>,
        () => slots.default?.(),
      ),
  })

const components = {
  sharer: component('sharer', (part, inside) => {
    useWechatShare(() => {
      const { title } = part()
      return title === undefined ? undefined : { title }
    })
    return () => h('b', inside())
  }),
  status: component('status', (part) => {
    const { status, error, environment } = useWechat()
    return () => {
      const line = lineOf(status.value, error.value, environment.value)
      part().shows(line)
      return h('p', line)
    }
  }),
  can: component('can', (part) => {
    const { wechat, can } = useWechat()
    part().given(wechat)
    return () => h('p', String(can.value('scanQRCode').ok))
  }),
  reader: component('reader', (part) => {
    useWechatReady(({ url }) => part().calls(url))
    return () => h('i')
  }),
  statusSharer: component('statusSharer', () => {
    const { status } = useWechat()
    useWechatShare(() => ({ title: status.value === 'ready' ? 'ready' : 'not yet' }))
    return () => h('b')
  }),
  tag: component('tag', () => () => {
    const scripts = templates.map((attrs) => h(WxTagTemplate as never, { attrs }))
    return h('wx-open-subscribe', { attrs: { template: 'T' } }, scripts)
  }),
}

function toNode(part: Part): VNode {
  const { key } = part
  if (part.kind === 'kept') return h('keep-alive', { key }, [part.isShown ? toNode(part.part) : h('i')])
  const inside = part.kind === 'sharer' ? part.parts : []
  return h(components[part.kind] as never, { key, props: { part } }, inside.map(toNode))
}

const { options } = Vue2 as unknown as { options: object }
const apps: Vue2[] = []
afterEach(() => {
  for (const app of apps.splice(0)) app.$destroy()
  // Vue 2 installs a plugin for all apps of the page.
  Object.assign(Vue2, { options })
  Reflect.deleteProperty(Vue2.prototype, '$wechatReady')
  installed = undefined
})

let installed: Wechat | undefined
function install(wechat: Wechat): void {
  if (installed !== wechat) createWechatPlugin(wechat).install(Vue2)
  installed = wechat
}

testBinding({
  mount(wechat, first) {
    install(wechat)
    const parts = shallowRef(first)
    const app = new Vue2({ render: () => h('div', parts.value.map(toNode)) })
    app.$mount(document.body.appendChild(document.createElement('main')))
    apps.push(app)
    return {
      set(next) {
        parts.value = next
      },
      unmount() {
        app.$destroy()
        app.$el.remove()
      },
      element: app.$el,
    }
  },
  errorWithout() {
    let thrown: unknown
    // By another name, since the linter knows that this is wrong.
    const use: () => unknown = useWechat
    const Page = Vue2.extend({
      setup() {
        try {
          use()
        } catch (error) {
          thrown = error
        }
      },
      render: () => h('p'),
    })
    new Page().$mount()
    return thrown
  },
  remedy: 'Vue.use(createWechatPlugin(wechat))',
  listeners: 1,
  // In Vue 2.7 a computed ref renders whenever something that it reads is set, also when its own value stays the same.
  rendersUnchanged: true,
  expectLine: watchConsole(),
})
