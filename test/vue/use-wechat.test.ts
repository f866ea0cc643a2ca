import { describe, expect, test, vi } from 'vitest'
import { createApp, defineComponent, h, isReadonly, nextTick, ref, Suspense } from 'vue'
import { isWechatError } from 'wechat-ready'
import { useWechat, useWechatReady, useWechatShare } from 'wechat-ready/vue'
import { rejection } from '../kit/errors.ts'
import { counted } from '../kit/listeners.ts'
import { openInWechat, wechatOf } from '../kit/page.ts'
import { SECOND, turn, virtualTime } from '../kit/time.ts'
import { expectLine, mount } from './page.ts'

/** Shows all that `useWechat` gives, and counts its renderings. */
function createStatus() {
  const rendered: string[] = []
  const Status = defineComponent(() => {
    const { status, error, environment } = useWechat()
    return () => {
      const code = isWechatError(error.value) ? error.value.code : ''
      rendered.push([status.value, code, environment.value?.platform].join(' '))
      return h('p', rendered.at(-1))
    }
  })
  return { Status, rendered }
}

test('useWechat gives the client object of the plugin, and read-only refs', () => {
  const wechat = wechatOf({ signature: '/signature' })
  mount(
    defineComponent(() => {
      const { wechat: given, ...refs } = useWechat()
      expect(given).toBe(wechat)
      expect(refs.can.value('chooseImage')).toEqual({ ok: false, reason: 'not-in-wechat' })
      expect(Object.values(refs).every(isReadonly)).toBe(true)
      return () => null
    }),
    wechat,
  )
  expect.assertions(3)
})

test('without the plugin, useWechat says what is missing', () => {
  const app = createApp(
    defineComponent(() => {
      expect(useWechat).toThrow('app.use(createWechatPlugin(wechat))')
      return () => null
    }),
  )
  app.mount(document.createElement('main'))
  expect.assertions(1)
})

/** Vue has warned of what the test does on purpose. */
function expectWarning(text: RegExp): void {
  const { mock, mockClear } = vi.mocked(console.warn)
  expect(mock.calls[0]?.join(' ')).toMatch(text)
  // `<Suspense>` says that it is experimental.
  mockClear()
}

describe('where Vue has no component, useWechat says to call it in setup()', { tags: 'error-advice' }, () => {
  const wechat = () => wechatOf({ signature: '/signature' })
  const advice = /Call it in setup\(\).*share one copy of vue/

  test.each(Object.entries({ useWechat, useWechatReady, useWechatShare }))('%s after an await', async (_, use) => {
    let thrown: unknown
    const Late = defineComponent(async () => {
      await Promise.resolve()
      try {
        use(() => undefined)
      } catch (error) {
        thrown = error
      }
      return () => null
    })
    mount(
      defineComponent(() => () => h(Suspense, () => h(Late))),
      wechat(),
    )
    await expect.poll(() => String(thrown)).toMatch(advice)
    expectWarning(/inject\(\) can only be used inside setup/)
  })

  test('in a handler of an event', () => {
    let thrown: unknown
    // By another name, since the linter knows that this is wrong.
    const inHandler: () => unknown = useWechat
    const onClick = () => {
      try {
        inHandler()
      } catch (error) {
        thrown = error
      }
    }
    const { element } = mount(
      defineComponent(() => () => h('button', { onClick })),
      wechat(),
    )
    element.querySelector('button')?.click()
    expect(String(thrown)).toMatch(advice)
    expectWarning(/inject\(\) can only be used inside setup/)
  })
})

test('the refs follow the client object, and the component renders what changes and no more', {
  tags: 'bindings',
}, async () => {
  const fake = openInWechat({ platform: 'ios' })
  const wechat = wechatOf({ signature: fake.sign })
  const { Status, rendered } = createStatus()
  const { element } = mount(Status, wechat)
  await wechat.ready()
  await nextTick()
  expect(element.textContent).toBe('ready  ios')
  expect(rendered).toEqual(['idle  ios', 'configuring  ios', 'ready  ios'])
})

test('error is there while the configuration has failed', async () => {
  expectLine(/signature|config failed/)
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const { Status, rendered } = createStatus()
  mount(Status, wechat)
  fake.replyOnce('config', { err_msg: 'pre_verify_jsapi:fail' })
  await rejection(wechat.ready())
  await nextTick()
  await wechat.ready()
  await nextTick()
  expect(rendered.map((line) => line.replace(' android', ''))).toEqual([
    'idle ',
    'configuring ',
    'failed config-failed',
    'configuring ',
    'ready ',
  ])
})

test('outside WeChat the status is idle, whatever is asked', async () => {
  const wechat = wechatOf({ signature: '/signature' })
  const { Status, rendered } = createStatus()
  mount(Status, wechat)
  await rejection(wechat.ready())
  await nextTick()
  expect(rendered).toEqual(['idle  none'])
})

test('a component that comes later shows at once what there is', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  await wechat.ready()
  const { Status, rendered } = createStatus()
  mount(Status, wechat)
  await nextTick()
  expect(rendered).toEqual(['ready  android'])
})

test('no listener is left when the components are gone, nor when the app is', async () => {
  const { wechat, listeners } = counted(wechatOf({ signature: '/signature' }))
  const shown = ref(3)
  const { Status } = createStatus()
  const Page = defineComponent(() => () => Array.from({ length: shown.value }, (_, key) => h(Status, { key })))
  const { unmount } = mount(Page, wechat)
  expect(listeners()).toBe(3)
  shown.value = 1
  await nextTick()
  expect(listeners()).toBe(1)
  unmount()
  expect(listeners()).toBe(0)
})

test('once the last app is gone no route is followed, until somebody asks again', {
  tags: 'unmounted-idle',
}, async () => {
  virtualTime()
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const apps = [mount(createStatus().Status, wechat), mount(createStatus().Status, wechat)]
  wechat.ready()
  await turn(SECOND)
  const go = async (path: string) => {
    history.pushState(null, '', path)
    await turn(SECOND)
    return fake.signatures.length
  }
  apps[0]?.unmount()
  expect(await go('/one')).toBe(2)
  apps[1]?.unmount()
  expect(await go('/two')).toBe(2)
  wechat.ready()
  await turn(SECOND)
  expect(wechat.state).toMatchObject({ status: 'ready', url: location.href })
  expect(await go('/three')).toBe(4)
})
