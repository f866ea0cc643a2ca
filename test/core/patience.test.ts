import { afterEach, expect, test, vi } from 'vitest'
import { openInWechat, wechatOf } from './page.ts'

afterEach(() => void vi.useRealTimers())

/** A page that is configured where it was opened; gives the paths that were signed after that; from here on time stands still. */
async function configuredPage() {
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  await wechat.ready()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const paths = () => fake.signatures.slice(1).map(({ url }) => new URL(url).pathname)
  return { wechat, paths }
}

test('a URL that the page only goes through is not signed while nobody asks', async () => {
  const { wechat, paths } = await configuredPage()
  history.pushState(null, '', '/old')
  await vi.advanceTimersByTimeAsync(50)
  history.replaceState(null, '', '/new')
  await vi.advanceTimersByTimeAsync(100)
  expect(paths()).toEqual(['/new'])
  expect(wechat.state).toMatchObject({ status: 'ready', url: location.href })
})

test('who asks does not wait for the page to come to rest', async () => {
  const { wechat, paths } = await configuredPage()
  history.pushState(null, '', '/next')
  await vi.advanceTimersByTimeAsync(0)
  const ready = wechat.ready()
  await vi.advanceTimersByTimeAsync(10)
  await expect(ready).resolves.toMatchObject({ url: location.href })
  expect(paths()).toEqual(['/next'])
})

test('nor does who has asked before', async () => {
  const { wechat, paths } = await configuredPage()
  history.pushState(null, '', '/one')
  const ready = wechat.ready()
  await vi.advanceTimersByTimeAsync(0)
  history.pushState(null, '', '/two')
  await vi.advanceTimersByTimeAsync(10)
  await expect(ready).resolves.toMatchObject({ url: location.href })
  expect(paths().at(-1)).toBe('/two')
})
