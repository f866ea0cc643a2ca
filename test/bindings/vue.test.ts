import { afterEach } from 'vitest'
import {
  type App,
  createApp,
  createSSRApp,
  defineComponent,
  h,
  KeepAlive,
  type PropType,
  shallowRef,
  type VNode,
} from 'vue'
import { renderToString } from 'vue/server-renderer'
import type { Wechat } from 'wechat-ready'
import { createWechatPlugin, useWechat, useWechatReady, useWechatShare, WxTagTemplate } from 'wechat-ready/vue'
import { watchConsole } from '../kit/console.ts'
import { lineOf, type Part, type ServerBinding, templates, testBinding, testServerRendering } from './suite.ts'

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
  tag: component('tag', () => {
    const { environment } = useWechat()
    return () => {
      if (!environment.value?.inWechat) return h('i')
      return h(
        'wx-open-subscribe',
        { template: 'T' },
        templates.map((one) => h(WxTagTemplate, one)),
      )
    }
  }),
}

function toNode(part: Part): VNode {
  const { key } = part
  if (part.kind === 'kept') return h(KeepAlive, { key }, () => (part.isShown ? toNode(part.part) : h('i')))
  const inside = part.kind === 'sharer' ? part.parts : []
  return h(components[part.kind] as typeof components.sharer, { key, part: part as PartOf<'sharer'> }, () =>
    inside.map(toNode),
  )
}

/** A page of parts, and how to render others. */
function createPage(first: readonly Part[]) {
  const parts = shallowRef(first)
  const Page = defineComponent(() => () => h('div', parts.value.map(toNode)))
  const set = (next: readonly Part[]) => {
    parts.value = next
  }
  return { Page, set }
}

const apps: App[] = []
afterEach(() => {
  for (const app of apps.splice(0)) app.unmount()
})

function start(app: App, wechat: Wechat, userAgent?: string, markup = '') {
  const element = document.body.appendChild(document.createElement('main'))
  element.innerHTML = markup
  app.use(createWechatPlugin(wechat, { userAgent })).mount(element)
  apps.push(app)
  const unmount = () => {
    apps.splice(apps.indexOf(app), 1)
    app.unmount()
    element.remove()
  }
  return { element, unmount }
}

const binding: ServerBinding = {
  mount(wechat, parts) {
    const { Page, set } = createPage(parts)
    return { set, ...start(createApp(Page), wechat) }
  },
  errorWithout() {
    let thrown: unknown
    // By another name, since the linter knows that this is wrong.
    const use: () => unknown = useWechat
    const Page = defineComponent(() => {
      try {
        use()
      } catch (error) {
        thrown = error
      }
      return () => null
    })
    createApp(Page).mount(document.createElement('main'))
    return thrown
  },
  remedy: 'app.use(createWechatPlugin(wechat))',
  listeners: 1,
  rendersUnchanged: false,
  expectLine: watchConsole(),
  render(wechat, parts, userAgent) {
    const { Page } = createPage(parts)
    return renderToString(createSSRApp(Page).use(createWechatPlugin(wechat, { userAgent })))
  },
  hydrate(wechat, parts, markup, userAgent) {
    const { Page, set } = createPage(parts)
    return { set, ...start(createSSRApp(Page), wechat, userAgent, markup) }
  },
}

testBinding(binding)
testServerRendering(binding)
