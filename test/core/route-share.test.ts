import { describe, expect, test, vi } from 'vitest'
import type { WechatOptions } from 'wechat-ready'
import type { FakeWechat } from 'wechat-ready/testing'
import { LANDING, openInWechat, rejection, until, wechatOf } from './page.ts'
import { at, comeBack, nextTask, travel } from './route.ts'

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
  'on %s the client shares the route where the page is',
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
    ])('after %s: told it again, and asked by the menu', async (_, navigate, path) => {
      const { fake, wechat } = open()
      await wechat.ready()
      await until(() => told(fake).length === 1)
      navigate()
      await wechat.ready()
      await until(() => told(fake).length === 2)
      expect(told(fake)).toEqual([home, path].map((path) => [path, `of ${path}`]))
      expect(told(fake, 'updateTimelineShareData')).toEqual(told(fake))
      for (const [button, api] of everyButton) expect(await shared(fake, button, api)).toBe(`of ${path}`)
    })

    test('and the menu does so from the very moment of the change', async () => {
      const { fake, wechat } = open()
      await wechat.ready()
      for (const [button] of everyButton) await until(() => fake.emit(button))
      push('/b')
      fake.emit('onMenuShareQQ')
      expect(told(fake, 'shareQQ').at(-1)?.[1]).toBe('of /b')
    })
  },
)

describe('content that a route has set for itself', () => {
  test('comes before the default, is told again when the route is configured again, and never on another route', async () => {
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

  test('is dropped with the route: once another one was configured, coming back does not bring it back', async () => {
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
      [home, `of ${home}`],
    ])
    for (const [button, api] of everyButton) expect(await shared(fake, button, api)).toBe(`of ${home}`)
  })

  test('is not told at all when the route is left before it was configured', async () => {
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

  test('gives way to the page’s own title and URL on a route that has none, without a default', async () => {
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

test('a route that could not be configured is not told the content of another, nor another its content', async () => {
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

test('a listener that navigates as soon as the page is ready: nothing is told of the route that it leaves', async () => {
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

test('where nothing was ever set, the client is told nothing', async () => {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign, share: vi.fn(() => undefined) })
  await wechat.ready()
  push('/b')
  await wechat.ready()
  await nextTask()
  expect(fake.calls).toEqual([])
})
