import {
  Activity,
  type ActivityProps,
  type ComponentType,
  createElement,
  type ReactNode,
  Suspense,
  use,
  useState,
} from 'react'
import { createRoot } from 'react-dom/client'
import { beforeEach, expect, test } from 'vitest'
import type { ShareContent, Wechat, WechatOptions } from 'wechat-ready'
import { useWechatShare, WechatProvider } from 'wechat-ready/react'
import type { FakeWechat } from 'wechat-ready/testing'
import { rejection } from '../kit/errors.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { turn, turnableTime, until } from '../kit/time.ts'
import { expectLine, mount } from './page.ts'

beforeEach(turnableTime)

/** The titles that the client was told, oldest first. */
const told = ({ calls }: FakeWechat) =>
  calls.filter(({ api }) => api === 'updateAppMessageShareData').map(({ params }) => params.title)

/**
 * A page with a part that shares `content`, in a client object that shares "default" elsewhere; `set` changes the page.
 */
function mountSharer(first: { content?: ShareContent; shown?: string }, fake = openInWechat()) {
  const wechat = wechatOf({ signature: fake.sign, share: () => ({ title: 'default' }) })
  let set: (next: typeof first) => void = () => {}
  function Part({ content }: { content: ShareContent | undefined }) {
    useWechatShare(content)
    return createElement('b')
  }
  function Page() {
    const [{ content, shown = 'part' }, setPage] = useState(first)
    set = setPage
    return shown ? createElement(Part, { key: shown, content }) : createElement('i')
  }
  const mounted = mount(Page, wechat)
  return { fake, wechat, set: (next: typeof first) => set(next), ...mounted }
}

const settle = () => turn(20)

test('it shares the content once, and again when it changes; the same content in another object is no change', async () => {
  const { fake, set } = mountSharer({ content: { title: 'first' } })
  await until(() => told(fake).length === 1)
  set({ content: { title: 'first' } })
  await settle()
  set({ content: { title: 'second' } })
  await until(() => told(fake).length === 2)
  await settle()
  expect(told(fake)).toEqual(['first', 'second'])
})

test('it shares nothing while the content is nothing', async () => {
  const { fake, wechat, set } = mountSharer({})
  await settle()
  expect(wechat.state.status).toBe('idle')
  set({ content: { title: 'item' } })
  await until(() => told(fake).length === 1)
  set({})
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['item', 'default'])
})

test('a component that is unmounted takes its content along', { tags: 'share-leaves' }, async () => {
  const { fake, set } = mountSharer({ content: { title: 'own' } })
  await until(() => told(fake).length === 1)
  set({ shown: '' })
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['own', 'default'])
})

test('a component that stays keeps its content over a change of the URL', { tags: 'share-component' }, async () => {
  const { fake, wechat } = mountSharer({ content: { title: 'own' } })
  await until(() => told(fake).length === 1)
  history.pushState(null, '', '/next')
  await wechat.ready()
  await until(() => told(fake).length === 2)
  await settle()
  expect(told(fake)).toEqual(['own', 'own'])
})

test('of two components that take turns on one route, the client is told of the second alone', async () => {
  const { fake, set } = mountSharer({ content: { title: 'first' }, shown: 'one' })
  await until(() => told(fake).length === 1)
  set({ content: { title: 'second' }, shown: 'two' })
  await until(() => told(fake).length === 2)
  await settle()
  expect(told(fake)).toEqual(['first', 'second'])
})

test('outside WeChat, and when the client refuses, nothing is left unhandled', async () => {
  expectLine(/invalid signature|config failed/)
  const outside = wechatOf({ signature: '/signature' })
  function Part() {
    useWechatShare({ title: 'own' })
    return null
  }
  const { unmount } = mount(Part, outside)
  await rejection(outside.ready())
  await settle()
  unmount()
  const fake = openInWechat()
  fake.reply('config', 'deny')
  const { wechat } = mountSharer({ content: { title: 'own' } }, fake)
  await until(() => wechat.state.status === 'failed')
  expect(told(fake)).toEqual([])
})

/** A component that shares a content, with others inside. */
function Sharer({ title, children }: { title?: string | undefined; children?: ReactNode }) {
  useWechatShare(title ? { title } : undefined)
  return createElement('b', null, children)
}

/** A page that is rendered again by `set`. */
function mountPage<State>(first: State, render: (state: State) => ReactNode, options: Partial<WechatOptions> = {}) {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign, share: () => ({ title: 'default' }), ...options })
  let set: (next: State) => void = () => {}
  function Page() {
    const [state, setState] = useState(first)
    set = setState
    return render(state)
  }
  return { fake, wechat, set: (next: State) => set(next), ...mount(Page, wechat) }
}

const sharer = (title: string | undefined, ...children: ReactNode[]) =>
  createElement(Sharer, { title, key: title }, ...children)

test('a page beats its layout, also on the first load, and the layout decides again without it', {
  tags: 'share-inside',
}, async () => {
  const { fake, set } = mountPage(true, (shown) => sharer('layout', shown && sharer('page')))
  await until(() => told(fake).length === 1)
  set(false)
  await until(() => told(fake).length === 2)
  set(true)
  await until(() => told(fake).length === 3)
  await settle()
  expect(told(fake)).toEqual(['page', 'layout', 'page'])
})

test('a component keeps its place while its content is nothing or changes', async () => {
  const { fake, set } = mountPage<[string | undefined, string]>(['layout', 'page'], ([layout, page]) =>
    createElement(Sharer, { title: layout }, createElement(Sharer, { title: page })),
  )
  await until(() => told(fake).length === 1)
  set([undefined, 'page'])
  await settle()
  set(['layout again', 'page'])
  await settle()
  expect(told(fake)).toEqual(['page'])
  set(['layout again', 'page again'])
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['page', 'page again'])
})

test('a dialog that opens over a page shares, and the page decides again when it closes', {
  tags: 'share-inside',
}, async () => {
  const { fake, set } = mountPage(false, (open) => [sharer('page'), open && sharer('dialog')])
  await until(() => told(fake).length === 1)
  set(true)
  await until(() => told(fake).length === 2)
  set(false)
  await until(() => told(fake).length === 3)
  expect(told(fake)).toEqual(['page', 'dialog', 'page'])
})

test('a component that Activity sets aside shares nothing, and keeps its place', { tags: 'share-leaves' }, async () => {
  const { fake, set } = mountPage<'visible' | 'hidden'>('visible', (mode) => [
    createElement(Activity as ComponentType<Partial<ActivityProps>>, { mode, key: 'activity' }, sharer('first')),
    mode === 'hidden' && sharer('second'),
  ])
  await until(() => told(fake).length === 1)
  set('hidden')
  await until(() => told(fake).length === 2)
  set('visible')
  await until(() => told(fake).length === 3)
  expect(told(fake)).toEqual(['first', 'second', 'first'])
})

test('a rendering that is thrown away takes no content along', async () => {
  let resolve = () => {}
  const loaded = new Promise<void>((done) => {
    resolve = done
  })
  let isLoaded = false
  function Lazy() {
    // Rendered once before the data is there, and a second time after that.
    if (!isLoaded) use(loaded)
    return sharer('lazy')
  }
  const { fake, set } = mountPage(false, (lazy) =>
    sharer('layout', lazy && createElement(Suspense, { fallback: null }, createElement(Lazy))),
  )
  await until(() => told(fake).length === 1)
  set(true)
  await settle()
  expect(told(fake)).toEqual(['layout'])
  isLoaded = true
  resolve()
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['layout', 'lazy'])
})

test('with another client object the content goes there', async () => {
  const fake = openInWechat()
  const clients = [wechatOf({ signature: fake.sign }), wechatOf({ signature: fake.sign })] as const
  const element = document.body.appendChild(document.createElement('main'))
  const root = createRoot(element)
  const render = (client: Wechat) => root.render(createElement(WechatProvider, { client }, sharer('own')))
  render(clients[0])
  await until(() => told(fake).length === 1)
  render(clients[1])
  await until(() => told(fake).length === 2)
  clients[0].dispose()
  await settle()
  expect(told(fake)).toEqual(['own', 'own'])
  root.unmount()
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
  mount(() => sharer('own'), wechat)
  await until(() => wechat.state.status === 'failed')
  isDown = false
  await turn(3000)
  await until(() => told(fake).length === 1)
  expect(told(fake)).toEqual(['own'])
})
