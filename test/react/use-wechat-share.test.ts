import { createElement, useState } from 'react'
import { beforeEach, expect, test } from 'vitest'
import type { ShareContent } from 'wechat-ready'
import { useWechatShare } from 'wechat-ready/react'
import type { FakeWechat } from 'wechat-ready/testing'
import { openInWechat, rejection, until, wechatOf } from '../core/page.ts'
import { turn, turnableTime } from '../kit/time.ts'
import { mount } from './page.ts'

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

test('a component that is unmounted takes its content along', async () => {
  const { fake, set } = mountSharer({ content: { title: 'own' } })
  await until(() => told(fake).length === 1)
  set({ shown: '' })
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['own', 'default'])
})

test('a component that stays keeps its content over a change of the URL', async () => {
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
  const outside = wechatOf({ signature: '/signature' })
  function Part() {
    useWechatShare({ title: 'own' })
    return null
  }
  mount(Part, outside)
  await rejection(outside.ready())
  await settle()
  const fake = openInWechat()
  fake.reply('config', 'deny')
  const { wechat } = mountSharer({ content: { title: 'own' } }, fake)
  await until(() => wechat.state.status === 'failed')
  expect(told(fake)).toEqual([])
})
