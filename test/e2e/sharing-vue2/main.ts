import VueRouter from 'vue-router3'
import Vue, { defineComponent, h, ref, type VNode } from 'vue2'
import { createWechat } from 'wechat-ready'
import { createWechatPlugin, useWechatShare } from 'wechat-ready/vue2'
import { mayLeave } from '../sharing-app.ts'

const wechat = createWechat({ signature: '/api/wechat/signature' })
const isOpen = ref(false)

const component = (setup: (props: { title?: string | undefined }, slots: () => VNode[] | undefined) => () => VNode) =>
  defineComponent({
    props: { title: String },
    setup: (props, { slots }) => setup(props, () => slots.default?.()),
  })

const Sharer = component(({ title = '' }, slots) => {
  useWechatShare({ title })
  return () => h('section', [h('h1', title), slots()])
})
const sharer = (title: string, children: VNode[] = []) => h(Sharer, { props: { title } }, children)

const Goods = component(() => () => sharer('Goods', isOpen.value ? [sharer('Dialog')] : []))
const Form = {
  ...component(() => () => sharer('Form')),
  beforeRouteLeave: (_to: unknown, _from: unknown, next: (may?: false) => void) =>
    void mayLeave().then((may) => (may ? next() : next(false))),
}

Vue.use(VueRouter)
const router = new VueRouter({
  mode: 'history',
  routes: [
    { path: '/goods', component: Goods },
    {
      path: '/list',
      component: component(() => () => sharer('List', [h('router-view')])),
      children: [{ path: 'photo/:id', component: component(() => () => h('p', 'photo')) }],
    },
    { path: '/form', component: Form },
    { path: '/plain', component: component(() => () => h('p', 'plain')) },
  ],
})
Vue.use(createWechatPlugin(wechat, { router }))

globalThis.sharingApp = {
  wechat,
  push: (path) => void router.push(path).catch(() => {}),
  replace: (path) => void router.replace(path).catch(() => {}),
  dialog: (open) => {
    isOpen.value = open
  },
}

new Vue({ ...{ router }, render: () => sharer('Layout', [h('router-view')]) }).$mount('main')
