import { expect, test, vi } from 'vitest'
import { defineComponent, h, KeepAlive, nextTick, ref } from 'vue'
import { isWechatError } from 'wechat-ready'
import { useWechatReady } from 'wechat-ready/vue'
import { rejection } from '../kit/errors.ts'
import { counted } from '../kit/listeners.ts'
import { LANDING, openInWechat, wechatOf } from '../kit/page.ts'
import { until } from '../kit/time.ts'
import { expectLine, mount } from './page.ts'

/** A component that notes the URLs with which it is called back. */
function createReady() {
  const urls: string[] = []
  const Ready = defineComponent(() => {
    useWechatReady(({ url }) => void urls.push(url))
    return () => null
  })
  return { Ready, urls }
}

test('it asks for the configuration and calls back, for this one and for each one after it', {
  tags: 'bindings',
}, async () => {
  const fake = openInWechat()
  const { Ready, urls } = createReady()
  mount(Ready, wechatOf({ signature: fake.sign }))
  await until(() => urls.length)
  history.pushState(null, '', '/next')
  await until(() => urls.length === 2)
  expect(urls).toEqual([LANDING, location.href])
})

test('it calls back at once when the page is configured already', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  await wechat.ready()
  const { Ready, urls } = createReady()
  mount(Ready, wechat)
  await until(() => urls.length)
  expect(fake.configurations).toHaveLength(1)
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
  await nextTick()
  expect(urls).toEqual([LANDING])
})

test('an unmounted component is not called back any more, and leaves no listener', async () => {
  const fake = openInWechat()
  const { wechat, listeners } = counted(wechatOf({ signature: fake.sign }))
  const early = createReady()
  mount(early.Ready, wechat).unmount()
  const late = createReady()
  const { unmount } = mount(late.Ready, wechat)
  await until(() => late.urls.length)
  unmount()
  history.pushState(null, '', '/next')
  await wechat.ready()
  await nextTick()
  expect([early.urls, late.urls]).toEqual([[], [LANDING]])
  expect(listeners()).toBe(0)
})

test('a component that is set aside by KeepAlive is called back when it is on the page again', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const shown = ref(true)
  const { Ready, urls } = createReady()
  mount(
    defineComponent(() => () => h(KeepAlive, () => (shown.value ? h(Ready) : h('p')))),
    wechat,
  )
  await until(() => urls.length)
  shown.value = false
  history.pushState(null, '', '/next')
  await wechat.ready()
  await nextTick()
  expect(urls).toEqual([LANDING])
  shown.value = true
  await until(() => urls.length === 2)
  expect(urls[1]).toBe(location.href)
})

test("what the callback throws goes to the app's error handler", async () => {
  const fake = openInWechat()
  const fault = new Error('fault')
  const handler = vi.fn()
  const { app } = mount(
    defineComponent(() => {
      useWechatReady(async () => {
        throw fault
      })
      return () => null
    }),
    wechatOf({ signature: fake.sign }),
  )
  app.config.errorHandler = handler
  await until(() => handler.mock.calls.length)
  expect(handler.mock.calls[0]?.[0]).toBe(fault)
})

test('outside WeChat nothing happens', async () => {
  const wechat = wechatOf({ signature: '/signature' })
  const { Ready, urls } = createReady()
  mount(Ready, wechat)
  expect(isWechatError(await rejection(wechat.ready()), 'not-in-wechat')).toBe(true)
  expect(urls).toEqual([])
})
