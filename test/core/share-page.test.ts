import { beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest'
import type { Wechat, WechatOptions } from 'wechat-ready'
import type { FakeWechat } from 'wechat-ready/testing'
import { registry, type Sharer } from '../../src/core/registry.ts'
import type { SetContent } from '../../src/core/share.ts'
import { placeKey } from '../../src/knowledge/keys.ts'
import { collectUncaught, rejection } from '../kit/errors.ts'
import { at, LANDING, openInWechat, travel, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { SECOND, turn, turnableTime, until } from '../kit/time.ts'

beforeEach(() => loadLazyParts())
beforeEach(turnableTime)
beforeEach(() => {
  history.replaceState(null, '', LANDING)
  document.title = 'The page'
})

let warn: MockInstance
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
})

const open = (options: Partial<WechatOptions> = {}) => {
  const fake = openInWechat()
  return { fake, wechat: wechatOf({ signature: fake.sign, ...options }) }
}

const sent = ({ calls }: FakeWechat) => calls.filter(({ api }) => api === 'updateAppMessageShareData')
const titles = (fake: FakeWechat) => sent(fake).map(({ params }) => params.title)
const push = (path: string) => history.pushState(null, '', path)
/** Long enough for the page to be configured, and for what is shared to be sent. */
const settle = () => turn(SECOND)

/** A component's content, from its first rendering on. */
const placeOf = (wechat: Wechat) => (wechat as unknown as { [placeKey](): SetContent })[placeKey]()

describe('a content of share()', () => {
  test('is sent again after history.back() and forward() within 200 ms', { tags: 'share-at-url' }, async () => {
    const { fake, wechat } = open()
    push('/a')
    await wechat.share({ title: 'a' })
    travel(LANDING)
    await turn(100)
    travel('/a')
    await settle()
    expect(titles(fake).at(-1)).toBe('a')
  })

  test('is sent again by the next share(), although another script has sent something since', {
    tags: 'share-sends',
  }, async () => {
    const { fake, wechat } = open()
    await wechat.share({ title: 'x' })
    const wx = (await wechat.sdk()) as unknown as { updateAppMessageShareData(content: object): void }
    wx.updateAppMessageShareData({ title: 'y', desc: '', link: location.href, imgUrl: '' })
    await wechat.share({ title: 'x' })
    expect(titles(fake)).toEqual(['x', 'y', 'x'])
  })

  test('applies at a URL that differs only in parameters that WeChat and its login add', {
    tags: 'share-at-url',
  }, async () => {
    const { fake, wechat } = open()
    push('/a?x=1')
    await wechat.share({ title: 'a' })
    push('/a?x=1&from=singlemessage&isappinstalled=0')
    await settle()
    expect(titles(fake)).toEqual(['a', 'a'])
  })

  test('does not return when the content that replaced it is removed', async () => {
    const { fake, wechat } = open()
    const controller = new AbortController()
    await wechat.share({ title: 'first' })
    await wechat.share({ title: 'second' }, controller)
    controller.abort()
    await settle()
    expect(titles(fake)).toEqual(['first', 'second', 'The page'])
  })

  test('is kept for the last 50 URLs', async () => {
    const { fake, wechat } = open()
    await wechat.share({ title: 'sent once' })
    for (let number = 0; number <= 50; number++) {
      push(`/goods/${number}`)
      wechat.share({ title: `goods ${number}` }).catch(() => {})
    }
    for (const [path, title] of [
      ['/goods/0', 'The page'],
      ['/goods/1', 'goods 1'],
    ] as const) {
      travel(path)
      await settle()
      expect(titles(fake).at(-1)).toBe(title)
    }
  })

  test("rejects with disposed if dispose() comes before the client's answer", async () => {
    const { fake, wechat } = open()
    fake.on('updateAppMessageShareData', 'never')
    const share = rejection(wechat.share({ title: 'a' }))
    await until(() => titles(fake).length)
    wechat.dispose()
    expect(await share).toMatchObject({ code: 'disposed' })
    expect(await rejection(wechat.share({ title: 'b' }))).toMatchObject({ code: 'disposed' })
  })

  test("rejects with the reason of its signal if the abort comes before the client's answer", async () => {
    const { fake, wechat } = open()
    fake.on('updateAppMessageShareData', 'never')
    const controller = new AbortController()
    const share = rejection(wechat.share({ title: 'a' }, controller))
    await until(() => titles(fake).length)
    controller.abort('over')
    expect(await share).toBe('over')
  })
})

describe('the content of a component', () => {
  test('applies at every URL while the component is mounted', { tags: 'share-component' }, async () => {
    const { fake, wechat } = open()
    placeOf(wechat)({ title: 'goods 7' })
    for (const path of ['/goods?tab=reviews', '/goods?tab=reviews&_t=1', '/goods/photo/1', '/goods']) {
      push(path)
      await wechat.ready()
      await settle()
    }
    expect(sent(fake).map(({ params, url }) => [new URL(url).pathname, params.title])).toEqual([
      ['/goods', 'goods 7'],
      ['/goods', 'goods 7'],
      ['/goods/photo/1', 'goods 7'],
      ['/goods', 'goods 7'],
    ])
  })

  test('ranks by the first rendering, whenever it is set, and keeps its rank while it is empty', async () => {
    const { fake, wechat } = open()
    const [layout, page] = [placeOf(wechat), placeOf(wechat)]
    page({ title: 'page' })
    layout({ title: 'layout' })
    await wechat.ready()
    await settle()
    page()
    await settle()
    layout({ title: 'layout again' })
    page({ title: 'page again' })
    await settle()
    expect(titles(fake)).toEqual(['page', 'layout', 'page again'])
  })

  test('is replaced by a later share(), and applies again at another URL', async () => {
    const { fake, wechat } = open()
    placeOf(wechat)({ title: 'component' })
    await wechat.share({ title: 'shared' })
    push('/b')
    await settle()
    travel(LANDING)
    await settle()
    expect(titles(fake)).toEqual(['shared', 'component', 'shared'])
  })

  test('leaves nothing behind after dispose()', async () => {
    const { fake, wechat } = open()
    const set = placeOf(wechat)
    set({ title: 'component' })
    await wechat.ready()
    await settle()
    wechat.dispose()
    set({ title: 'late' })
    await settle()
    expect([titles(fake), registry().sharers]).toEqual([['component'], []])
  })
})

describe('the option share', () => {
  test('that returns a promise is ignored, and reported once as an uncaught error', {
    tags: 'share-option',
  }, async () => {
    const errors = collectUncaught()
    const share = (async () => ({ title: 'late' })) as unknown as NonNullable<WechatOptions['share']>
    const { fake, wechat } = open({ share })
    await wechat.share({ title: 'a' })
    push('/b')
    await wechat.ready()
    await settle()
    expect(titles(fake)).toEqual(['a', 'The page'])
    expect(errors).toMatchObject([{ code: 'invalid-argument', message: expect.stringContaining('promise') }])
  })

  test('that throws is ignored, and its error is reported once', async () => {
    const errors = collectUncaught()
    const { fake, wechat } = open({
      share: () => {
        throw new Error('mine')
      },
    })
    await wechat.share({ title: 'a' })
    push('/b')
    await wechat.ready()
    await settle()
    expect(titles(fake)).toEqual(['a', 'The page'])
    expect(errors).toMatchObject([{ message: 'mine' }])
  })
})

describe('under <base href="/app/">', () => {
  beforeEach(() => {
    const base = document.head.appendChild(Object.assign(document.createElement('base'), { href: '/app/' }))
    return () => base.remove()
  })

  test('resolves a relative imgUrl and link', { tags: 'share-link' }, async () => {
    const { fake, wechat } = open()
    push('/app/goods/7')
    await wechat.share({ title: 'a', imgUrl: 'assets/logo.png', link: 'goods/7' })
    expect(sent(fake)[0]?.params).toMatchObject({ imgUrl: at('/app/assets/logo.png'), link: at('/app/goods/7') })
  })

  test('prefetch() signs the URL that a router would open', async () => {
    const { fake, wechat } = open()
    push('/app/goods/7')
    await wechat.prefetch('goods/8')
    expect(fake.signatures.map(({ url }) => url)).toEqual([at('/app/goods/8')])
  })
})

describe('the development build warns once', () => {
  const warnings = (word: string) => warn.mock.calls.filter(([text]) => String(text).includes(word))

  test.each([
    ['a "data:" picture', { imgUrl: 'data:image/png;base64,AA==' }, 'data:'],
    ['a link on another host', { link: 'https://other.example.com/a' }, 'host'],
  ])('about %s', { tags: 'share-warnings' }, async (_, content, word) => {
    const { wechat } = open()
    await wechat.share({ title: 'one', ...content })
    await wechat.share({ title: 'two', ...content })
    expect(warnings(word)).toHaveLength(1)
  })

  test('about a content of share() that does not apply at the new URL, if there is no other one', {
    tags: 'share-warnings',
  }, async () => {
    const { wechat } = open()
    await wechat.share({ title: 'set once' })
    for (const path of ['/b', '/c']) {
      push(path)
      await wechat.ready()
      await settle()
    }
    expect(warnings('option "share"')).toHaveLength(1)
    expect(warnings('/b')).toHaveLength(1)
  })

  test.each<[string, Partial<WechatOptions>, (wechat: Wechat) => void]>([
    ['the option share', { share: () => ({ title: 'default' }) }, () => {}],
    ['a component', {}, (wechat) => placeOf(wechat)({ title: 'component' })],
    ['a share() of its own within 500 ms', {}, (wechat) => setTimeout(() => wechat.share({ title: 'b' }), 300)],
  ])('but not if the next page has %s', async (_, options, arrive) => {
    const { wechat } = open(options)
    await wechat.share({ title: 'a' })
    push('/b')
    arrive(wechat)
    await wechat.ready()
    await settle()
    await settle()
    expect(warn).not.toHaveBeenCalled()
  })
})

describe('with a client object of version 0.1 on the page', () => {
  /** What such a copy puts into the page's registry. */
  const oldSharer = (shares: () => boolean) => {
    const old: Sharer = { shares, content: () => ({ title: 'old' }), tell: vi.fn() }
    registry().sharers.push(old)
    return old
  }

  test('the content that was set last is shared', async () => {
    const { fake, wechat } = open()
    const old = oldSharer(() => true)
    await wechat.share({ title: 'new' })
    expect(titles(fake)).toEqual(['new'])
    fake.emit('onMenuShareQQ')
    expect(fake.calls.at(-1)?.params.title).toBe('new')
    registry().sharers.push(...registry().sharers.splice(0, 1))
    fake.emit('onMenuShareQQ')
    expect(fake.calls.at(-1)?.params.title).toBe('old')
    registry().sharers.splice(registry().sharers.indexOf(old), 1)
  })

  test('that one is told whether there is a content here', async () => {
    const { fake, wechat } = open()
    placeOf(wechat)({ title: 'kept' })
    const [sharer] = registry().sharers
    expect(sharer?.shares()).toBe(true)
    const set = placeOf(wechatOf({ signature: fake.sign }))
    set({ title: 'removed' })
    set()
    expect(registry().sharers.at(-1)?.shares()).toBe(false)
  })

  test('its content is sent again when a content is removed here', async () => {
    const { fake, wechat } = open()
    const old = oldSharer(() => true)
    const controller = new AbortController()
    await wechat.share({ title: 'new' }, controller)
    controller.abort()
    await settle()
    expect(titles(fake)).toEqual(['new'])
    expect(old.tell).toHaveBeenCalled()
    registry().sharers.splice(registry().sharers.indexOf(old), 1)
  })
})
