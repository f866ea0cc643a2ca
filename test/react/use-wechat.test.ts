import { createElement, useEffect, useState } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeEach, expect, test, vi } from 'vitest'
import { isWechatError } from 'wechat-ready'
import { type UseWechat, useWechat, WechatProvider } from 'wechat-ready/react'
import { rejection } from '../kit/errors.ts'
import { counted } from '../kit/listeners.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { turn, turnableTime, until } from '../kit/time.ts'
import { expectLine, mount } from './page.ts'

beforeEach(turnableTime)

/** Shows all that `useWechat` gives, and notes what is on the page. */
function createStatus() {
  const shown: string[] = []
  const given: UseWechat[] = []
  function Status() {
    const current = useWechat()
    const { status, error, environment } = current
    const line = [status, isWechatError(error) ? error.code : '', environment?.platform].join(' ')
    useEffect(() => {
      if (shown.at(-1) !== line) shown.push(line)
      given.push(current)
    })
    return createElement('p', null, line)
  }
  return { Status, shown, given }
}

test('useWechat gives the client object of the provider', async () => {
  const wechat = wechatOf({ signature: '/signature' })
  const { Status, given } = createStatus()
  mount(Status, wechat)
  await until(() => given.length)
  expect(given[0]?.wechat).toBe(wechat)
})

test('without the provider, useWechat says what is missing', () => {
  const { Status } = createStatus()
  expect(() => renderToString(createElement(Status))).toThrow('<WechatProvider client={wechat}>')
})

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

test('what it gives follows the client object, and renders only what changes', { tags: 'bindings' }, async () => {
  const fake = openInWechat({ platform: 'ios' })
  const wechat = wechatOf({ signature: fake.sign })
  const { Status, shown, given } = createStatus()
  const { element } = mount(Status, wechat)
  await until(() => shown.length)
  const before = given.length
  await wechat.ready()
  await until(() => element.textContent === 'ready  ios')
  expect(shown).toEqual(['idle  ios', 'configuring  ios', 'ready  ios'])
  expect(given.length - before).toBe(2)
})

test('error is there while the configuration has failed', async () => {
  expectLine(/signature|config failed/)
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const { Status, shown } = createStatus()
  mount(Status, wechat)
  await until(() => shown.length)
  fake.replyOnce('config', { err_msg: 'pre_verify_jsapi:fail' })
  await rejection(wechat.ready())
  await until(() => shown.at(-1) === 'failed config-failed android')
  await wechat.ready()
  await until(() => shown.at(-1) === 'ready  android')
})

test('outside WeChat the status is idle, whatever is asked', async () => {
  const wechat = wechatOf({ signature: '/signature' })
  const { Status, shown } = createStatus()
  mount(Status, wechat)
  await until(() => shown.length)
  await rejection(wechat.ready())
  await turn(10)
  expect(shown).toEqual(['idle  none'])
})

test('the environment is the same object from one rendering to the next', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const { Status, given } = createStatus()
  mount(Status, wechat)
  await until(() => given.length)
  await wechat.ready()
  await until(() => given.at(-1)?.status === 'ready')
  expect(new Set(given.map(({ environment }) => environment)).size).toBe(1)
})

test('no listener is left when the components are gone, nor when the app is', async () => {
  const { wechat, listeners } = counted(wechatOf({ signature: '/signature' }))
  const { Status } = createStatus()
  let show: (count: number) => void = () => {}
  function Page() {
    const [count, setCount] = useState(3)
    show = setCount
    return Array.from({ length: count }, (_, key) => createElement(Status, { key }))
  }
  const { unmount } = mount(Page, wechat)
  await until(() => listeners() >= 3)
  const each = listeners() / 3
  show(1)
  await until(() => listeners() === each)
  unmount()
  await until(() => listeners() === 0)
})

test('once the last provider is gone no route is followed, until somebody asks again', {
  tags: 'unmounted-idle',
}, async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const parts = [createStatus(), createStatus()]
  const [first, second] = parts.map(({ Status }) => mount(Status, wechat))
  await until(() => parts.every(({ given }) => given.length))
  await wechat.ready()
  const go = async (path: string) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    history.pushState(null, '', path)
    await vi.advanceTimersByTimeAsync(1000)
    vi.useRealTimers()
    return fake.signatures.map(({ url }) => new URL(url).pathname)
  }
  const unfollowed = vi.spyOn(globalThis, 'removeEventListener')
  first?.unmount()
  expect(await go('/one')).toContain('/one')
  second?.unmount()
  await until(() => unfollowed.mock.calls.some(([type]) => type === 'pageshow'))
  expect(await go('/two')).not.toContain('/two')
  expect(await wechat.ready()).toMatchObject({ url: location.href })
  expect(await go('/three')).toContain('/three')
})
