import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, createLogger, createServer, type InlineConfig } from 'vite'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { hasRedis, startRedis } from '../signer/redis-server.ts'

const configFile = 'demo/vite.config.ts'
const account = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' }
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

test('`npm run demo` says why its server cannot be started, and tries it anew at the next request', async () => {
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

/** Puts the fake in the place of WeChat's HTTP API, any free port in the place of the named one, and tells of both. */
const preload = `
  import { Server } from 'node:net'
  import { createFakeWechatApi } from 'wechat-ready/testing'
  const fake = createFakeWechatApi(${JSON.stringify(account)})
  globalThis.fetch = (request, init) => {
    process.send({ upstream: new URL(request.url ?? request).pathname })
    return fake.fetch(request, init)
  }
  const { listen } = Server.prototype
  Server.prototype.listen = function (_, listener) {
    return listen.call(this, 0, '127.0.0.1', () => {
      process.send({ port: this.address().port })
      listener()
    })
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

  /** One server of its own, and what it asked of WeChat. */
  async function serve(environment: Record<string, string>) {
    const upstream: string[] = []
    const server: ChildProcess = fork(join(folder, 'server/serve.js'), {
      execArgv: ['--import', pathToFileURL(join(folder, 'preload.js')).href],
      env: { ...process.env, ...environment },
      silent: true,
    })
    onTestFinished(() => void server.kill())
    let said = ''
    server.stdout?.on('data', (data) => {
      said += data
    })
    server.stderr?.on('data', (data) => {
      said += data
    })
    server.on('message', (message: { upstream?: string }) => message.upstream && upstream.push(message.upstream))
    const port = await new Promise<number>((resolve, reject) => {
      server.on('message', (message: { port?: number }) => message.port && resolve(message.port))
      server.once('exit', () => reject(new Error(`The server ended: ${said}`)))
    })
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`)
    return { get, upstream, port, said: () => said }
  }

  test('serves the page under every route, its files, and nothing else', async () => {
    const { get, port } = await serve({ WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' })
    const html = await (await get('/voice')).text()
    expect(html).toContain('id="facts"')
    const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(html) ?? []
    expect((await get(script)).headers.get('content-type')).toBe('text/javascript')
    expect((await get('/../server/serve.js')).status).toBe(404)
    const page = `http://127.0.0.1:${port}/voice`
    expect(await (await get(signature(page))).json()).toMatchObject({ url: page })
  })

  test.skipIf(!hasRedis)('on two machines with an account and one Redis: one ticket, and one limit', async () => {
    const redis = await startRedis()
    onTestFinished(() => redis.stop())
    const page = 'https://shop.example.com/'
    const environment = {
      WECHAT_APP_ID: account.appId,
      WECHAT_APP_SECRET: account.appSecret,
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
})
