import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Wechat } from 'wechat-ready'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi, fakeWechatScript } from 'wechat-ready/testing'
import { serve, type TestServer } from '../e2e/server.ts'
import { userAgents } from '../e2e/user-agents.ts'

export const account = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' }
export const ticket = 'ticket-of-the-framework-tests'
const endpoint = '/api/wechat/signature'

/** The official online script, for pages whose own copy cannot be loaded: the tests stay off the internet. */
function onlineScript(project: string): string {
  const code = readFileSync(join(project, 'node_modules/weixin-js-sdk/index.js'), 'utf8')
  return `(() => { const module = {}; ${code}\nwindow.wx = window.jWeixin = module.exports })()`
}

/** A page in a fake client for Android, or in no WeChat at all. */
export async function openPage(browser: Browser, url: string, project: string, inWechat = true): Promise<Page> {
  const context = await browser.newContext(inWechat ? { userAgent: userAgents.android } : {})
  const page = await context.newPage()
  if (inWechat) {
    await page.addInitScript(fakeWechatScript({ platform: 'android', appId: account.appId, ticket }))
    await page.route('https://res.wx.qq.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: onlineScript(project) }),
    )
  }
  await page.goto(url)
  return page
}

/** Serves what a bundler has made, and signs for it. */
export async function serveBuilt(root: string): Promise<TestServer> {
  const server = await serve({ root })
  const api = createFakeWechatApi({ ...account, ticket })
  const { fetch } = createSigner({ ...account, allowedOrigins: [server.origin], fetch: api.fetch })
  server.routes[endpoint] = (request) => fetch(request)
  return server
}

/** The URLs whose signature was asked for, from the origin on, oldest first. */
export const signed = ({ requests, origin }: TestServer) =>
  requests
    .filter((line) => line.startsWith(`GET ${endpoint}?`))
    .map((line) => new URL(line.slice(4), origin).searchParams.get('url')?.replace(origin, ''))

/** Ready, a route, a call and a share, in a page that has its client at `window.wechat`. */
export async function drivePlain(page: Page): Promise<void> {
  const seen = await page.evaluate(async () => {
    const { wechat } = window as unknown as { wechat: Wechat }
    const first = await wechat.ready()
    history.pushState(null, '', '/things/7?color=red#top')
    const second = await wechat.ready()
    const { localIds } = await wechat.chooseImage({ count: 2 })
    await wechat.share({ title: 'Thing 7' })
    const told = window.fakeWechat?.calls.find(({ api }) => api === 'updateAppMessageShareData')
    return { signed: [first.signedUrl, second.signedUrl], pictures: localIds.length > 0, told: told?.params.title }
  })
  const { origin } = new URL(page.url())
  expect(seen).toEqual({
    signed: [`${origin}/`, `${origin}/things/7?color=red`],
    pictures: true,
    told: 'Thing 7',
  })
}

/** The same in a page of an example: its links, its button, and what it shows. */
export async function driveExample(page: Page): Promise<void> {
  await page.click('text=Thing 7')
  await page.waitForSelector('#status:has-text("ready")')
  await page.click('#choose')
  await page.waitForSelector('#choose:has-text("(1)")')
  await page.waitForFunction(() =>
    window.fakeWechat?.calls.some(
      ({ api, params }) => api === 'updateAppMessageShareData' && params.title === 'Thing 7',
    ),
  )
}

/** What a page loads of the scripts in a folder, in kB, minified or not as the bundler has left it, and gzipped. */
export function sizeOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
  const sizes = files.map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length / 1000)
  return `${sizes.reduce((sum, size) => sum + size, 0).toFixed(1)} kB in ${files.length} files`
}
