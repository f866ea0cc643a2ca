import { createElement, Fragment, useState } from 'react'
import { expect, test } from 'vitest'
import { useWechatReady } from 'wechat-ready/react'
import { rejection } from '../kit/errors.ts'
import { counted } from '../kit/listeners.ts'
import { LANDING, openInWechat, wechatOf } from '../kit/page.ts'
import { until } from '../kit/time.ts'
import { expectLine, mount } from './page.ts'

/** A component that notes the URLs with which it is called back. */
function createReady() {
  const urls: string[] = []
  function Ready() {
    useWechatReady(({ url }) => void urls.push(url))
    return null
  }
  return { Ready, urls }
}

test('it asks for the configuration and calls back, once for this one and for each one after it', {
  tags: 'bindings',
}, async () => {
  const fake = openInWechat()
  const { Ready, urls } = createReady()
  mount(Ready, wechatOf({ signature: fake.sign }))
  await until(() => urls.length)
  history.pushState(null, '', '/next')
  await until(() => urls.length === 2)
  expect(urls).toEqual([LANDING, location.href])
  expect(fake.configurations).toHaveLength(2)
})

test('it calls back at once when the page is configured already', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  await wechat.ready()
  const { Ready, urls } = createReady()
  mount(Ready, wechat)
  await until(() => urls.length)
  expect([urls.length, fake.configurations.length]).toEqual([1, 1])
})

test('after a failure it calls back when a later configuration is good', async () => {
  expectLine(/pre_verify_jsapi:fail|signature/)
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  fake.replyOnce('config', { err_msg: 'pre_verify_jsapi:fail' })
  const { Ready, urls } = createReady()
  mount(Ready, wechat)
  await until(() => wechat.state.status === 'failed')
  expect(urls).toEqual([])
  await wechat.ready()
  expect(urls).toEqual([LANDING])
})

test('the callback of the last rendering is called', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
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

test('an unmounted component is not called back any more, and leaves no listener', async () => {
  const fake = openInWechat()
  const { wechat, listeners } = counted(wechatOf({ signature: fake.sign }))
  const { Ready, urls } = createReady()
  let show: (shown: boolean) => void = () => {}
  function Page() {
    const [shown, setShown] = useState(true)
    show = setShown
    return createElement(Fragment, null, shown ? createElement(Ready) : createElement('p'))
  }
  const { element } = mount(Page, wechat)
  await until(() => urls.length)
  show(false)
  await until(() => element.children.length)
  history.pushState(null, '', '/next')
  await wechat.ready()
  expect(urls).toEqual([LANDING])
  expect(listeners()).toBe(0)
})

test('outside WeChat nothing happens', async () => {
  const wechat = wechatOf({ signature: '/signature' })
  const { Ready, urls } = createReady()
  mount(Ready, wechat)
  await rejection(wechat.ready())
  expect(urls).toEqual([])
})
