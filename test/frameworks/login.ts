import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect } from 'vitest'
import { choosePicture, type Opened } from './drive.ts'
import { type Running, startServer } from './process.ts'
import type { App } from './scaffolds.ts'

const program = fileURLToPath(new URL('../../docs/snippets/login/fake-wechat.ts', import.meta.url))

/** Starts the fake of the page of the login: WeChat's HTTP API, at an address of its own. */
export function startFake({ folder }: App): Promise<Running> {
  const code = ts.transpile(readFileSync(program, 'utf8'), {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
  })
  // The program of the page has one port.
  writeFileSync(join(folder, 'fake-wechat.mjs'), code.replace('5199', 'process.env.PORT'))
  return startServer(folder, ['fake-wechat.mjs'])
}

/** In development the shop of the page is at port 3000, which may be taken here. */
export const atOrigin = (text: string): string => text.replace("'http://localhost:3000'", "process.env.ORIGIN ?? ''")

/** What the pages read of the environment, besides the account. */
export const loginSecrets = {
  LOGIN_STATE_SECRET: 'a-state-secret-of-some-length-0123456789',
  SESSION_SECRET: 'a-session-secret-of-some-length-0123456789',
}

/** Builds and starts an app that has the login of its page, with the switch `FAKE_WECHAT`. */
export async function startWithFake(app: App, args: string[], env: Record<string, string>): Promise<Running> {
  app.edit('account.ts', atOrigin)
  app.build()
  const fake = await startFake(app)
  const server = await startServer(app.folder, args, {
    ...env,
    FAKE_WECHAT: fake.origin,
    ...loginSecrets,
  }).catch(async (error) => {
    await fake.stop()
    throw error
  })
  return { origin: server.origin, stop: async () => void (await Promise.all([server.stop(), fake.stop()])) }
}

/** A visitor without a session was sent to the fake and back, is known from then on, and may give consent later. */
export async function driveLogin({ page }: Opened, origin: string): Promise<void> {
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (request.isNavigationRequest()) asked.push(pathname)
  })
  const login = ['/connect/oauth2/authorize', '/login/callback']
  await page.goto(`${origin}/things/7?color=red`)
  expect(asked).toEqual(['/things/7', ...login, '/things/7'])
  expect(page.url().replace(/#$/, '')).toBe(`${origin}/things/7?color=red`)
  await choosePicture(page)
  asked.length = 0
  await page.goto(`${origin}/things/8`)
  expect(asked).toEqual(['/things/8'])
  asked.length = 0
  const returnTo = encodeURIComponent(`${origin}/things/7`)
  await page.goto(`${origin}/login?scope=snsapi_userinfo&returnTo=${returnTo}`)
  await Promise.all([page.waitForURL(/\/things\/7/), page.click('a.allow')])
  expect(asked).toEqual(['/login', login[0], ...login, '/things/7'])
}
