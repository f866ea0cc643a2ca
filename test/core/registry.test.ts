import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { FakeWechat } from 'wechat-ready/testing'
import { registry } from '../../src/core/registry.ts'
import { LANDING, openInWechat, wechatOf } from '../kit/page.ts'
import { nextTask, turnableTime, until } from '../kit/time.ts'

beforeEach(turnableTime)

/* Several clients on one page: another copy of the library, a sub-application of a micro front-end. */

const voice = { localId: 'wxLocalResource://1' }
const told = (fake: FakeWechat) =>
  fake.calls.filter(({ api }) => api === 'updateAppMessageShareData').map(({ params }) => params.title)

/** Another copy of the library, with a state of its own: what it shares with the others is on the page. */
async function anotherCopy(fake: FakeWechat) {
  vi.resetModules()
  const { createWechat } = await import('wechat-ready')
  return createWechat({ signature: fake.sign })
}

beforeEach(() => {
  document.title = 'The shop'
})

describe.each(['of one copy', 'of two copies'])('two clients %s', (copies) => {
  const open = async () => {
    const fake = openInWechat()
    const one = wechatOf({ signature: fake.sign })
    const two = copies === 'of one copy' ? wechatOf({ signature: fake.sign }) : await anotherCopy(fake)
    return { fake, one, two }
  }

  test('receive an event once each; after one is disposed of, the other still does', {
    tags: 'events-of-all',
  }, async () => {
    const { fake, one, two } = await open()
    const [first, second] = [vi.fn(), vi.fn()]
    one.onVoicePlayEnd(first)
    await one.ready()
    two.onVoicePlayEnd(second)
    await two.ready()
    await until(() => fake.emit('onVoicePlayEnd', voice) && second.mock.calls.length)
    for (const listener of [first, second]) listener.mockClear()
    fake.emit('onVoicePlayEnd', voice)
    expect([first.mock.calls, second.mock.calls]).toEqual([[[voice]], [[voice]]])
    two.dispose()
    fake.emit('onVoicePlayEnd', voice)
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([2, 1])
    one.dispose()
    fake.emit('onVoicePlayEnd', voice)
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([2, 1])
  })

  test('still receive events in the later one when the first is disposed of', async () => {
    const { fake, one, two } = await open()
    const second = vi.fn()
    one.onVoicePlayEnd(() => {})
    await one.ready()
    two.onVoicePlayEnd(second)
    await two.ready()
    await until(() => fake.emit('onVoicePlayEnd', voice) && second.mock.calls.length)
    one.dispose()
    second.mockClear()
    fake.emit('onVoicePlayEnd', voice)
    expect(second.mock.calls).toEqual([[voice]])
    two.dispose()
  })

  test("share the content of the last share(); after its dispose() the other one's is sent again", {
    tags: 'dispose',
  }, async () => {
    const { fake, one, two } = await open()
    await one.share({ title: 'one' })
    await two.share({ title: 'two' })
    await until(() => fake.emit('onMenuShareQQ'))
    expect(fake.calls.at(-1)?.params.title).toBe('two')
    two.dispose()
    await until(() => told(fake).at(-1) === 'one')
    fake.emit('onMenuShareQQ')
    expect(fake.calls.at(-1)).toMatchObject({ api: 'shareQQ', params: { title: 'one' } })
    expect(told(fake)).toEqual(['one', 'two', 'one'])
    one.dispose()
  })

  test('share the content of the one that has some, if the other shares nothing', async () => {
    const { fake, one, two } = await open()
    await one.share({ title: 'one' })
    await two.ready()
    await nextTask()
    await until(() => fake.emit('onMenuShareQQ'))
    expect(fake.calls.at(-1)?.params.title).toBe('one')
    expect(told(fake).at(-1)).toBe('one')
    two.dispose()
    await nextTask()
    expect(told(fake).at(-1)).toBe('one')
  })

  test('are both configured, and keep their grants', { tags: 'heal-rights' }, async () => {
    const { one, two } = await open()
    expect(await one.ready()).toMatchObject({ url: LANDING })
    expect(await two.ready()).toMatchObject({ url: LANDING })
    for (const wechat of [one, two, one]) expect(await wechat.chooseImage()).toHaveProperty('localIds')
    two.dispose()
    expect(await one.chooseImage()).toHaveProperty('localIds')
  })
})

test('share() sends a content again if another client object has shared since', async () => {
  const fake = openInWechat()
  const [one, two] = [wechatOf({ signature: fake.sign }), wechatOf({ signature: fake.sign })]
  await one.share({ title: 'one' })
  await two.share({ title: 'two' })
  await one.share({ title: 'one' })
  expect(told(fake)).toEqual(['one', 'two', 'one'])
})

test('of two share() calls before the configuration only the later content is sent; both resolve', async () => {
  const fake = openInWechat()
  const [one, two] = [wechatOf({ signature: fake.sign }), wechatOf({ signature: fake.sign })]
  await Promise.all([one.share({ title: 'one' }), two.share({ title: 'two' })])
  expect(told(fake)).toEqual(['two'])
})

test('a sub-application can be mounted and disposed of three times and leaves nothing behind', async () => {
  const fake = openInWechat()
  const heard = vi.fn()
  for (const title of ['first', 'second', 'third']) {
    const wechat = wechatOf({ signature: fake.sign })
    wechat.onVoicePlayEnd(heard)
    await wechat.share({ title })
    await until(() => fake.emit('onVoicePlayEnd', voice) && heard.mock.calls.length)
    heard.mockClear()
    fake.emit('onVoicePlayEnd', voice)
    expect(heard).toHaveBeenCalledTimes(1)
    expect(told(fake).at(-1)).toBe(title)
    wechat.dispose()
    heard.mockClear()
    fake.emit('onVoicePlayEnd', voice)
    expect(heard).not.toHaveBeenCalled()
  }
  const { listeners, sharers } = registry()
  expect(sharers).toEqual([])
  expect(Object.values(listeners).map(({ size }) => size)).toEqual(Object.values(listeners).map(() => 0))
})
