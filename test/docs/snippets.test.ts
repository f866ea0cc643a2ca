import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { run } from '../kit/run.ts'
import { type Project, writeProject } from './project.ts'

const require = createRequire(import.meta.url)
const account = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' }
const env = {
  WECHAT_APP_ID: account.appId,
  WECHAT_APP_SECRET: account.appSecret,
  ORIGIN: 'https://shop.example.com',
}

let project: Project
beforeAll(() => {
  project = writeProject('pages')
})

test('every snippet compiles against the package by its name', () => {
  expect(run(process.execPath, [require.resolve('vue-tsc/bin/vue-tsc.js'), '-p', project.folder]).stdout).toBe('')
})

test('the unit test of the documentation passes', () => {
  const file = project.path('unit-tests', 'avatar.test.ts')
  const vitest = join(project.folder, 'node_modules/vitest/vitest.mjs')
  const { stdout } = run(process.execPath, [vitest, 'run', '--root', join(file, '..'), '--reporter', 'json', file])
  expect(JSON.parse(stdout)).toMatchObject({ numPassedTests: 4, numFailedTests: 0 })
})

/** One file of a page and all that it imports of the page, as a module that Node runs. */
async function compile(page: string, file: string): Promise<string> {
  const name = `${page}-${file}`.replace(/\W/g, '-')
  await build({
    root: project.folder,
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: project.path(page, file),
      outDir: 'run',
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: `${name}.js` } },
    },
  })
  return join(project.folder, 'run', `${name}.js`)
}

/**
 * Puts the fake in the place of WeChat's HTTP API, and any free port in the place of the one that the snippet names.
 */
const preload = `
  import { Server } from 'node:net'
  import { createFakeWechatApi } from 'wechat-ready/testing'
  globalThis.fetch = createFakeWechatApi(${JSON.stringify(account)}).fetch
  const { listen } = Server.prototype
  Server.prototype.listen = function () {
    return listen.call(this, 0, '127.0.0.1', () => process.send(this.address().port))
  }
`

const shopPage = 'https://shop.example.com/cart?from=singlemessage'
const path = (url: string) => `/api/wechat/signature?url=${encodeURIComponent(url)}&reason=initial`

describe.each([
  ['README', 'server.mjs'],
  ['start', 'server.mjs'],
  ['signer', 'express.ts'],
  ['signer', 'koa.ts'],
  ['signer', 'hono.ts'],
  ['no-bundler', 'server.mjs'],
])('the server of the page "%s", %s', (page, file) => {
  let server: ChildProcess | undefined
  afterEach(() => server?.kill())

  test('signs an allowed page and refuses another one', async () => {
    const main = await compile(page, file)
    writeFileSync(join(project.folder, 'run/preload.js'), preload)
    const execArgv = ['--import', pathToFileURL(join(project.folder, 'run/preload.js')).href]
    server = fork(main, { execArgv, env: { ...process.env, ...env } })
    const [port] = await once(server, 'message')
    const ask = (url: string) => fetch(`http://127.0.0.1:${port}${path(url)}`)
    await expectSigner(ask)
  })
})

test('the server for a desktop adds the client to the page, and signs for it', async () => {
  const folder = join(project.folder, 'run/desktop')
  mkdirSync(join(folder, 'dist'), { recursive: true })
  writeFileSync(join(folder, 'dist/index.html'), '<html><head><title>A shop</title></head></html>')
  const main = await compile('start', 'preview.mjs')
  writeFileSync(join(project.folder, 'run/preload.js'), preload)
  const execArgv = ['--import', pathToFileURL(join(project.folder, 'run/preload.js')).href]
  const server = fork(main, { execArgv, cwd: folder })
  onTestFinished(() => void server.kill())
  const [port] = await once(server, 'message')
  const html = await (await fetch(`http://127.0.0.1:${port}/things/7`)).text()
  expect(html).toMatch(/^<html><head><script>.*installFakeWechat.*<title>A shop/s)
  const signed = await fetch(`http://127.0.0.1:${port}${path('http://localhost:3000/things/7')}`)
  expect(await signed.json()).toMatchObject({ signature: expect.stringMatching(/^[0-9a-f]{40}$/) })
})

describe.each([
  ['Next', 'app/api/wechat/signature/route.ts'],
  ['a worker', 'worker.ts'],
])('the handler for %s', (_, file) => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.unstubAllEnvs()
  })

  test('signs an allowed page and refuses another one', async () => {
    const main = await compile('signer', file)
    vi.stubGlobal('fetch', createFakeWechatApi(account).fetch)
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const module = await import(/* @vite-ignore */ pathToFileURL(main).href)
    const handler = module.GET ?? module.default.fetch
    const context = { waitUntil: () => {} }
    await expectSigner((url) => handler(new Request(`https://shop.example.com${path(url)}`), env, context))
  })
})

async function expectSigner(ask: (url: string) => Promise<Response>) {
  const signed = await ask(shopPage)
  expect({ status: signed.status, cache: signed.headers.get('cache-control') }).toEqual({
    status: 200,
    cache: 'no-store',
  })
  expect(await signed.json()).toMatchObject({
    appId: account.appId,
    url: shopPage,
    signature: expect.stringMatching(/^[0-9a-f]{40}$/),
  })
  const refused = await ask('https://evil.example.net/')
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({ error: { code: 'origin-not-allowed' } })
}
