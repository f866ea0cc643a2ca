import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Timeouts } from 'wechat-ready'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi, type FakeWechatScriptOptions, fakeWechatScript } from 'wechat-ready/testing'
import { type Handler, html, type TestServer } from '../kit/serve.ts'
import type { Page } from './browsers.ts'
import { inBrowser, type Tools } from './suite.ts'
import { userAgents } from './user-agents.ts'

declare global {
  // The client that a test has made on the page.
  var wechat: ReturnType<typeof wechatReady.createWechat>
}

/** Whether the pages of this run load no SDK: test/e2e/app reads the same variable. */
const overBridge = process.env.VITE_SDK === 'bridge'

const appId = 'wx0123456789abcdef'
const appSecret = '0123456789abcdef0123456789abcdef'
const endpoint = '/api/wechat/signature'
const path = '/shop/%E5%95%86%E5%93%81?from=singlemessage&x=a%3Ab+c'
/** Milliseconds for a stage that is to run out of time; every other one has the 10 s that it has by default. */
const short = 1_500
/**
 * Milliseconds in which `ready()` has to settle: with a short stage among them, and before any other runs out of time.
 */
const limit = 8_000

/** A page in the fake client, and a server that signs for it with the real signer over the fake HTTP API. */
async function openShop(
  { open, serve }: Tools,
  userAgent: string,
  options: FakeWechatScriptOptions = {},
  timeouts: Partial<Timeouts> = {},
) {
  const api = createFakeWechatApi({ appId, appSecret })
  const server = await serve({ head: '<script src="/fake-wechat.js"></script>' })
  const sign = createSigner({ appId, appSecret, allowedOrigins: [server.origin], fetch: api.fetch }).fetch
  server.routes[endpoint] = (request) => sign(request)
  const platform = userAgent === userAgents.iphone ? 'ios' : 'android'
  const script = fakeWechatScript({ platform, appId, ticket: api.ticket, ...options })
  server.routes['/fake-wechat.js'] = () => new Response(script, { headers: { 'content-type': 'text/javascript' } })
  const page = await open({ userAgent, url: `${server.origin}${path}#/detail` })
  await createClient(page, timeouts)
  return { page, server, url: server.origin + path, sign, api }
}

type Shop = Awaited<ReturnType<typeof openShop>>

/** What goes wrong with the signature endpoint, and the code that `ready()` gives it. */
const signatureFaults: [name: string, code: string, fault: (shop: Shop) => Handler][] = [
  ['with a signature by the ticket of another account', 'invalid-signature', ({ server }) => foreignSigner(server)],
  ['that WeChat refuses its secret', 'signature-request-failed', ({ server, api }) => misledSigner(server, api.fetch)],
  ['500', 'signature-request-failed', () => () => new Response('no', { status: 500 })],
  ['HTML', 'signature-response-invalid', () => () => html('<!doctype html><title>A page</title>')],
  ['{}', 'signature-response-invalid', () => () => Response.json({})],
  ['an empty body', 'signature-response-invalid', () => () => new Response()],
  ['by cutting the connection', 'signature-request-failed', () => () => Response.error()],
  ['nothing at all', 'signature-timeout', () => () => new Promise(() => {})],
  ['a body that never ends', 'signature-timeout', () => () => new Response(new ReadableStream())],
  [
    'too late',
    'signature-timeout',
    ({ sign }) =>
      (request) =>
        sleep(short * 2).then(() => sign(request)),
  ],
]

function foreignSigner({ origin }: TestServer): Handler {
  const { fetch } = createFakeWechatApi({ appId, appSecret })
  const signer = createSigner({ appId, appSecret, allowedOrigins: [origin], fetch })
  return (request) => signer.fetch(request)
}

function misledSigner({ origin }: TestServer, fetch: typeof globalThis.fetch): Handler {
  const wrong = [...appSecret].reverse().join('')
  const signer = createSigner({ appId, appSecret: wrong, allowedOrigins: [origin], fetch, onError: () => {} })
  return (request) => signer.fetch(request)
}

const createClient = (page: Page, timeouts: Partial<Timeouts> = {}) =>
  page.evaluate(
    (signature, timeouts) => {
      globalThis.wechat = wechatReady.createWechat({ signature, timeouts })
    },
    endpoint,
    timeouts,
  )

/** How `ready()` ends: its value, the code of its error, or that it did not within the time-outs. */
const ready = (page: Page) =>
  page.evaluate(
    (ms) =>
      Promise.race([
        wechat.ready().then(
          (value) => ({ value, code: undefined }),
          (error) => ({ value: undefined, code: String(error.code ?? error) }),
        ),
        new Promise<never>((_, reject) => setTimeout(reject, ms, new Error('ready() has not settled'))),
      ]),
    limit,
  )

const configurations = (page: Page) => page.evaluate(() => window.fakeWechat?.configurations)
const requestsFor = ({ requests }: TestServer, part: string) => requests.filter((line) => line.includes(part))

for (const [engine, userAgent] of [
  ['chromium', userAgents.android],
  ['webkit', userAgents.iphone],
] as const) {
  inBrowser(engine, (tools) => {
    test('ready() resolves after the client has verified the signature of the URL without fragment', async () => {
      const { page, server, url } = await openShop(tools, userAgent)
      expect(await ready(page)).toEqual({ value: { url, signedUrl: url, denied: [] } })
      expect(await configurations(page)).toMatchObject([{ appId, signedUrl: url, url: `${url}#/detail` }])
      expect(requestsFor(server, endpoint)).toEqual([`GET ${endpoint}?url=${encodeURIComponent(url)}&reason=initial`])
      expect(requestsFor(server, 'weixin-js-sdk')).toHaveLength(overBridge ? 0 : 1)
      expect(await page.pageErrors()).toEqual([])
    })

    test('100 callers at once share one signature and one verification', { tags: 'ready-shared' }, async () => {
      const { page, server, url } = await openShop(tools, userAgent)
      const urls = await page.evaluate(async () => {
        const all = await Promise.all(Array.from({ length: 100 }, () => wechat.ready()))
        return all.map(({ url }) => url)
      })
      expect(urls).toEqual(Array(100).fill(url))
      expect(requestsFor(server, endpoint)).toHaveLength(1)
      expect(await configurations(page)).toHaveLength(1)
    })

    test('ready() waits for a bridge that comes after 800 ms', async () => {
      const { page } = await openShop(tools, userAgent, { bridge: 800 })
      expect(await ready(page)).toMatchObject({ value: { denied: [] } })
      expect(await page.pageErrors()).toEqual([])
    })

    test('a client that answers twice resolves ready() once', async () => {
      const { page } = await openShop(tools, userAgent)
      await page.evaluate(() => window.fakeWechat?.reply('config', 'twice'))
      expect(await ready(page)).toMatchObject({ value: { denied: [] } })
      expect(await page.pageErrors()).toEqual([])
    })

    describe('ready() rejects in time, and resolves after the fault, with', () => {
      test.each(signatureFaults)('a signature endpoint that answers %s: %s', async (_, code, fault) => {
        const shop = await openShop(tools, userAgent, {}, code === 'signature-timeout' ? { signature: short } : {})
        const { page, server, sign } = shop
        server.routes[endpoint] = fault(shop)
        expect(await ready(page)).toEqual({ code })
        server.routes[endpoint] = (request) => sign(request)
        expect(await ready(page)).toMatchObject({ value: { denied: [] } })
        expect(await page.pageErrors()).toEqual([])
      })

      test('a client that never answers: config-timeout', async () => {
        const { page } = await openShop(tools, userAgent, {}, { config: short })
        await page.evaluate(() => window.fakeWechat?.reply('config', 'never'))
        expect(await ready(page)).toEqual({ code: 'config-timeout' })
        await page.evaluate(() => window.fakeWechat?.reply('config'))
        expect(await ready(page)).toMatchObject({ value: { denied: [] } })
        expect(await page.pageErrors()).toEqual([])
      })

      test.skipIf(overBridge)('an SDK that cannot be loaded: sdk-load-failed', async () => {
        const { page, server } = await openShop(tools, userAgent)
        server.routes['/assets/weixin-js-sdk.js'] = () => Response.error()
        expect(await ready(page)).toEqual({ code: 'sdk-load-failed' })
        delete server.routes['/assets/weixin-js-sdk.js']
        expect(await ready(page)).toMatchObject({ value: { denied: [] } })
        expect(await page.pageErrors()).toEqual([])
      })

      test('a bridge that never comes: bridge-timeout', async () => {
        const { page } = await openShop(tools, userAgent, { bridge: 'never' }, { bridge: short })
        expect(await ready(page)).toEqual({ code: 'bridge-timeout' })
        await page.evaluate(() => window.fakeWechat?.injectBridge())
        expect(await ready(page)).toMatchObject({ value: { denied: [] } })
        expect(await page.pageErrors()).toEqual([])
      })
    })

    test('a second ready() rejects only after the client has refused its configuration', {
      tags: 'ready-native',
    }, async () => {
      const { page } = await openShop(tools, userAgent)
      expect(await ready(page)).toMatchObject({ value: { denied: [] } })
      const second = await page.evaluate(async () => {
        const fake = window.fakeWechat
        if (!fake) throw new Error('no fake client')
        fake.reply('config', 'deny')
        fake.delay = 100
        history.pushState(null, '', '/next')
        const outcome = await wechat.ready().then(
          () => 'resolved',
          ({ code }) => code,
        )
        const asked = fake.configurations.slice(1)
        return { outcome, asked: asked.length > 0, answered: asked.every(({ answer }) => answer) }
      })
      expect(second).toEqual({ outcome: 'invalid-signature', asked: true, answered: true })
      await page.evaluate(() => window.fakeWechat?.reply('config'))
      expect(await ready(page)).toMatchObject({ value: { denied: [] } })
      expect(await page.pageErrors()).toEqual([])
    })

    test('outside WeChat ready() rejects in the same task, and requests nothing', {
      tags: 'ready-outside',
    }, async () => {
      const server = await tools.serve()
      const page = await tools.open({ userAgent: userAgents.desktop, url: server.origin })
      await createClient(page)
      const outcome = await page.evaluate(() =>
        Promise.race([
          wechat.ready().catch(({ code }) => code),
          new Promise((resolve) => setTimeout(resolve, 0, 'later')),
        ]),
      )
      expect(outcome).toBe('not-in-wechat')
      expect(requestsFor(server, 'weixin-js-sdk')).toEqual([])
      expect(requestsFor(server, endpoint)).toEqual([])
      expect(await page.pageErrors()).toEqual([])
    })
  })
}
