import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi, fakeWechatScript } from 'wechat-ready/testing'
import { buildApp } from '../kit/build.ts'
import type { TestServer } from '../kit/serve.ts'
import type { Page } from './browsers.ts'
import { inBrowser, type Tools } from './suite.ts'
import { userAgents } from './user-agents.ts'

const appId = 'wx0123456789abcdef'
const appSecret = '0123456789abcdef0123456789abcdef'
const endpoint = '/api/wechat/signature'

/** The app at a path, in a fake client and with the real signer. */
async function openApp({ open, serve }: Tools, root: string, { platform, userAgent }: Model, path: string) {
  const api = createFakeWechatApi({ appId, appSecret })
  const server = await serve({ root, head: '<script src="/fake-wechat.js"></script>' })
  const { fetch } = createSigner({ appId, appSecret, allowedOrigins: [server.origin], fetch: api.fetch })
  const script = fakeWechatScript({ platform, appId, ticket: api.ticket })
  server.routes[endpoint] = (request) => fetch(request)
  server.routes['/fake-wechat.js'] = () => new Response(script, { headers: { 'content-type': 'text/javascript' } })
  return { page: await open({ userAgent, url: server.origin + path }), server }
}

interface Model {
  platform: 'android' | 'ios' | 'devtools'
  userAgent: string
}

/** The paths whose signature was asked for, oldest first. */
const signed = ({ requests }: TestServer) =>
  requests
    .filter((line) => line.includes(endpoint))
    .map((line) => new URL(new URL(line.slice(4), 'http://localhost').searchParams.get('url') ?? '').pathname)

/** Waits until the page is at the path, shows its title, is ready, and has told the client to share that title last. */
const arrive = (page: Page, path: string, title: string, platform: string) =>
  page.waitFor(
    (path, title, shown) => {
      const { calls = [] } = window.fakeWechat ?? {}
      const told = calls.filter(({ api }) => api === 'updateAppMessageShareData').at(-1)
      const text = (selector: string) => document.querySelector(selector)?.textContent
      return location.pathname === path && text('h1') === title && text('p') === shown && told?.params.title === title
    },
    path,
    title,
    `ready ${platform}`,
  )

/**
 * What was told from which route. Until a route has rendered, that is the document's title, and never what another
 * route shares.
 */
const shared = (page: Page) =>
  page.evaluate(() => {
    const told = window.fakeWechat?.calls.filter(({ api }) => api === 'updateAppMessageShareData') ?? []
    const own = told.filter(({ params }) => params.title !== document.title)
    return [...new Set(own.map(({ params, url }) => `${new URL(url).pathname} ${params.title}`))].sort()
  })

const models: [engine: 'chromium' | 'webkit', model: Model][] = [
  ['chromium', { platform: 'android', userAgent: userAgents.android }],
  ['chromium', { platform: 'devtools', userAgent: userAgents.devtools }],
  ['webkit', { platform: 'ios', userAgent: userAgents.iphone }],
]

describe.each(['vue', 'react'])('an app with the router of %s', (framework) => {
  let built: string
  let remove: (() => void) | undefined
  beforeAll(async () => {
    const root = fileURLToPath(new URL(`${framework}-app`, import.meta.url))
    ;({ built, remove } = await buildApp(root))
  })
  afterAll(() => remove?.())

  for (const [engine, model] of models) {
    const { platform } = model
    /**
     * One request for each route where the client checks the page's URL, one in all where it checks the landing URL.
     */
    const expected = (...paths: string[]) => (platform === 'ios' ? paths.slice(0, 1) : paths)

    describe(platform, () => {
      inBrowser(engine, (tools) => {
        test('each route is ready and shared; redirects, guards and back navigation request nothing', {
          tags: 'routers',
        }, async () => {
          const { page, server } = await openApp(tools, built, model, '/')
          const at = (path: string, title: string) => arrive(page, path, title, platform)
          await at('/', 'Home')

          // A redirect to a lazy route.
          await page.evaluate(() => scrollTo(0, 1000))
          await page.click('a[href="/old"]')
          await at('/list', 'List')
          expect(signed(server)).toEqual(expected('/', '/list'))

          // A guard that sends back, and one that lets in.
          await page.click('a[href="/account"]')
          await at('/', 'Home')
          expect(signed(server)).toEqual(expected('/', '/list'))
          await page.evaluate(() => Object.assign(globalThis, { signedIn: true }) && true)
          await page.click('a[href="/account"]')
          await at('/account', 'Account')
          expect(signed(server)).toEqual(expected('/', '/list', '/account'))

          // Replacing, going back and restoring the scroll position.
          await page.click('#replace')
          await at('/list', 'List')
          await page.back()
          await at('/', 'Home')
          await page.back()
          await at('/list', 'List')
          await page.back()
          await at('/', 'Home')
          await page.waitFor(() => scrollY === 1000)
          expect(signed(server)).toEqual(expected('/', '/list', '/account'))

          expect(await shared(page)).toEqual(['/ Home', '/account Account', '/list List'])
          expect(await page.pageErrors()).toEqual([])
          expect((await page.consoleMessages()).filter(({ kind }) => /warn|error/.test(kind))).toEqual([])
        })

        test.each([
          ['/old', '/list', 'List'],
          ['/account', '/', 'Home'],
        ])('opened at %s, which redirects to %s, the app requests one signature', async (path, target, title) => {
          const { page, server } = await openApp(tools, built, model, path)
          await arrive(page, target, title, platform)
          expect(signed(server)).toEqual([platform === 'ios' ? path : target])
          expect(await page.pageErrors()).toEqual([])
        })

        test('an open tag finds its template', async () => {
          const { page } = await openApp(tools, built, model, '/')
          await arrive(page, '/', 'Home', platform)
          const template = await page.evaluate(() => {
            const script = document.querySelector('wx-open-launch-weapp[appid=wx1] > script')
            return [script?.getAttribute('type'), script?.textContent]
          })
          expect(template).toEqual(['text/wxtag-template', '<style>button { color: red }</style><button>Open</button>'])
        })
      })
    })
  }
})
