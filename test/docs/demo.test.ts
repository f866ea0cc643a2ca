import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, createLogger, createServer, type InlineConfig } from 'vite'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { hasRedis, startRedis } from '../kit/redis.ts'

const configFile = 'demo/vite.config.ts'
const account = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' }
const asAccount = { WECHAT_APP_ID: account.appId, WECHAT_APP_SECRET: account.appSecret }
const signature = (page: string) => `/api/wechat/signature?url=${encodeURIComponent(page)}`

/** `npm run demo`, and its address. */
async function startDemo(config: InlineConfig = {}) {
  const server = await createServer({
    configFile,
    logLevel: 'silent',
    server: { host: 'localhost', port: 0 },
    ...config,
  })
  onTestFinished(() => server.close())
  await server.listen()
  return { server, page: server.resolvedUrls?.local[0] ?? '' }
}

test('`npm run demo` serves the page, and signs it', async () => {
  const { page } = await startDemo()
  const response = await fetch(page)
  expect({ status: response.status, html: await response.text() }).toMatchObject({
    status: 200,
    html: expect.stringContaining('id="app"'),
  })
  const signed = await fetch(new URL(signature(page), page))
  expect(await signed.json()).toMatchObject({ url: page, signature: expect.stringMatching(/^[0-9a-f]{40}$/) })
})

test('`npm run demo` answers an unknown path with the page and status 404', async () => {
  const { page } = await startDemo()
  const open = (path: string) => fetch(page + path, { headers: { accept: 'text/html' } })
  expect((await open('voice')).status).toBe(200)
  const unknown = await open('voices')
  expect(unknown.status).toBe(404)
  expect(await unknown.text()).toContain('id="facts"')
})

test('`npm run demo` shows why its backend failed, and tries it again at the next request', async () => {
  const logger = createLogger('silent')
  const told: string[] = []
  logger.error = (message) => told.push(message)
  let isBroken = true
  const breakIt = {
    name: 'break-it',
    load: (id: string) => {
      if (isBroken && id.endsWith('/server/backend.ts')) throw new Error('a mistake in the backend')
    },
  }
  const { server, page } = await startDemo({ customLogger: logger, plugins: [breakIt] })
  server.printUrls()
  await expect.poll(() => told.join()).toMatch(/cannot be started: .*a mistake in the backend/)
  isBroken = false
  expect(await (await fetch(page)).text()).toContain('id="facts"')
})

/** Puts the fake in the place of WeChat's HTTP API, and tells what is asked of it. */
const preload = `
  import { createFakeWechatApi } from 'wechat-ready/testing'
  const fake = createFakeWechatApi(${JSON.stringify(account)})
  globalThis.fetch = (request, init) => {
    process.send({ upstream: new URL(request.url ?? request).pathname })
    return fake.fetch(request, init)
  }
`

describe('`npm run demo:serve`', () => {
  let folder: string
  beforeAll(async () => {
    mkdirSync('demo/dist', { recursive: true })
    folder = mkdtempSync(resolve('demo/dist/test-'))
    const common = { configFile, logLevel: 'warn' } as const
    await build({ ...common, build: { outDir: join(folder, 'client') } })
    await build({ ...common, build: { ssr: 'server/serve.ts', outDir: join(folder, 'server'), target: 'es2022' } })
    writeFileSync(join(folder, 'preload.js'), preload)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** A server of its own, and what it says. */
  function start(environment: Record<string, string>) {
    const server: ChildProcess = fork(join(folder, 'server/serve.js'), {
      execArgv: ['--import', pathToFileURL(join(folder, 'preload.js')).href],
      env: { ...process.env, PORT: '0', WECHAT_APP_ID: '', WECHAT_APP_SECRET: '', REDIS_URL: '', ...environment },
      silent: true,
    })
    onTestFinished(() => void server.kill())
    let said = ''
    for (const stream of [server.stdout, server.stderr]) {
      stream?.on('data', (data) => {
        said += data
      })
    }
    return { server, said: () => said }
  }

  /** One that runs, and what it asked of WeChat. */
  async function serve(environment: Record<string, string> = {}) {
    const upstream: string[] = []
    const { server, said } = start(environment)
    server.on('message', (message: { upstream: string }) => upstream.push(message.upstream))
    const port = await vi.waitUntil(() => /localhost:(\d+)\//.exec(said())?.[1], { timeout: 30_000 })
    const get = (path: string, headers = {}) => fetch(`http://127.0.0.1:${port}${path}`, { headers })
    return { server, get, upstream, port, said }
  }

  /** One that cannot run, and its last words. */
  async function fail(environment: Record<string, string>): Promise<string> {
    const { server, said } = start(environment)
    const [code] = await once(server, 'close')
    expect(code).toBe(1)
    return said()
  }

  test('serves the page at every route, its files, and nothing else', async () => {
    const { get, port } = await serve()
    const html = await (await get('/voice')).text()
    expect(html).toContain('id="facts"')
    const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(html) ?? []
    expect((await get(script)).headers.get('content-type')).toBe('text/javascript')
    expect((await get('/../server/serve.js')).status).toBe(404)
    const unknown = await get('/voices')
    expect([unknown.status, await unknown.text()]).toEqual([404, html])
    const page = `http://127.0.0.1:${port}/voice`
    expect(await (await get(signature(page))).json()).toMatchObject({ url: page })
  })

  test.skipIf(!hasRedis)('on two machines with one Redis shares one ticket and one rate limit', async () => {
    const redis = await startRedis()
    onTestFinished(() => redis.stop())
    const page = 'https://shop.example.com/'
    const environment = {
      ...asAccount,
      WECHAT_ALLOWED_ORIGINS: 'https://shop.example.com',
      REDIS_URL: redis.url,
    }
    const one = await serve(environment)
    const other = await serve(environment)
    await expect.poll(one.said).toContain(`WeChat has given a ticket to ${account.appId}`)
    await expect.poll(other.said).toContain(`WeChat has given a ticket to ${account.appId}`)

    const statuses = new Set<number>()
    for (let i = 0; i < 30; i++) {
      for (const { get } of [one, other]) statuses.add((await get(signature(page))).status)
    }
    expect([...statuses]).toEqual([200])
    expect((await one.get(signature(page))).status).toBe(429)
    expect((await other.get(signature(page))).status).toBe(429)
    expect([...one.upstream, ...other.upstream].sort()).toEqual(['/cgi-bin/stable_token', '/cgi-bin/ticket/getticket'])
    expect(one.said() + other.said()).not.toContain(account.appSecret)
  })

  test('compresses responses if the client accepts that', async () => {
    const { get } = await serve()
    const encodingFor = async (encoding: string) => {
      const { headers } = await get('/', { 'accept-encoding': encoding })
      return headers.get('content-encoding')
    }
    expect([await encodingFor('gzip, deflate, br'), await encodingFor('identity')]).toEqual(['gzip', null])
  })

  test('limits each client behind trusted proxies, and all together behind other proxies', async () => {
    const environment = { ...asAccount, WECHAT_ALLOWED_ORIGINS: 'https://shop.example.com' }
    const path = signature('https://shop.example.com/')
    for (const [proxies, status] of [
      ['loopback', 200],
      ['10.0.0.1', 429],
    ] as const) {
      const { get } = await serve({ ...environment, TRUSTED_PROXIES: proxies })
      for (let i = 0; i < 60; i++) await get(path, { 'x-forwarded-for': '203.0.113.1' })
      expect((await get(path, { 'x-forwarded-for': '203.0.113.1' })).status, proxies).toBe(429)
      expect((await get(path, { 'x-forwarded-for': '203.0.113.2' })).status, proxies).toBe(status)
    }
  })

  test('without an account says that it simulates WeChat', async () => {
    const { said } = await serve()
    await expect.poll(said).toMatch(/No account: it plays WeChat.*\n$/)
    expect(said().trim().split('\n')).toHaveLength(2)
  })

  test('reports a port in use', async () => {
    const other = createTcpServer().listen(0)
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    expect(await fail({ PORT: String(port) })).toMatch(`Port ${port} is taken`)
  })

  test('reports an unreachable Redis by host, without its password', async () => {
    const words = await fail({ ...asAccount, REDIS_URL: 'redis://user:the-password@127.0.0.1:1' })
    expect(words).toMatch(/The Redis at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/)
    expect(words).not.toContain('the-password')
  })

  test('does not start with half of an account', async () => {
    expect(await fail({ WECHAT_APP_ID: account.appId })).toMatch(/WECHAT_APP_ID is set and WECHAT_APP_SECRET is not/)
  })
})
