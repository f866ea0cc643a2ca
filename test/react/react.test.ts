import { createElement, type ReactNode, Suspense, use, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Wechat } from 'wechat-ready'
import { type UseWechat, useWechat, useWechatReady, useWechatShare, WechatProvider } from 'wechat-ready/react'
import { open, openInWechat, sharedTitles, wechatOf } from '../kit/page.ts'
import { turn, turnableTime, until } from '../kit/time.ts'
import { mount } from './page.ts'

// What only React has. The rules of all bindings are in test/bindings/.

beforeEach(turnableTime)

/** Calls `useWechat`, and notes what it returns in each rendering that has reached the page. */
function createStatus() {
  const given: UseWechat[] = []
  function Status() {
    const current = useWechat()
    useEffect(() => void given.push(current))
    return createElement('p', null, current.status)
  }
  return { Status, given }
}

test('below the provider of a second copy, useWechat names that copy and what to share', async () => {
  const wechat = wechatOf({ signature: '/signature' })
  vi.resetModules()
  const second = await import('wechat-ready/react')
  expect(second.useWechat).not.toBe(useWechat)
  const { Status } = createStatus()
  const inProvider = (provider: typeof second.WechatProvider) =>
    createElement(provider, { client: wechat }, createElement(Status))
  expect(() => renderToString(inProvider(second.WechatProvider))).toThrow(
    /second copy of wechat-ready.*[Ss]hare wechat-ready and react/,
  )
  expect(renderToString(inProvider(WechatProvider))).toContain('idle')
  // With the provider of this copy rendered last, one that is missing is missing.
  expect(() => renderToString(createElement(Status))).toThrow('put <WechatProvider client={wechat}>')
})

test('useWechat returns the same environment object at each rendering', async () => {
  const { wechat } = open()
  const { Status, given } = createStatus()
  mount(Status, wechat)
  await until(() => given.length)
  await wechat.ready()
  await until(() => given.at(-1)?.status === 'ready')
  expect(new Set(given.map(({ environment }) => environment)).size).toBe(1)
})

test('useWechatReady calls the callback of the last rendering', async () => {
  const { wechat } = open()
  const calls: number[] = []
  let render: (n: number) => void = () => {}
  function Page() {
    const [n, setN] = useState(1)
    render = setN
    useWechatReady(() => void calls.push(n))
    return createElement('p', null, n)
  }
  const { element } = mount(Page, wechat)
  await until(() => calls.length)
  render(2)
  await until(() => element.textContent === '2')
  history.pushState(null, '', '/next')
  await until(() => calls.length === 2)
  expect(calls).toEqual([1, 2])
})

const settle = () => turn(20)

/** A component that shares a content, with others inside. */
function Sharer({ title, children }: { title?: string | undefined; children?: ReactNode }) {
  useWechatShare(title ? { title } : undefined)
  return createElement('b', null, children)
}

/** A page that is rendered again by `set`. */
function mountPage<State>(first: State, render: (state: State) => ReactNode) {
  const { fake, wechat } = open()
  let set: (next: State) => void = () => {}
  function Page() {
    const [state, setState] = useState(first)
    set = setState
    return render(state)
  }
  return { fake, set: (next: State) => set(next), ...mount(Page, wechat) }
}

const sharer = (title: string | undefined, ...children: ReactNode[]) =>
  createElement(Sharer, { title, key: title }, ...children)

test('useWechatShare shares nothing for a rendering that React discards', async () => {
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
  await until(() => sharedTitles(fake).length === 1)
  set(true)
  await settle()
  expect(sharedTitles(fake)).toEqual(['layout'])
  isLoaded = true
  resolve()
  await until(() => sharedTitles(fake).length === 2)
  expect(sharedTitles(fake)).toEqual(['layout', 'lazy'])
})

test('useWechatShare moves the content to another client object of the provider', async () => {
  const fake = openInWechat()
  const clients = [wechatOf({ signature: fake.sign }), wechatOf({ signature: fake.sign })] as const
  const element = document.body.appendChild(document.createElement('main'))
  const root = createRoot(element)
  const render = (client: Wechat) => root.render(createElement(WechatProvider, { client }, sharer('own')))
  render(clients[0])
  await until(() => sharedTitles(fake).length === 1)
  render(clients[1])
  await until(() => sharedTitles(fake).length === 2)
  clients[0].dispose()
  await settle()
  expect(sharedTitles(fake)).toEqual(['own', 'own'])
  root.unmount()
})
