import { createApp, defineComponent, h, ref } from 'vue'
import { createRouter, createWebHistory, onBeforeRouteLeave, RouterView } from 'vue-router'
import { createWechat } from 'wechat-ready'
import { createWechatPlugin, useWechatShare } from 'wechat-ready/vue'
import { mayLeave } from '../sharing-app.ts'

const wechat = createWechat({ signature: '/api/wechat/signature' })
const isOpen = ref(false)

const Sharer = defineComponent(
  ({ title }: { title: string }, { slots }) => {
    useWechatShare({ title })
    return () => h('section', [h('h1', title), slots.default?.()])
  },
  { props: ['title'] },
)

const Goods = defineComponent(
  () => () => h(Sharer, { title: 'Goods' }, () => isOpen.value && h(Sharer, { title: 'Dialog' })),
)
const Form = defineComponent(() => {
  onBeforeRouteLeave(mayLeave)
  return () => h(Sharer, { title: 'Form' })
})

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/goods', component: Goods },
    {
      path: '/list',
      component: defineComponent(() => () => h(Sharer, { title: 'List' }, () => h(RouterView))),
      children: [{ path: 'photo/:id', component: defineComponent(() => () => h('p', 'photo')) }],
    },
    { path: '/form', component: Form },
    { path: '/plain', component: defineComponent(() => () => h('p', 'plain')) },
  ],
})

globalThis.sharingApp = {
  wechat,
  push: (path) => void router.push(path),
  replace: (path) => void router.replace(path),
  dialog: (open) => {
    isOpen.value = open
  },
}

createApp(() => h(Sharer, { title: 'Layout' }, () => h(RouterView)))
  .use(router)
  .use(createWechatPlugin(wechat, { router }))
  .mount('main')
