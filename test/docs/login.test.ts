import { once } from 'node:events'
import { Server } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { createBrowser } from '../login/setup.ts'
import { type Project, writeProject } from './project.ts'

const account = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' }
const env = {
  WECHAT_APP_ID: account.appId,
  WECHAT_APP_SECRET: account.appSecret,
  LOGIN_STATE_SECRET: 'a-state-secret-of-some-length-0123456789',
  SESSION_SECRET: 'a-session-secret-of-some-length-0123456789',
}

let project: Project
beforeAll(() => {
  project = writeProject('login-page')
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** Runs a file of the page, with a shop that is on this machine. */
async function run(file: string) {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const api = createFakeWechatApi(account)
  const real = globalThis.fetch
  vi.stubGlobal('fetch', (input: Request | string, init?: RequestInit) =>
    new URL(new Request(input).url).hostname.endsWith('.weixin.qq.com') ? api.fetch(input, init) : real(input, init),
  )
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const { listen } = Server.prototype
  const servers: Server[] = []
  Server.prototype.listen = function (this: Server) {
    servers.push(this)
    return listen.call(this, port)
  } as typeof listen
  onTestFinished(() => {
    vi.unstubAllGlobals()
    vi.unstubAllEnvs()
    Server.prototype.listen = listen
    for (const server of servers) server.closeAllConnections()
    for (const server of servers) server.close()
  })
  const local = {
    name: 'local',
    transform: (code: string) => code.replaceAll('https://shop.example.com', origin),
  }
  const name = `${file.replace(/\W/g, '-')}.js`
  await build({
    root: project.folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [local],
    build: {
      ssr: project.path('login', file),
      outDir: 'run-login',
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: name } },
    },
  })
  const main = pathToFileURL(join(project.folder, 'run-login', name)).href
  return { origin, api, module: await import(/* @vite-ignore */ main) }
}

type Ask = (request: Request) => Promise<Response>

/** A visitor without a session opens an address, and is sent to WeChat, back, and on. */
async function logIn(ask: Ask, api: ReturnType<typeof createFakeWechatApi>, url: string) {
  const browser = createBrowser()
  const started = await ask(browser.request(url, { redirect: 'manual' }))
  expect(started.headers.get('location')).toMatch(/^https:\/\/open\.weixin\.qq\.com\/connect\/oauth2\/authorize\?/)
  const callback = await browser.authorize(api, started)
  const finished = await ask(browser.request(callback, { redirect: 'manual' }))
  browser.keep(finished)
  return { browser, finished }
}

describe.each(['express.ts', 'koa.ts', 'hono.ts', 'http.ts'])('the code of the login page, %s,', (file) => {
  test('logs a visitor in with one exchange', async () => {
    const { origin, api } = await run(file)
    const { browser, finished } = await logIn(fetch, api, `${origin}/`)
    expect(finished.headers.get('location')?.replace(/#$/, '')).toBe(`${origin}/`)
    const page = await fetch(browser.request(`${origin}/`, { redirect: 'manual' }))
    expect([page.status, await page.text()]).toEqual([200, 'Welcome'])
  })
})

test('the code of the login page for Next logs a visitor in', async () => {
  const { origin, api, module } = await run('app/login/[[...step]]/route.ts')
  const returnTo = `${origin}/things/7`
  const { finished } = await logIn(module.GET, api, `${origin}/login?returnTo=${encodeURIComponent(returnTo)}`)
  expect(finished.headers.get('location')?.replace(/#$/, '')).toBe(returnTo)
  expect(finished.headers.getSetCookie().join()).toMatch(/openid=[\w-]+; Path=\/; HttpOnly/)
})

test('the fake of the login page serves a signer as well', async () => {
  const { origin } = await run('fake-wechat.ts')
  const page = 'https://shop.example.com'
  const fake = { appId: 'wx0123456789abcdef', appSecret: '0'.repeat(32), apiUrls: [origin] }
  const signer = createSigner({ ...fake, allowedOrigins: [page] })
  await expect(signer.sign(`${page}/`)).resolves.toMatchObject({ appId: fake.appId, url: `${page}/` })
})
