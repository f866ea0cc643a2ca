import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ShareContent, WechatOptions } from 'wechat-ready'
import type { FakeWechat, FakeWechatOptions } from 'wechat-ready/testing'
import { rejection } from '../kit/errors.ts'
import { LANDING, openInWechat, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { inTime, turn, turnableTime, until } from '../kit/time.ts'

beforeEach(() => loadLazyParts())
beforeEach(turnableTime)

const card: ShareContent = {
  title: 'A thing',
  desc: 'to look at',
  link: 'http://localhost:3000/thing',
  imgUrl: 'http://localhost:3000/thing.png',
}
const timeline = { title: card.title, link: card.link, imgUrl: card.imgUrl }

/** What the client was told to share, by API. */
const told = (fake: FakeWechat, api: string) =>
  fake.calls.filter((call) => call.api === api).map(({ params }) => params)
const toFriends = (fake: FakeWechat) => told(fake, 'updateAppMessageShareData')

const open = (fakeOptions: FakeWechatOptions = {}, options: Partial<WechatOptions> = {}) => {
  const fake = openInWechat(fakeOptions)
  return { fake, wechat: wechatOf({ signature: fake.sign, ...options }) }
}

beforeEach(() => {
  document.title = 'The page'
})

describe('share() sends', () => {
  test('each of the new APIs its own fields', async () => {
    const { fake, wechat } = open()
    expect(await wechat.share(card)).toBeUndefined()
    expect(toFriends(fake)).toEqual([card])
    expect(told(fake, 'updateTimelineShareData')).toEqual([timeline])
  })

  test.each([
    ['onMenuShareAppMessage', 'sendAppMessage', 'to look at'],
    ['onMenuShareTimeline', 'shareTimeline', 'A thing'],
    ['onMenuShareQQ', 'shareQQ', 'to look at'],
    ['onMenuShareWeibo', 'shareWeiboApp', 'to look at'],
    ['onMenuShareQZone', 'shareQZone', 'to look at'],
  ])('its content through the button of %s, for desktops and old clients', async (event, api, desc) => {
    const { fake, wechat } = open({ platform: 'windows' })
    await wechat.share(card)
    await until(() => fake.emit(event))
    const { title, link, imgUrl } = card
    expect(told(fake, api)).toMatchObject([{ title, desc, link, img_url: imgUrl }])
  })

  test('the title and the URL of the page for missing fields', async () => {
    const { fake, wechat } = open()
    await wechat.share({ imgUrl: 'http://localhost:3000/a.png' })
    expect(toFriends(fake)).toEqual([
      {
        title: 'The page',
        desc: '',
        link: location.href.replace('from=singlemessage&', ''),
        imgUrl: 'http://localhost:3000/a.png',
      },
    ])
  })

  test('the content as it was given, even if the object changes later', async () => {
    const { fake, wechat } = open()
    const mine = { ...card }
    const shared = wechat.share(mine)
    mine.title = 'another'
    await shared
    expect(toFriends(fake)).toEqual([card])
  })
})

describe('share() resolves', () => {
  test.each([
    ['denied', 'android', ['updateAppMessageShareData', 'updateTimelineShareData']],
    ['unsupported', 'windows', ['updateAppMessageShareData', 'updateTimelineShareData']],
    ['denied', 'android', ['onMenuShareAppMessage', 'onMenuShareTimeline']],
  ] as const)(
    'when either API family is accepted: %s on %s: %j',
    { tags: 'share-outcome' },
    async (why, platform, apis) => {
      const { fake, wechat } = open({ platform, [why]: apis })
      await wechat.share(card)
      if (!(apis as readonly string[]).includes('onMenuShareAppMessage'))
        expect(fake.emit('onMenuShareAppMessage')).toBe(true)
    },
  )

  test('on an iOS client that has not verified the new APIs, if the old ones work', async () => {
    const { fake, wechat } = open({ platform: 'ios' })
    fake.reply('updateAppMessageShareData', 'fail, the permission value is offline verifying')
    await expect(inTime(wechat.share(card))).resolves.toBeUndefined()
  })
})

describe('share() rejects', () => {
  test('when neither API family is accepted', async () => {
    const { wechat } = open({ denied: ['updateAppMessageShareData', 'onMenuShareAppMessage'] })
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    expect(await rejection(wechat.share(card))).toMatchObject({
      code: 'permission-denied',
      api: 'updateAppMessageShareData',
    })
    await turn(5)
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  test('when the new family is denied and the old one was not in jsApiList', async () => {
    const { wechat } = open(
      { denied: ['updateTimelineShareData'] },
      { jsApiList: ['updateAppMessageShareData', 'updateTimelineShareData'] },
    )
    expect(await rejection(wechat.share(card))).toMatchObject({ api: 'updateTimelineShareData' })
  })

  test('when the client fails for another reason', async () => {
    const { fake, wechat } = open()
    fake.reply('updateTimelineShareData', 'fail_link_too_long')
    expect(await rejection(wechat.share(card))).toMatchObject({
      code: 'call-failed',
      errMsg: expect.stringContaining('link'),
    })
  })

  test.each(['link', 'imgUrl'])('when its %s is not a URL, and sends nothing', async (field) => {
    const { fake, wechat } = open()
    const error = await rejection(wechat.share({ ...card, [field]: 'https://' }))
    expect(error).toMatchObject({ code: 'invalid-argument', api: 'share' })
    expect(String(error)).toContain('"https://" is not a URL')
    expect(toFriends(fake)).toEqual([])
  })

  test('when the page cannot be configured', { tags: 'share-outcome' }, async () => {
    const { fake, wechat } = open()
    fake.reply('config', 'fail')
    expect(await rejection(wechat.share(card))).toMatchObject({ code: 'config-failed' })
  })
})

describe('a content of share()', () => {
  test('is sent again after every configuration of its URL', { tags: 'share-sends' }, async () => {
    const { fake, wechat } = open()
    await wechat.share(card)
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    await wechat.ready()
    await until(() => toFriends(fake).length === 2)
    expect(toFriends(fake)).toEqual([card, card])
  })

  test("does not apply at another URL, which shares the page's title and URL", { tags: 'share-at-url' }, async () => {
    const { fake, wechat } = open()
    await wechat.share(card)
    history.pushState(null, '', '/b')
    await wechat.ready()
    await until(() => toFriends(fake).length === 2)
    expect(toFriends(fake)[1]).toEqual({ title: 'The page', desc: '', link: 'http://localhost:3000/b', imgUrl: '' })
    fake.emit('onMenuShareQQ')
    expect(told(fake, 'shareQQ')).toMatchObject([{ title: 'The page' }])
  })

  test('stays when the fragment changes to an anchor, and is not sent again', async () => {
    const { fake, wechat } = open()
    history.replaceState(null, '', LANDING)
    await wechat.share(card)
    location.hash = '#elsewhere'
    await wechat.ready()
    fake.emit('onMenuShareQQ')
    expect(told(fake, 'shareQQ')).toMatchObject([{ title: card.title }])
    expect(toFriends(fake)).toHaveLength(1)
  })

  test('is not sent if the page has left the URL before it was configured', async () => {
    const { fake, wechat } = open()
    const shared = wechat.share(card)
    await wechat.sdk()
    history.pushState(null, '', '/b')
    await shared
    await wechat.share({ title: 'B' })
    expect(toFriends(fake).map(({ title }) => title)).toEqual(['B'])
  })

  test('is replaced by the next one', async () => {
    const { fake, wechat } = open()
    await Promise.all([wechat.share({ title: 'first' }), wechat.share(card)])
    expect(toFriends(fake).at(-1)).toEqual(card)
  })
})

describe('the share option', () => {
  const share = vi.fn((location: Location) =>
    location.pathname === '/plain' ? undefined : { title: `At ${location.pathname}` },
  )

  test('gives the content of every route without one of its own', { tags: 'share-option' }, async () => {
    const { fake, wechat } = open({}, { share })
    await wechat.ready()
    await until(() => toFriends(fake).length)
    history.pushState(null, '', '/b')
    await wechat.ready()
    await until(() => toFriends(fake).length === 2)
    expect(toFriends(fake)[1]).toMatchObject({ title: 'At /b', link: 'http://localhost:3000/b' })
    await wechat.share(card)
    expect(toFriends(fake)[2]).toEqual(card)
  })

  test('may return nothing for a route: nothing is sent if nothing was shared before', async () => {
    history.replaceState(null, '', '/plain')
    const { fake, wechat } = open({ landing: location.href }, { share })
    await wechat.ready()
    await turn(5)
    expect(fake.calls).toEqual([])
  })
})
