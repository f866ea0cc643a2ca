import { beforeEach, describe, expect, test } from 'vitest'
import { rejection } from '../kit/errors.ts'
import { LANDING, openInWechat, wechatOf } from '../kit/page.ts'
import { turn, turnableTime, until } from '../kit/time.ts'

beforeEach(turnableTime)

/** The titles that the client was told, oldest first. */
const told = ({ calls }: ReturnType<typeof openInWechat>) =>
  calls.filter(({ api }) => api === 'updateAppMessageShareData').map(({ params }) => params.title)

const content = (title: string) => ({ title, link: LANDING, imgUrl: '' })

test("an aborted content is withdrawn: the route's content without it is sent", {
  tags: 'share-withdrawn',
}, async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign, share: () => content('default') })
  const controller = new AbortController()
  await wechat.share(content('own'), controller)
  controller.abort()
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['own', 'default'])
})

test('an abort during a configuration: the content without it is sent once, after it', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign, share: () => content('default') })
  const controller = new AbortController()
  await wechat.share(content('own'), controller)
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  controller.abort()
  await wechat.ready()
  await until(() => told(fake).length === 2)
  await turn(10)
  expect(told(fake)).toEqual(['own', 'default'])
})

test('a content that replaces a withdrawn one in the same task is the only one sent', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const controller = new AbortController()
  await wechat.share(content('first'), controller)
  controller.abort()
  await wechat.share(content('second'))
  await turn(10)
  expect(told(fake)).toEqual(['first', 'second'])
})

test('a content that has been replaced cannot be withdrawn', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const controller = new AbortController()
  await wechat.share(content('first'), controller)
  await wechat.share(content('second'))
  controller.abort()
  await turn(10)
  expect(told(fake)).toEqual(['first', 'second'])
})

test('a content aborted before it was sent is never sent, and rejects with the abort reason', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const [late, early] = [new AbortController(), new AbortController()]
  const outcomes = [rejection(wechat.share(content('late'), late)), rejection(wechat.share(content('early'), early))]
  early.abort('early')
  setTimeout(() => late.abort('late'))
  expect(await Promise.all(outcomes)).toEqual(['late', 'early'])
  await wechat.ready()
  await wechat.share(content('other'))
  expect(told(fake)).toEqual(['other'])
})

test('a content whose signal is already aborted is not shared', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  await wechat.share(content('own'))
  expect(await rejection(wechat.share(content('late'), { signal: AbortSignal.abort('over') }))).toBe('over')
  // Configured again, the page shares what it shared before.
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['own', 'own'])
})

test('a content that is withdrawn after the page has left its route causes no update for it', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const controller = new AbortController()
  await wechat.share(content('own'), controller)
  history.pushState(null, '', '/next')
  controller.abort()
  await wechat.ready()
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual(['own', document.title])
})

test('with autoResign: false, an abort at a URL that is not configured sends nothing', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign, autoResign: false, share: () => content('default') })
  const controller = new AbortController()
  await wechat.share(content('own'), controller)
  history.pushState(null, '', '/next')
  controller.abort()
  await turn(10)
  expect(told(fake)).toEqual(['own'])
})

test.each([
  ['/next', 2],
  ['#/next', 1],
])('a content that the client refused is not sent again after a navigation to %s', async (next, times) => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign, autoResign: false })
  fake.replyOnce('updateAppMessageShareData', 'permission value is offline verifying')
  const share = wechat.share(content('own')).catch(() => {})
  await turn(100)
  expect(told(fake)).toEqual(['own'])
  history.pushState(null, '', next)
  await turn(2000)
  await share
  expect(told(fake)).toEqual(['own', document.title].slice(0, times))
})

test('after dispose() an abort sends nothing', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const controller = new AbortController()
  await wechat.share(content('own'), controller)
  controller.abort()
  wechat.dispose()
  await turn(10)
  expect(told(fake)).toEqual(['own'])
})

describe('with another client object on the page, a withdrawn content', () => {
  async function open(share?: () => object) {
    const fake = openInWechat()
    const one = wechatOf({ signature: fake.sign })
    const two = wechatOf({ signature: fake.sign, ...(share && { share }) })
    const controller = new AbortController()
    return { fake, one, two, controller }
  }

  test("is replaced by the other one's last content, which is sent again", async () => {
    const { fake, one, two, controller } = await open()
    await one.share(content('one'))
    await two.share(content('two'), controller)
    controller.abort()
    await until(() => told(fake).length === 3)
    expect(told(fake)).toEqual(['one', 'two', 'one'])
    // The buttons of the menu say the same, also after the next configuration of the one that has withdrawn.
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    await two.ready()
    await until(() => fake.emit('onMenuShareQQ'))
    expect(fake.calls.at(-1)).toMatchObject({ api: 'shareQQ', params: { title: 'one' } })
  })

  test('is replaced by that also if it had a default of its own, or has shared twice', async () => {
    const { fake, one, two, controller } = await open(() => content('default of two'))
    await two.ready()
    await one.share(content('one'))
    await two.share(content('two'))
    await two.share(content('two again'), controller)
    controller.abort()
    await until(() => told(fake).at(-1) === 'one')
    await turn(10)
    expect(told(fake)).toEqual(['default of two', 'one', 'two', 'two again', 'one'])
  })

  test("is replaced by its own default if that was shared later than the other one's", async () => {
    const { fake, one, two, controller } = await open(() => content('default of two'))
    await one.share(content('one'))
    await two.ready()
    await until(() => told(fake).at(-1) === 'default of two')
    await two.share(content('two'), controller)
    controller.abort()
    await until(() => told(fake).length === 4)
    expect(told(fake)).toEqual(['one', 'default of two', 'two', 'default of two'])
  })

  test('is replaced by its own default if the other client object was disposed of', async () => {
    const { fake, one, two, controller } = await open(() => content('default of two'))
    await one.share(content('one'))
    await two.share(content('two'), controller)
    one.dispose()
    controller.abort()
    await until(() => told(fake).at(-1) === 'default of two')
    await turn(10)
    expect(told(fake)).toEqual(['one', 'two', 'default of two'])
  })
})
