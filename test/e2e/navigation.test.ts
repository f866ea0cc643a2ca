import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi, type FakeWechatScriptOptions, fakeWechatScript } from 'wechat-ready/testing'
import { html, serve, type TestServer } from '../kit/serve.ts'
import type { EngineName, Page } from './browsers.ts'
import { recorder } from './recorder.ts'
import { inBrowser } from './suite.ts'
import { userAgents } from './user-agents.ts'

const appId = 'wx0123456789abcdef'
const appSecret = '0123456789abcdef0123456789abcdef'
const endpoint = '/api/wechat/signature'
const lazyPath = '/lazy/entry'

const api = createFakeWechatApi({ appId, appSecret })

/** Clients: what each platform is known to do, and what else it might. */
type Model = [name: string, options: FakeWechatScriptOptions]

const modelsOf = (platform: 'ios' | 'android' | 'harmony' | 'windows' | 'mac' | 'devtools'): Model[] => {
  const opposite = platform === 'ios' ? 'current' : 'landing'
  const models: Model[] = [
    ['as it is known', {}],
    ['that checks the current URL, and tells', { verifies: 'current', permission: 'url', realAuthUrl: 'string' }],
    ['that checks the landing URL, and tells', { verifies: 'landing', permission: 'url', realAuthUrl: 'list' }],
    ['against expectation, without a word', { verifies: opposite, permission: 'page', realAuthUrl: false }],
    ['that checks both URLs', { verifies: 'both', permission: 'url', realAuthUrl: 'json' }],
  ]
  return models.map(([name, options]) => [`${platform} ${name}`, { platform, ...options }])
}

/** A user's visit: one document in a window that others have used before. */
interface Visit {
  page: Page
  origin: string
  /** Runs in the page what an application does. */
  run: Page['evaluate']
  /** Makes the client object. */
  create(): Promise<void>
  /** The page is ready where it is now, calls succeed, and what is shared is of this route. */
  isReady(path: string): Promise<void>
}

type Pattern = [name: string, landing: string, visit: (visit: Visit) => Promise<void>]

const patterns: Pattern[] = [
  [
    'history routing',
    '/shop/a',
    async ({ run, create, isReady }) => {
      await create()
      await isReady('/shop/a')
      await run(() => history.pushState(null, '', '/shop/b?x=1'))
      await isReady('/shop/b?x=1')
      await run(() => history.pushState(null, '', '/shop/c#/detail'))
      await isReady('/shop/c')
    },
  ],
  [
    'hash routing',
    '/shop/#/a',
    async ({ run, create, isReady }) => {
      await create()
      await isReady('/shop/')
      await run(() => {
        location.hash = '#/b'
        history.pushState(null, '', '#/c')
      })
      await isReady('/shop/')
      expect(await run(() => window.fakeWechat?.configurations.filter(({ signedUrl }) => signedUrl))).toHaveLength(1)
    },
  ],
  [
    'a redirect on entry',
    '/entry?from=timeline',
    async ({ run, create, isReady }) => {
      await create()
      await run(() => {
        wechat.ready().catch(() => {})
        history.replaceState(null, '', '/login')
        history.replaceState(null, '', '/home')
      })
      await run(() => history.replaceState(null, '', '/home/tab'))
      await isReady('/home/tab')
    },
  ],
  [
    'the query replaced after OAuth',
    '/shop?code=aaa:bbb&state=%3A1',
    async ({ run, create, isReady }) => {
      await create()
      await isReady('/shop?code=aaa:bbb&state=%3A1')
      await run(() => history.replaceState(null, '', location.pathname))
      await isReady('/shop')
    },
  ],
  [
    'back and forward',
    '/shop/a',
    async ({ page, run, create, isReady }) => {
      await create()
      await isReady('/shop/a')
      await run(() => history.pushState(null, '', '/shop/b'))
      await isReady('/shop/b')
      await page.back()
      await isReady('/shop/a')
      await page.forward()
      await isReady('/shop/b')
    },
  ],
  [
    'a reload on an inner route',
    '/shop/a',
    async ({ page, run, create, isReady }) => {
      await run(() => history.pushState(null, '', '/shop/b?x=%3A'))
      await page.reload()
      await create()
      await isReady('/shop/b?x=%3A')
      await page.back()
      await isReady('/shop/a')
    },
  ],
  [
    'the back-forward cache',
    '/shop/a',
    async ({ page, origin, run, create, isReady }) => {
      await create()
      await run(() => {
        // The client forgets what it knows of a page that is left, as this one does when it becomes another.
        addEventListener('pagehide', () => {
          const fake = window.fakeWechat
          if (!fake) return
          const { platform } = fake
          for (const next of ['ios', 'android', platform] as const) fake.platform = next
        })
        addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
        history.pushState(null, '', '/shop/b')
      })
      await isReady('/shop/b')
      await page.goto(`${origin}/elsewhere`)
      await page.back()
      expect(await run(() => (window as { persisted?: boolean }).persisted)).toBe(true)
      await isReady('/shop/b')
    },
  ],
  [
    'our package loaded after three navigations',
    `${lazyPath}?from=singlemessage&x=a%3Ab`,
    async ({ run, create, isReady }) => {
      await run(async () => {
        history.replaceState(null, '', '/lazy/one')
        history.pushState(null, '', '/lazy/two')
        history.pushState(null, '', '/lazy/three/')
        await (window as { loadLater?: () => Promise<unknown> }).loadLater?.()
      })
      await create()
      await isReady('/lazy/three/')
      await run(() => history.pushState(null, '', '/lazy/four'))
      await isReady('/lazy/four')
    },
  ],
  [
    'a URL with %3A, +, Chinese and a trailing slash',
    '/商品/a%3Ab+c/?q=店&code=a:b&x=%e5%95%86+1#/detail',
    async ({ run, create, isReady }) => {
      await create()
      await isReady('/%E5%95%86%E5%93%81/a%3Ab+c/?q=%E5%BA%97&code=a:b&x=%e5%95%86+1')
      await run(() => history.pushState(null, '', '/商品/a:b+c?q=店#/商品'))
      await isReady('/%E5%95%86%E5%93%81/a:b+c?q=%E5%BA%97')
      await run(() => history.replaceState(null, '', '/商品/a:b+c/?q=店'))
      await isReady('/%E5%95%86%E5%93%81/a:b+c/?q=%E5%BA%97')
    },
  ],
]

/** What an application finds at its present route. */
const look = (page: Page) =>
  page.evaluate(async () => {
    const fake = window.fakeWechat
    if (!fake) throw new Error('no fake client')
    const { url } = await wechat.ready()
    await Promise.all([wechat.hideOptionMenu(), wechat.getLocation()])
    const title = location.pathname + location.search
    const last = (api: string) => fake.calls.filter((call) => call.api === api).at(-1)?.params.title
    const until = async (condition: () => unknown) => {
      for (let left = 200; left && !condition(); left--) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    // The client is told after ready(), in the background.
    await until(() => last('updateAppMessageShareData') === title)
    await until(() => fake.emit('onMenuShareAppMessage'))
    await until(() => last('sendAppMessage') === title)
    return { url, told: last('updateAppMessageShareData'), shared: last('sendAppMessage') }
  })

const createClient = (page: Page) =>
  page.evaluate((signature) => {
    globalThis.wechat = wechatReady.createWechat({
      signature,
      share: ({ pathname, search }) => ({ title: pathname + search }),
    })
  }, endpoint)

/** The page without our package, which it loads when the application says so. */
function lazyPage(head: string): string {
  const page = readFileSync(join(inject('app'), 'index.html'), 'utf8')
  const [tag, source] = /<script type="module"[^>]* src="([^"]+)"><\/script>/.exec(page) ?? []
  if (!tag) throw new Error('no script in index.html')
  return page.replace(tag, `${head}<script>loadLater = () => import('${source}')</script>`)
}

/** The signatures that were asked for: their URLs. */
const asked = ({ requests, origin }: TestServer) =>
  requests
    .filter((line) => line.includes(endpoint))
    .map((line) => new URL(line.slice('GET '.length), origin).searchParams.get('url'))

const suites: [EngineName, string, Model[]][] = [
  [
    'chromium',
    userAgents.desktop,
    (['android', 'harmony', 'windows', 'mac', 'devtools'] as const).flatMap((platform) => modelsOf(platform)),
  ],
  ['webkit', userAgents.iphone, modelsOf('ios')],
]

for (const [engine, userAgent, models] of suites) {
  inBrowser(engine, ({ openForAll }) => {
    let server: TestServer
    let page: Page
    let model: FakeWechatScriptOptions
    beforeAll(async () => {
      server = await serve({ root: inject('app'), scripts: recorder })
      const { fetch } = createSigner({ appId, appSecret, allowedOrigins: [server.origin], fetch: api.fetch })
      server.routes[endpoint] = (request) => fetch(request)
      server.routes['/fake-wechat.js'] = () =>
        new Response(fakeWechatScript({ appId, ticket: api.ticket, ...model }), {
          headers: { 'content-type': 'text/javascript', 'cache-control': 'no-store' },
        })
      server.head = '<script src="/fake-wechat.js"></script>'
      server.routes[lazyPath] = () => html(lazyPage(server.head))
      page = await openForAll({ userAgent })
    })
    afterAll(() => server.close())

    /** Opens a document in the client of the model. */
    const visit = async (options: FakeWechatScriptOptions, landing: string): Promise<Visit> => {
      model = options
      server.requests.length = 0
      await page.goto(server.origin + landing)
      return {
        page,
        origin: server.origin,
        run: page.evaluate.bind(page),
        create: () => createClient(page),
        async isReady(path) {
          expect(await look(page)).toEqual({ url: server.origin + path, told: path, shared: path })
        },
      }
    }

    describe.each(models)('%s', (_, options) => {
      test.each(patterns)('%s', async (_, landing, go) => go(await visit(options, landing)))
    })

    describe('the number of signature requests', () => {
      const [[, known] = []] = models

      test('for A, B, A, B is one per URL that the client verifies', { tags: 'seen-url-free' }, async () => {
        const { run, create, isReady } = await visit(known ?? {}, '/a')
        await create()
        for (const path of ['/a', '/b', '/a', '/b']) {
          await run((path) => history.pushState(null, '', path), path)
          await isReady(path)
        }
        const urls = engine === 'webkit' ? ['/a'] : ['/a', '/b']
        expect(asked(server)).toEqual(urls.map((path) => server.origin + path))
      })

      test('for 50 pushState in one task is one, for the last URL', { tags: 'redirects-one' }, async () => {
        const { run, create, isReady } = await visit(known ?? {}, '/a')
        await create()
        await run(() => {
          wechat.ready().catch(() => {})
          for (let i = 0; i < 50; i++) history.pushState(null, '', `/${i}`)
        })
        await isReady('/49')
        expect(asked(server)).toEqual([server.origin + (engine === 'webkit' ? '/a' : '/49')])
      })
    })

    test('no error is uncaught, and no rejection unhandled', { tags: 'no-unhandled' }, async () => {
      expect(await page.pageErrors()).toEqual([])
    })
  })
}
