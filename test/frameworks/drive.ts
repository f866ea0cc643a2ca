import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parse } from 'acorn'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Wechat } from 'wechat-ready'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi, fakeWechatScript } from 'wechat-ready/testing'
import { userAgents } from '../e2e/user-agents.ts'
import { serve, type TestServer } from '../kit/serve.ts'

/** The account of the fake HTTP API; `upstream.mjs` reads it from the environment. */
export const account = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' }
export const ticket = 'ticket-of-the-framework-tests'
const endpoint = '/api/wechat/signature'

/** A page of a project, and what it has asked for and said. */
export interface Opened {
  page: Page
  /** The URLs whose signature was asked for, from the origin on, oldest first. */
  signed: string[]
  /** Whether the online script was asked for. */
  online(): boolean
  close(): Promise<void>
}

/** The official online script, for pages whose own copy cannot be loaded: the tests stay off the internet. */
function onlineScript(folder: string): string {
  const code = readFileSync(createRequire(join(folder, 'package.json')).resolve('weixin-js-sdk'), 'utf8')
  return `(() => { const module = {}; ${code}\nwindow.wx = window.jWeixin = module.exports })()`
}

/** Opens a page in a fake client for Android, or in a browser that is not WeChat. */
export async function openPage(browser: Browser, url: string, folder: string, inWechat = true): Promise<Opened> {
  const context = await browser.newContext(inWechat ? { userAgent: userAgents.android } : {})
  const page = await context.newPage()
  const { origin } = new URL(url)
  const signed: string[] = []
  let online = false
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (pathname === endpoint) signed.push((searchParams.get('url') ?? '').replace(origin, ''))
  })
  await page.route('https://res.wx.qq.com/**', (route) => {
    online = true
    return route.fulfill({ contentType: 'text/javascript', body: onlineScript(folder) })
  })
  const fake = fakeWechatScript({ platform: 'android', appId: account.appId, ticket })
  // Clients put their bridge into the top page alone.
  if (inWechat) await page.addInitScript(`if (window === top) { ${fake} }`)
  await page.goto(url)
  return { page, signed, online: () => online, close: () => context.close() }
}

/** Serves what a bundler has made, and signs for it. */
export async function serveBuilt(root: string): Promise<TestServer> {
  const server = await serve({ root })
  const api = createFakeWechatApi({ ...account, ticket })
  const { fetch } = createSigner({ ...account, allowedOrigins: [server.origin], fetch: api.fetch })
  server.routes[endpoint] = (request) => fetch(request)
  return server
}

/** Ready, a route, a call and a share, in a page that has its client at `window.wechat`. */
export async function drivePlain({ page, signed }: Opened): Promise<void> {
  const seen = await page.evaluate(async () => {
    const { wechat } = window as unknown as { wechat: Wechat }
    const first = await wechat.ready()
    history.pushState(null, '', '/things/7?color=red#top')
    const second = await wechat.ready()
    const { localIds } = await wechat.chooseImage({ count: 2 })
    await wechat.share({ title: 'Thing 7' })
    const told = window.fakeWechat?.calls.filter(({ api }) => api === 'updateAppMessageShareData').at(-1)
    return { signed: [first.signedUrl, second.signedUrl], pictures: localIds.length > 0, told: told?.params.title }
  })
  const { origin } = new URL(page.url())
  const urls = ['/', '/things/7?color=red']
  expect(seen).toEqual({ signed: urls.map((url) => origin + url), pictures: true, told: 'Thing 7' })
  expect(signed).toEqual(urls)
}

/** The same in a page of an example, by its links, its button, and what it shows. */
export async function driveExample({ page }: Opened): Promise<void> {
  await page.click('text=Thing 7')
  await choosePicture(page)
}

/** Waits for a page to be ready, chooses a picture there, and sees what it shares. */
export async function choosePicture(page: Page): Promise<void> {
  await page.waitForSelector('#status:has-text("ready")')
  await page.click('#choose')
  await page.waitForSelector(String.raw`#choose:text-matches("\([1-9]\)")`)
  await shared(page, 'Thing 7')
}

/** The pages of a recipe, there and back: what is shared is what the page on the screen says. */
export async function driveThings(opened: Opened): Promise<void> {
  await shared(opened.page, 'Things')
  await driveExample(opened)
  await opened.page.goBack()
  await shared(opened.page, 'Things')
}

/** Two tabs whose pages stay where they are when the other one is on the screen. */
export async function driveTabs({ page }: Opened, tab: string): Promise<void> {
  for (const [at, title] of [...['Mine', 'Things', 'Mine', 'Things'].entries()]) {
    await page.click(`${tab} >> nth=${(at + 1) % 2}`)
    await shared(page, title)
  }
}

/** The page of docs/*\/vue.md and react.md, opened at /things/7: ready, a call, a share; then another route, as by a link of the app. */
export async function driveThingPage({ page }: Opened): Promise<void> {
  await page.click('button:enabled')
  await page.waitForSelector(String.raw`button:text-matches("\([1-9]\)")`)
  await shared(page, 'Thing 7')
  await page.evaluate(() => {
    history.pushState(history.state, '', '/things/8?color=red')
    // To a router, the browser's own button.
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  })
  await shared(page, 'Thing 8')
}

/** Waits until a card of this title, and with a link to this path, is what the client shares. */
export const shared = (page: Page, title: string, path?: string) =>
  page.waitForFunction(
    ([title, path]) => {
      const { params } = window.fakeWechat?.calls.filter(({ api }) => api === 'updateAppMessageShareData').at(-1) ?? {}
      return params?.title === title && (path === undefined || params.link === location.origin + path)
    },
    [title, path] as const,
  )

/** What scripts come to. */
export interface Size {
  /** Gzipped. */
  kB: number
  files: number
}

/** What the scripts in a folder come to. */
export function sizeOf(folder: string): Size {
  const files = scriptsIn(folder)
  const sizes = files.map((file) => gzipSync(readFileSync(file), { level: 9 }).length / 1000)
  return { kB: sizes.reduce((sum, size) => sum + size, 0), files: files.length }
}

/** The built files for the browser that hold the fake client, which is for development. */
export const fakesIn = (folder: string): string[] => holding(folder, 'offline verifying')

/** The built files for the browser that hold a text. */
export const holding = (folder: string, text: string): string[] =>
  scriptsIn(folder).filter((file) => readFileSync(file, 'utf8').includes(text))

/** The year of ECMAScript in which the built file with the library's code can be parsed. */
export function syntaxOfOurs(folder: string): number {
  const years = holding(folder, 'invalid-signature').map((file) => {
    const code = readFileSync(file, 'utf8')
    const parses = (ecmaVersion: Syntax) => {
      try {
        return parse(code, { ecmaVersion })
      } catch {
        return undefined
      }
    }
    return syntaxes.find(parses) ?? Number.POSITIVE_INFINITY
  })
  return Math.max(...years)
}

const syntaxes = [2015, 2017, 2018, 2020, 2022] as const
type Syntax = (typeof syntaxes)[number]

const scriptsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(folder, file))
