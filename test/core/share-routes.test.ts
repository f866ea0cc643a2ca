import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { WechatOptions } from 'wechat-ready'
import type { FakeWechat } from 'wechat-ready/testing'
import { rejection } from '../kit/errors.ts'
import { at, comeBack, LANDING, openInWechat, travel, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { nextTask, SECOND, turn, turnableTime, until, virtualTime } from '../kit/time.ts'

beforeEach(turnableTime)

const push = (path: string) => history.pushState(null, '', path)
const home = new URL(LANDING).pathname

/** Share content that says of which route it is. */
const ofRoute: NonNullable<WechatOptions['share']> = ({ pathname, href }) => ({
  title: `of ${pathname}`,
  link: href,
  imgUrl: at('/logo.png'),
})

/** What the client was told to share, oldest first, and at which URL. */
const told = (fake: FakeWechat, api = 'updateAppMessageShareData') =>
  fake.calls.filter((call) => call.api === api).map(({ url, params }) => [new URL(url).pathname, params.title])

/** What a button of the menu shares now. */
async function shared(fake: FakeWechat, button: string, api: string) {
  await until(() => fake.emit(button))
  return told(fake, api).at(-1)?.[1]
}

const everyButton = [
  ['onMenuShareAppMessage', 'sendAppMessage'],
  ['onMenuShareTimeline', 'shareTimeline'],
  ['onMenuShareQQ', 'shareQQ'],
  ['onMenuShareWeibo', 'shareWeiboApp'],
  ['onMenuShareQZone', 'shareQZone'],
] as const

describe.each(['ios', 'android', 'windows', 'devtools'] as const)(
  'on %s the client shares the current route',
  (platform) => {
    const open = () => {
      const fake = openInWechat({ platform })
      return { fake, wechat: wechatOf({ signature: fake.sign, share: ofRoute }) }
    }

    test.each<[string, () => void, string]>([
      ['pushState', () => push('/b'), '/b'],
      ['replaceState', () => history.replaceState(null, '', '/b?x=1'), '/b'],
      ['a chain of redirects', () => ['/x', '/y', '/b'].forEach(push), '/b'],
      ['going back', () => travel('/b'), '/b'],
      ['the back-forward cache', comeBack, home],
    ])(
      'after %s, when it is sent and when the menu asks for it',
      { tags: 'share-is-seen' },
      async (_, navigate, path) => {
        const { fake, wechat } = open()
        await wechat.ready()
        await until(() => told(fake).length === 1)
        navigate()
        await wechat.ready()
        await until(() => told(fake).length === 2)
        expect(told(fake)).toEqual([home, path].map((path) => [path, `of ${path}`]))
        expect(told(fake, 'updateTimelineShareData')).toEqual(told(fake))
        for (const [button, api] of everyButton) expect(await shared(fake, button, api)).toBe(`of ${path}`)
      },
    )

    test('from the very moment of the URL change when the menu asks for it', async () => {
      const { fake, wechat } = open()
      await wechat.ready()
      for (const [button] of everyButton) await until(() => fake.emit(button))
      push('/b')
      fake.emit('onMenuShareQQ')
      expect(told(fake, 'shareQQ').at(-1)?.[1]).toBe('of /b')
    })
  },
)

describe('a content of share() for one route', () => {
  test('replaces the default there, is sent again with each configuration, and nowhere else', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, share: ofRoute })
    await wechat.share({ title: 'my own' })
    comeBack()
    await wechat.ready()
    push('/b')
    await wechat.ready()
    await until(() => told(fake).at(-1)?.[0] === '/b')
    // The first configuration may be told before share() has been heard.
    expect(
      told(fake)
        .filter(([path]) => path === home)
        .slice(-2),
    ).toEqual([
      [home, 'my own'],
      [home, 'my own'],
    ])
    expect(told(fake).filter(([path]) => path === '/b')).toEqual([['/b', 'of /b']])
    for (const [button, api] of everyButton) expect(await shared(fake, button, api)).toBe('of /b')
  })

  test('applies again when the page is back at its URL', async () => {
    history.replaceState(null, '', LANDING)
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, share: ofRoute })
    await wechat.ready()
    await wechat.share({ title: 'my own' })
    push('/b')
    await wechat.ready()
    travel(LANDING)
    await wechat.ready()
    await until(() => told(fake).length === 4)
    expect(told(fake)).toEqual([
      [home, `of ${home}`],
      [home, 'my own'],
      ['/b', 'of /b'],
      [home, 'my own'],
    ])
    for (const [button, api] of everyButton) expect(await shared(fake, button, api)).toBe('my own')
  })

  test('is never sent if the route is left before it was configured', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, share: ofRoute })
    await wechat.ready()
    push('/b')
    const share = wechat.share({ title: 'my own' })
    await undefined
    push('/c')
    await share
    await until(() => told(fake).at(-1)?.[0] === '/c')
    expect(told(fake).map(([, title]) => title)).not.toContain('my own')
  })

  test('without a default is followed by the page’s title and URL on the next route', async () => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    document.title = 'The shop'
    await wechat.share({ title: 'my own', link: at('/landing-page') })
    push('/b#/detail')
    await wechat.ready()
    await until(() => told(fake).length === 2)
    expect(fake.calls.filter(({ api }) => api === 'updateAppMessageShareData').at(-1)?.params).toMatchObject({
      title: 'The shop',
      link: at('/b#/detail'),
    })
  })
})

test('a content is not sent to a route that could not be configured, nor carried to the next', {
  tags: 'share-no-mixup',
}, async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign, share: ofRoute })
  await wechat.ready()
  await until(() => told(fake).length === 1)
  fake.reply('config', 'deny')
  push('/b')
  await rejection(wechat.ready())
  fake.reply('config')
  push('/c')
  await wechat.ready()
  await until(() => told(fake).length === 2)
  expect(told(fake)).toEqual([home, '/c'].map((path) => [path, `of ${path}`]))
})

test('a listener that navigates when the page is ready: nothing is sent for the route it leaves', {
  tags: 'share-no-mixup',
}, async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign, share: ofRoute })
  wechat.subscribe(({ status }) => {
    if (status === 'ready' && location.pathname !== '/b') push('/b')
  })
  await wechat.ready()
  await until(() => told(fake).length)
  await nextTask()
  expect(told(fake)).toEqual([['/b', 'of /b']])
})

test('without any content, nothing is sent', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign, share: vi.fn(() => undefined) })
  await wechat.ready()
  push('/b')
  await wechat.ready()
  await nextTask()
  expect(fake.calls).toEqual([])
})

describe('with a hash router', () => {
  const links = (fake: FakeWechat) =>
    fake.calls.filter(({ api }) => api === 'updateAppMessageShareData').map(({ params }) => params.link)
  const go = async (fragment: string) => {
    location.hash = fragment
    await nextTask()
    await nextTask()
  }
  const open = async (options: Partial<WechatOptions> = {}) => {
    history.replaceState(null, '', `${home}#/list`)
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, ...options })
    await wechat.ready()
    await nextTask()
    return { fake, wechat }
  }
  const byHref = { share: ({ hash, href }: Location) => ({ title: `of ${hash}`, link: href }) }

  test("each route's content is sent, and nothing is signed for it", { tags: 'share-hash' }, async () => {
    const { fake } = await open(byHref)
    await go('#/detail/7')
    await until(() => links(fake).length === 2)
    expect(told(fake).map(([, title]) => title)).toEqual(['of #/list', 'of #/detail/7'])
    expect(fake.signatures).toHaveLength(1)
    expect(fake.configurations).toHaveLength(1)
    await until(() => fake.emit('onMenuShareQQ'))
    expect(told(fake, 'shareQQ').at(-1)?.[1]).toBe('of #/detail/7')
  })

  test('a content applies on its own route only, and again when the page is back there', async () => {
    const { fake, wechat } = await open()
    await go('#/detail/7')
    await wechat.share({ title: 'seven' })
    await go('#/home')
    await until(() => told(fake).length === 2)
    expect(told(fake).map(([, title]) => title)).toEqual(['seven', document.title])
    expect(new URL(String(links(fake).at(-1))).hash).toBe('#/home')
    await go('#/detail/7')
    await until(() => told(fake).length === 3)
    expect(told(fake).at(-1)?.[1]).toBe('seven')
  })

  test('an anchor on the page is not a route: nothing is sent, and the content stays', {
    tags: 'share-hash',
  }, async () => {
    const { fake, wechat } = await open()
    await go('#/detail/7')
    await wechat.share({ title: 'seven' })
    await go('#/detail/7#reviews')
    await go('#/detail/7')
    expect(told(fake).map(([, title]) => title)).toEqual(['seven'])
    await until(() => fake.emit('onMenuShareQQ'))
    expect(told(fake, 'shareQQ').at(-1)?.[1]).toBe('seven')
  })
})

test('a content is sent once if the page goes to an anchor within the same task', async () => {
  virtualTime()
  history.replaceState(null, '', '/#/list')
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  wechat.ready()
  await turn(SECOND)
  push('/#/detail/7')
  wechat.share({ title: 'seven' })
  for (let left = 30; left; left--) await undefined
  expect(told(fake)).toHaveLength(1)
  push('/#/detail/7#reviews')
  await turn(SECOND)
  expect(told(fake)).toHaveLength(1)
})

describe('a content of share() is not applied at the URL of a later pushState()', { tags: 'share-no-mixup' }, () => {
  const leave = async (wait: () => Promise<unknown>, warm: boolean) => {
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign })
    if (warm) await wechat.ready()
    const share = wechat.share({ title: 'a' })
    await wait()
    push('/b')
    await share
    await wechat.ready()
    await nextTask()
    expect(told(fake).filter(([path]) => path === '/b' || path === home)).not.toContainEqual(['/b', 'a'])
    await until(() => fake.emit('onMenuShareQQ') || !told(fake).length)
    expect(told(fake, 'shareQQ').map(([, title]) => title)).not.toContain('a')
  }

  test.each([true, false])('in the same task, configured before: %s', (warm) => leave(async () => {}, warm))
  test.each([true, false])('in the next task, configured before: %s', (warm) => leave(nextTask, warm))
})

describe('a title that the app sets late', () => {
  const open = async (options: Partial<WechatOptions> = {}) => {
    await loadLazyParts()
    virtualTime()
    document.title = 'Loading'
    const fake = openInWechat()
    const wechat = wechatOf({ signature: fake.sign, ...options })
    const share = wechat.share({ desc: 'd' })
    await vi.advanceTimersByTimeAsync(10)
    await share
    const titles = () => told(fake).map(([, title]) => title)
    expect(titles()).toEqual(['Loading'])
    const set = async (title: string, ms = 600) => {
      document.title = title
      await vi.advanceTimersByTimeAsync(ms)
    }
    return { fake, wechat, titles, set }
  }

  test('is sent once it has not changed for 500 ms', { tags: 'share-title' }, async () => {
    const { titles, set } = await open()
    await set('One', 400)
    await set('Two', 400)
    expect(titles()).toEqual(['Loading'])
    await vi.advanceTimersByTimeAsync(110)
    expect(titles()).toEqual(['Loading', 'Two'])
  })

  test('is sent if it comes with a new <title> element', async () => {
    const { titles } = await open()
    document.head.querySelector('title')?.remove()
    document.head.append(Object.assign(document.createElement('title'), { textContent: 'New' }))
    await vi.advanceTimersByTimeAsync(600)
    expect(titles()).toEqual(['Loading', 'New'])
  })

  test('is sent at most three times per route', { tags: 'share-title' }, async () => {
    const { wechat, titles, set } = await open()
    for (const title of ['1', '2', '3', '4', '5']) await set(title)
    expect(titles()).toEqual(['Loading', '1', '2', '3'])
    push('/b')
    const ready = wechat.ready()
    await vi.advanceTimersByTimeAsync(200)
    await ready
    expect(titles().at(-1)).toBe('5')
    await set('6')
    expect(titles().at(-1)).toBe('6')
  })

  test('has no effect on a content with its own title', async () => {
    const { wechat, titles, set } = await open()
    const share = wechat.share({ title: 'mine' })
    await vi.advanceTimersByTimeAsync(10)
    await share
    await set('Late')
    expect(titles()).toEqual(['Loading', 'mine'])
  })

  test('has no effect after dispose()', async () => {
    const { wechat, titles, set } = await open()
    wechat.dispose()
    await set('Late')
    expect(titles()).toEqual(['Loading'])
  })
})
