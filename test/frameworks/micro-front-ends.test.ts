import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { start } from '../e2e/chromium.ts'
import { run } from '../kit/run.ts'
import { html, type TestServer } from '../kit/serve.ts'
import { type Opened, openPage, serveBuilt } from './drive.ts'
import type { Things } from './projects/tools/micro/start.ts'

/* Micro front-ends: the host makes the client object and hands it down. */

type Host = Record<'withQiankun' | 'withMicroApp' | 'withWujie', (options?: object) => () => unknown>
type HostPage = { host: Host; things: Things; leave(): unknown }

/** By name: how the sub-application is mounted, and what the host's URL is when it is there and goes to /things/7. */
const ways: Record<string, { way: [keyof Host, object?]; urls: [first: string, next: string] }> = {
  qiankun: { way: ['withQiankun'], urls: ['/', '/things/7'] },
  'micro-app, default router': {
    way: ['withMicroApp'],
    urls: ['/?things=%2Fthings%2F', '/?things=%2Fthings%2F7'],
  },
  'micro-app, native router': { way: ['withMicroApp', { 'router-mode': 'native' }], urls: ['/', '/things/7'] },
  'micro-app, iframe sandbox': {
    way: ['withMicroApp', { iframe: true }],
    urls: ['/?things=%2Fthings%2F', '/?things=%2Fthings%2F7'],
  },
  // Without `sync` its router leaves the host's URL alone.
  wujie: { way: ['withWujie'], urls: ['/', '/'] },
  'wujie, sync': { way: ['withWujie', { sync: true }], urls: ['/?things=%2Fthings%2F', '/?things=%2Fthings%2F7'] },
}

let browser: Browser
let stop: () => Promise<void>
let server: TestServer
let folder: string
let opened: Opened | undefined
beforeAll(async () => {
  ;({ browser, stop } = await start())
  folder = inject('projects').tools?.folder ?? ''
  run(process.execPath, ['micro/build.mjs'], { cwd: folder })
  const root = join(folder, 'dist/micro')
  server = await serveBuilt(root)
  server.routes['/things/'] = () => html(readFileSync(join(root, 'things.html'), 'utf8'))
})
afterEach(() => opened?.close())
afterAll(async () => {
  await server?.close()
  await stop?.()
})

/** A host whose sub-application is there. */
async function mounted(name: string): Promise<Opened> {
  opened = await openPage(browser, `${server.origin}/`, folder)
  await opened.page.evaluate(
    ([way, options]) => {
      const page = window as unknown as HostPage
      page.leave = page.host[way](options)
    },
    ways[name]?.way as [keyof Host, object?],
  )
  // qiankun's own footer puts the life cycle there first.
  await opened.page.waitForFunction(() => 'push' in ((window as Partial<HostPage>).things ?? {}))
  return opened
}

describe.each(Object.entries(ways))('%s', (name, { urls }) => {
  test('with the client object of the host, all works in the sub-application', async () => {
    const { page, signed } = await mounted(name)
    const at = urls.map((path) => server.origin + path)
    const seen = await page.evaluate(async () => {
      const { things } = window as unknown as HostPage
      const toldLink = () =>
        window.fakeWechat?.calls.filter(({ api }) => api === 'updateAppMessageShareData').at(-1)?.params.link
      const first = await things.wechat.ready()
      const { localIds } = await things.wechat.chooseImage({ count: 2 })
      things.push('/things/7')
      const next = await things.wechat.ready()
      await things.wechat.share({ title: 'Thing 7' })
      return { urls: [first.url, next.url], pictures: localIds.length > 0, link: toldLink(), href: location.href }
    })
    expect(seen).toEqual({ urls: at, pictures: true, link: at[1], href: at[1] })
    expect(signed).toEqual([...new Set(urls)])
  })

  test('the client object of the host outlives the sub-application', async () => {
    const { page } = await mounted(name)
    const url = await page.evaluate(async () => {
      const { things, leave } = window as unknown as HostPage
      const { wechat } = things
      await wechat.ready()
      await leave()
      history.pushState(null, '', '/elsewhere')
      return (await wechat.ready()).url
    })
    expect(url).toBe(`${server.origin}/elsewhere`)
  })
})

describe('a client object that is made in the sub-application', () => {
  test.each(['micro-app, iframe sandbox', 'wujie', 'wujie, sync'])(
    '%s: it is in a frame without a bridge, and says what to do',
    async (name) => {
      const { page } = await mounted(name)
      const message = await page.evaluate(() =>
        (window as unknown as HostPage).things
          .own()
          .ready()
          .catch((error) => String(error)),
      )
      expect(message).toMatch(/bridge timeout.*in a frame: create the client in the top page and hand it down/)
    },
  )

  test.each([
    ['qiankun', true],
    ['micro-app, native router', false],
    ['micro-app, default router', false],
  ])('%s: it notices that the host goes on to another URL: %s', async (name, notices) => {
    const { page } = await mounted(name)
    const url = await page.evaluate(async () => {
      const own = (window as unknown as HostPage).things.own()
      await own.ready()
      history.pushState(null, '', '/elsewhere')
      return (await own.ready()).url
    })
    expect(url === `${server.origin}/elsewhere`).toBe(notices)
  })
})
