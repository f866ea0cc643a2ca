import { beforeEach, describe, expect, test, vi } from 'vitest'
import { computed, defineComponent, h, isReadonly, type MaybeRefOrGetter, reactive, ref, Suspense } from 'vue'
import type { ShareContent } from 'wechat-ready'
import { useWechat, useWechatReady, useWechatShare } from 'wechat-ready/vue'
import { open, openInWechat, sharedTitles, wechatOf } from '../kit/page.ts'
import { turnableTime, until } from '../kit/time.ts'
import { mount } from './page.ts'

// What only Vue 3 has. The rules of all bindings are in test/bindings/.

beforeEach(turnableTime)

const createSharer = (content: MaybeRefOrGetter<ShareContent | undefined>) =>
  defineComponent(() => {
    useWechatShare(content)
    return () => null
  })

test('useWechat returns the client object, and read-only refs', () => {
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

test("an error thrown by the callback of useWechatReady goes to the app's error handler", async () => {
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

test('useWechatShare follows the fields of a reactive object', async () => {
  const content = reactive({ title: 'first' })
  const { fake, wechat } = open()
  mount(createSharer(content), wechat)
  await until(() => sharedTitles(fake).length === 1)
  content.title = 'second'
  await until(() => sharedTitles(fake).length === 2)
  expect(sharedTitles(fake)).toEqual(['first', 'second'])
})

test.each<[string, (content: ShareContent) => MaybeRefOrGetter<ShareContent | undefined>]>([
  ['an object', (content) => content],
  ['a reactive object', (content) => reactive(content)],
  ['a ref', (content) => ref(content)],
  ['a computed ref', (content) => computed(() => content)],
  ['a function', (content) => () => content],
])('useWechatShare takes %s', async (_, wrap) => {
  const { fake, wechat } = open()
  mount(createSharer(wrap({ title: 'own' })), wechat)
  await until(() => sharedTitles(fake).length === 1)
  expect(sharedTitles(fake)).toEqual(['own'])
})
