import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, get as request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Connect, createLogger, createServer, type InlineConfig, type Plugin } from 'vite'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { signUrl } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { type WechatPluginOptions, wechat } from 'wechat-ready/vite'

const project = fileURLToPath(new URL('../../', import.meta.url))
const inWechat = { 'user-agent': 'Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0.61' }
const account = { appId: 'wx1234567890abcdef', appSecret: 'f'.repeat(32) }

/** An app of one page, which imports the library. */
let app: string
beforeEach(() => {
  vi.stubEnv('WECHAT_APP_ID', undefined)
  vi.stubEnv('WECHAT_APP_SECRET', undefined)
  app = mkdtempSync(join(project, 'node_modules/.app-'))
  writeFileSync(
    join(app, 'index.html'),
    '<head><title>App</title></head><script type="module" src="/main.js"></script>',
  )
  writeFileSync(
    join(app, 'main.js'),
    "import { createWechat } from 'wechat-ready'\ncreateWechat({ signature: '/api/wechat/signature' }).ready()\n",
  )
})
afterEach(() => {
  rmSync(app, { recursive: true, force: true })
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

async function serve(options?: WechatPluginOptions, config: InlineConfig = {}) {
  const said: string[] = []
  const customLogger = { ...createLogger('silent'), info: (message: string) => void said.push(message) }
  const plugins = [wechat(options)]
  const server = await createServer({ root: app, configFile: false, customLogger, plugins, ...config })
  onTestFinished(() => server.close())
  await server.listen(0)
  const origin = new URL(server.resolvedUrls?.local[0] ?? '').origin
  const get = (path: string, headers?: Record<string, string>) => fetch(origin + path, { headers })
  const sign = (url: string, headers?: Record<string, string>) =>
    get(`/api/wechat/signature?url=${encodeURIComponent(url)}`, headers)
  return { server, said, origin, get, sign }
}

/** What the script that is served installs the sandbox with. */
const installed = (source: string) => JSON.parse(/installSandbox\((.*)\)\n}\n$/.exec(source)?.[1] ?? '{}')

test("the plugin has Vite's own type, and applies to the dev server only", () => {
  const plugins: Plugin[] = wechat()
  expect(new Set(plugins.map(({ apply }) => apply))).toEqual(new Set(['serve']))
})

test.each([
  ['localhost:80', 'http://localhost/a'],
  ['localhost:443', 'https://localhost/a'],
])('a page behind a proxy that sends the Host %s gets a signature', async (host, page) => {
  const { origin } = await serve()
  const signed = request(`${origin}/api/wechat/signature?url=${encodeURIComponent(page)}`, { headers: { host } })
  const [answer] = (await once(signed, 'response')) as [IncomingMessage]
  answer.resume()
  expect(answer.statusCode).toBe(200)
})

test('a page of the server gets a signature that its fake client accepts', { tags: 'vite-plugin' }, async () => {
  const { origin, get, sign } = await serve()
  const url = `${origin}/a?b=1`
  const { appId, timestamp, nonceStr, signature } = await (await sign(url)).json()
  const { ticket, ...fake } = installed(await (await get('/@wechat-ready/sandbox.js')).text())
  expect(signature).toBe(await signUrl({ ticket, nonceStr, timestamp, url }))
  expect(fake.appId).toBe(appId)
})

test('a page of another origin gets no signature unless that origin is allowed', async () => {
  const { sign } = await serve({ allowedOrigins: ['https://shop.example.com'] })
  expect((await sign('https://other.example.com/')).status).toBe(403)
  expect((await sign('https://shop.example.com/')).status).toBe(200)
})

/** Answers in the place of somebody's endpoint. */
const endpoint: Connect.NextHandleFunction = (request, response, next) =>
  // Behind the page Vite has rewritten the URL.
  (request.originalUrl ?? request.url)?.startsWith('/api/wechat/signature') ? response.end('"own"') : next()

test.each<[string, () => Promise<InlineConfig> | InlineConfig]>([
  ['an endpoint of the app', () => ({ plugins: [own((use) => use(endpoint))] })],
  ['an endpoint of the app behind the page', () => ({ plugins: [own((use) => () => use(endpoint))] })],
  ['a proxy', async () => ({ plugins: [], server: { proxy: { '/api': await upstream(endpoint) } } })],
])('without credentials, requests from WeChat reach %s', async (_, config) => {
  const { plugins = [], ...rest } = await config()
  const { origin, sign } = await serve({}, { ...rest, plugins: [wechat(), ...plugins] })
  expect(await (await sign(`${origin}/`, inWechat)).json()).toBe('own')
  // The fake client takes no signature but that of its own world.
  expect(await (await sign(`${origin}/`)).json()).toHaveProperty('signature')
})

test('without credentials and in middleware mode, requests from WeChat reach the app', async () => {
  const server = await createServer({
    root: app,
    configFile: false,
    logLevel: 'silent',
    plugins: [wechat()],
    appType: 'custom',
    server: { middlewareMode: true },
  })
  onTestFinished(() => server.close())
  const origin = await upstream((request, response) =>
    server.middlewares(request, response, () => response.end('"own"')),
  )
  const answer = await fetch(`${origin}/api/wechat/signature?url=${encodeURIComponent(`${origin}/`)}`, {
    headers: { ...inWechat, accept: 'application/json' },
  })
  expect(await answer.json()).toBe('own')
})

/** A plugin of the app. */
const own = (configure: (use: (handle: Connect.NextHandleFunction) => void) => void | (() => void)): Plugin => ({
  name: 'own',
  configureServer: ({ middlewares }) => configure((handle) => void middlewares.use(handle)),
})

/** A server elsewhere, by its origin. */
async function upstream(handle: (...args: Parameters<Connect.NextHandleFunction>) => void): Promise<string> {
  const http = createHttpServer((request, response) => handle(request, response, () => response.end()))
  onTestFinished(() => void http.close())
  await once(http.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

test('WeChat gets the error no-credentials without credentials', async () => {
  const { origin, sign } = await serve()
  const response = await sign(`${origin}/`, inWechat)
  expect([response.status, (await response.json()).error.code]).toEqual([503, 'no-credentials'])
})

test.each(['options', 'environment'])('WeChat gets real signatures with credentials from the %s', async (from) => {
  if (from === 'environment') {
    vi.stubEnv('WECHAT_APP_ID', account.appId)
    vi.stubEnv('WECHAT_APP_SECRET', account.appSecret)
  }
  const { origin, sign } = await serve(from === 'options' ? account : {})
  const api = createFakeWechatApi(account)
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => (/weixin/.test(url) ? api.fetch : fetch)(url, init))
  const url = `${origin}/`
  const { appId, timestamp, nonceStr, signature } = await (await sign(url, inWechat)).json()
  expect(appId).toBe(account.appId)
  expect(signature).toBe(await signUrl({ ticket: api.ticket, nonceStr, timestamp, url }))
})

test("the script is the page's first, does nothing in WeChat, and has no secret", {
  tags: 'vite-plugin',
}, async () => {
  const { get } = await serve(account)
  const html = await (await get('/')).text()
  expect(/<script[^>]*>/.exec(html)?.[0]).toBe('<script src="/@wechat-ready/sandbox.js">')
  const source = await (await get('/@wechat-ready/sandbox.js')).text()
  expect(source).toMatch(/^if \(!\/MicroMessenger\/i\.test\(navigator\.userAgent\)\) \{/)
  expect(html + source).not.toContain(account.appSecret)
})

test('sandbox: false adds no script to the page', async () => {
  const { get } = await serve({ sandbox: false })
  expect(await (await get('/')).text()).not.toContain('wechat-ready/sandbox')
})

test('the options path and base are respected', async () => {
  const { get, origin } = await serve({ path: '/sign' }, { base: '/app/' })
  expect((await get(`/sign?url=${encodeURIComponent(`${origin}/app/`)}`)).status).toBe(200)
  expect(await (await get('/app/')).text()).toContain('<script src="/app/@wechat-ready/sandbox.js">')
  expect((await get('/app/@wechat-ready/sandbox.js')).headers.get('content-type')).toContain('javascript')
})

test('the console shows the signature endpoint, and a QR code of the network address', async () => {
  const { server, said } = await serve(account)
  server.printUrls()
  expect(said.join('\n')).toContain('use --host to open the page on a phone')
  said.length = 0
  server.resolvedUrls = { local: [], network: ['http://192.0.2.1:5173/'] }
  server.printUrls()
  expect(said.join('\n')).toMatch(/\/api\/wechat\/signature .*wx1234567890abcdef/)
  expect(said.join('\n')).toContain('http://192.0.2.1:5173/')
  expect(said.filter((line) => /^ *[█▀▄ ]{20,}$/.test(line)).length).toBeGreaterThan(10)
})

/** The files that `vite build` makes of the app, by name. */
async function built(plugins: Plugin[], config: InlineConfig = {}): Promise<[name: string, text: string][]> {
  const outDir = mkdtempSync(join(tmpdir(), 'wechat-ready-built-'))
  onTestFinished(() => rmSync(outDir, { recursive: true, force: true }))
  const output = { outDir, emptyOutDir: true }
  await build({ root: app, configFile: false, logLevel: 'silent', plugins, build: output, ...config })
  const files = readdirSync(outDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')])
}

test('vite build is the same with and without the plugin', { tags: 'vite-plugin' }, async () => {
  const bare = await built([])
  expect(bare.length).toBeGreaterThan(1)
  expect(await built(wechat(account))).toEqual(bare)
})

test.each([
  ['/', '/assets/'],
  ['/app/', '/app/assets/'],
  ['./', 'assets/'],
  ['https://cdn.example.com/', 'https://cdn.example.com/assets/'],
])('with preload, a page built with the base %s preloads the chunk of the JS-SDK', async (base, folder) => {
  const files = await built(wechat({ preload: true }), { base })
  const [, page] = files.find(([name]) => name === 'index.html') ?? []
  const [sdk] = files.find(([, text]) => text.includes('in server side')) ?? []
  expect(page).toContain(`<link rel="modulepreload" crossorigin="" href="${folder}${sdk}">`)
})
