import { afterAll, beforeAll, expect, test } from 'vitest'
import { driveLogin, startWithFake } from '../login.ts'
import type { Running } from '../process.ts'
import { type App, inChromium, production } from '../scaffolds.ts'
import { makeNextApp, nextStart } from './next.ts'

/* Next, App Router with `cacheComponents`, behind the login: proxy.ts and the route of docs/*\/login.md. */

const login = ['account.ts', 'login.ts', 'proxy.ts', 'app/login/[[...step]]/route.ts']

const open = inChromium()
let app: App
let server: Running
beforeAll(async () => {
  app = await makeNextApp('next-login', {
    ...Object.fromEntries(login.map((file) => [file, `docs/snippets/login/${file}`])),
    'session.ts': 'test/frameworks/recipes/app/session.ts',
  })
  server = await startWithFake(app, nextStart, production)
})
afterAll(() => server?.stop())

test('Next, the login over FAKE_WECHAT: proxy.ts sends a visitor to WeChat and back, once', async () => {
  const opened = await open('about:blank', app)
  await driveLogin(opened, server.origin)
})

test('Next, the login: proxy.ts lets the files of public/ through, and no page', async () => {
  const statusOf = async (path: string) => (await fetch(`${server.origin}${path}`, { redirect: 'manual' })).status
  expect(await statusOf('/next.svg')).toBe(200)
  for (const page of ['/', '/things/7', '/things/7.5']) expect(await statusOf(page)).toBe(302)
})
