import { beforeEach, expect, test, vi } from 'vitest'
import {
  computed,
  defineComponent,
  h,
  KeepAlive,
  type MaybeRefOrGetter,
  nextTick,
  reactive,
  ref,
  type VNode,
} from 'vue'
import type { ShareContent } from 'wechat-ready'
import type { FakeWechat } from 'wechat-ready/testing'
import { useWechat, useWechatShare } from 'wechat-ready/vue'
import { rejection } from '../kit/errors.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { nextTask, turn, turnableTime, until } from '../kit/time.ts'
import { expectLine, mount } from './page.ts'

beforeEach(turnableTime)

/** The titles that the client was told, oldest first. */
const told = ({ calls }: FakeWechat) =>
  calls.filter(({ api }) => api === 'updateAppMessageShareData').map(({ params }) => params.title)

const createSharer = (content: () => ShareContent | undefined) =>
  defineComponent(() => {
    useWechatShare(content)
    return () => null
  })

/** A page of which a part can be taken away, in a client object that shares "default" elsewhere. */
function mountPart(part: ReturnType<typeof createSharer>, wrap = (child: VNode) => child) {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign, share: () => ({ title: 'default' }) })
  const shown = ref(true)
  const Page = defineComponent(() => () => wrap(shown.value ? h(part) : h('p')))
  return { fake, wechat, shown, ...mount(Page, wechat) }
}

test('it shares what the content is made of, and again when that changes', async () => {
  const title = ref('first')
  const { fake } = mountPart(createSharer(() => ({ title: title.value })))
  await until(() => told(fake).length === 1)
  title.value = 'second'
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['first', 'second'])
})

test('it follows the fields of a reactive object', async () => {
  const content = reactive({ title: 'first' })
  const { fake } = mountPart(createSharer(() => content))
  await until(() => told(fake).length === 1)
  content.title = 'second'
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['first', 'second'])
})

test('it shares nothing while the content is nothing', async () => {
  const item = ref<{ name: string }>()
  const { fake, wechat } = mountPart(createSharer(() => item.value && { title: item.value.name }))
  await nextTick()
  expect(wechat.state.status).toBe('idle')
  item.value = { name: 'item' }
  await until(() => told(fake).length === 1)
  item.value = undefined
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['item', 'default'])
})

test('a component that leaves the page takes its content along', { tags: 'share-leaves' }, async () => {
  const { fake, shown } = mountPart(createSharer(() => ({ title: 'own' })))
  await until(() => told(fake).length === 1)
  shown.value = false
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['own', 'default'])
})

test('a component that stays keeps its content over a change of the URL', { tags: 'share-component' }, async () => {
  const { fake, wechat } = mountPart(createSharer(() => ({ title: 'own' })))
  await until(() => told(fake).length === 1)
  history.pushState(null, '', '/next')
  await wechat.ready()
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['own', 'own'])
})

test('a component that stays over a change of the route shares anew what the route makes of its content', async () => {
  const path = ref('/1')
  const { fake } = mountPart(createSharer(() => ({ title: path.value })))
  await until(() => told(fake).length === 1)
  history.pushState(null, '', '/2')
  path.value = '/2'
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['/1', '/2'])
})

test('of two components that take turns on one route, the client is told of the second alone', async () => {
  const fake = openInWechat()
  const shown = ref('first')
  const wechat = wechatOf({ signature: fake.sign, share: () => ({ title: 'default' }) })
  const parts = { first: createSharer(() => ({ title: 'first' })), second: createSharer(() => ({ title: 'second' })) }
  mount(
    defineComponent(() => () => h(parts[shown.value as keyof typeof parts])),
    wechat,
  )
  await until(() => told(fake).length === 1)
  shown.value = 'second'
  await until(() => told(fake).length === 2)
  await turn(10)
  expect(told(fake)).toEqual(['first', 'second'])
})

test('a component that KeepAlive sets aside shares nothing, and the same again when it is back', {
  tags: 'share-leaves',
}, async () => {
  const title = ref('own')
  const { fake, shown } = mountPart(
    createSharer(() => ({ title: title.value })),
    (child) => h(KeepAlive, () => child),
  )
  await until(() => told(fake).length === 1)
  shown.value = false
  await until(() => told(fake).length === 2)
  title.value = 'changed meanwhile'
  await nextTick()
  shown.value = true
  await until(() => told(fake).length === 3)
  expect(told(fake)).toEqual(['own', 'default', 'changed meanwhile'])
})

test('outside WeChat, and when the client refuses, nothing is left unhandled', async () => {
  expectLine(/invalid signature|config failed/)
  const outside = wechatOf({ signature: '/signature' })
  mount(
    createSharer(() => ({ title: 'own' })),
    outside,
  )
  await rejection(outside.ready())
  const fake = openInWechat()
  fake.reply('config', 'deny')
  const wechat = wechatOf({ signature: fake.sign })
  mount(
    createSharer(() => ({ title: 'own' })),
    wechat,
  )
  await until(() => wechat.state.status === 'failed')
  expect(told(fake)).toEqual([])
})

test('a content that is made of the status does not ask again and again for what fails', async () => {
  expectLine(/failed|signature/)
  openInWechat()
  const signature = vi.fn(async () => {
    throw new Error('offline')
  })
  const wechat = wechatOf({ signature })
  const Part = defineComponent(() => {
    const { status } = useWechat()
    useWechatShare(() => ({ title: status.value === 'ready' ? 'ready' : 'not yet' }))
    return () => null
  })
  mount(Part, wechat)
  await until(() => wechat.state.status === 'failed')
  for (let task = 0; task < 5; task++) await nextTask()
  expect(signature).toHaveBeenCalledTimes(1)
})

/** A component that shares a title, with others inside. */
const Sharer = defineComponent(
  ({ title }: { title: string }, { slots }) => {
    useWechatShare({ title })
    return () => h('b', slots.default?.())
  },
  { props: ['title'] },
)
const sharer = (title: string, ...children: (VNode | false)[]) =>
  h(Sharer, { title, key: title }, () => children.filter((child) => child !== false))

/** A page with a part that comes and goes. */
function mountPage(render: (shown: boolean) => VNode | (VNode | false)[], first: boolean) {
  const fake = openInWechat()
  const shown = ref(first)
  const wechat = wechatOf({ signature: fake.sign, share: () => ({ title: 'default' }) })
  mount(
    defineComponent(() => () => render(shown.value)),
    wechat,
  )
  return { fake, shown, wechat }
}

test('a page beats its layout, also on the first load, and the layout decides again without it', {
  tags: 'share-inside',
}, async () => {
  const { fake, shown } = mountPage((shown) => sharer('layout', shown && sharer('page')), true)
  await until(() => told(fake).length === 1)
  shown.value = false
  await until(() => told(fake).length === 2)
  shown.value = true
  await until(() => told(fake).length === 3)
  await turn(10)
  expect(told(fake)).toEqual(['page', 'layout', 'page'])
})

test('a dialog that opens over a page shares, and the page decides again when it closes', {
  tags: 'share-inside',
}, async () => {
  const { fake, shown } = mountPage((open) => [sharer('page'), open && sharer('dialog')], false)
  await until(() => told(fake).length === 1)
  shown.value = true
  await until(() => told(fake).length === 2)
  shown.value = false
  await until(() => told(fake).length === 3)
  expect(told(fake)).toEqual(['page', 'dialog', 'page'])
})

test.each<[string, (content: ShareContent) => MaybeRefOrGetter<ShareContent | undefined>]>([
  ['an object', (content) => content],
  ['a reactive object', (content) => reactive(content)],
  ['a ref', (content) => ref(content)],
  ['a computed ref', (content) => computed(() => content)],
  ['a function', (content) => () => content],
])('the content may be %s', async (_, wrap) => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const Part = defineComponent(() => {
    useWechatShare(wrap({ title: 'own' }))
    return () => null
  })
  mount(Part, wechat)
  await until(() => told(fake).length === 1)
  expect(told(fake)).toEqual(['own'])
})

test('a component that KeepAlive sets aside keeps its place', async () => {
  const { fake, shown } = mountPage(
    (shown) => [h(KeepAlive, () => (shown ? sharer('first') : h('i'))), sharer('second')],
    true,
  )
  await until(() => told(fake).length === 1)
  shown.value = false
  await turn(50)
  shown.value = true
  await turn(50)
  expect(told(fake)).toEqual(['second'])
})

test('a content waits for a signer that is down when the page loads', async () => {
  expectLine(/signature request failed/)
  const fake = openInWechat()
  let isDown = true
  const wechat = wechatOf({
    signature: (url, context) => {
      if (isDown) throw new Error('offline')
      return fake.sign(url, context)
    },
  })
  mount(
    defineComponent(() => () => sharer('own')),
    wechat,
  )
  await until(() => wechat.state.status === 'failed')
  isDown = false
  await turn(3000)
  await until(() => told(fake).length === 1)
  expect(told(fake)).toEqual(['own'])
})
