import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { start } from '../e2e/chromium.ts'
import { run } from '../kit/run.ts'
import { account, choosePicture, driveExample, fakesIn, openPage, serveBuilt, ticket } from './drive.ts'
import { openDeveloped, startServer } from './process.ts'

let browser: Browser
let stop: () => Promise<void>
beforeAll(async () => {
  ;({ browser, stop } = await start())
})
afterAll(() => stop?.())

const folderOf = (name: string) => inject('projects')[name]?.folder ?? ''
const production = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1' }
const build = (name: string) => run('npm', ['run', 'build'], { cwd: folderOf(name), env: production })

async function open(origin: string, name: string) {
  const opened = await openPage(browser, `${origin}/`, folderOf(name))
  onTestFinished(() => opened.close())
  return opened
}

test.each([
  ['vue', 'dist', ['/', '/things/7']],
  ['react', 'dist', ['/things/7']],
  ['uni-app', 'dist/build/h5', ['/pages/thing/thing?id=7']],
])('examples/%s, built: ready on a route, a call, a share', async (name, dist, urls) => {
  build(name)
  const server = await serveBuilt(join(folderOf(name), dist))
  onTestFinished(() => server.close())
  const opened = await open(server.origin, name)
  await driveExample(opened)
  expect(opened.signed).toEqual(urls)
})

test.each([
  ['Vue 3.3, vue-router 4.2', 'vue', ['/', '/things/7']],
  ['React 18.0', 'react', ['/things/7']],
])('the oldest that the bindings take, %s with Vite 5, built: ready on a route, call, share', async (_, name, urls) => {
  const folder = folderOf('floors')
  const args = ['node_modules/vite/bin/vite.js', 'build', name, '--config', 'vite.config.ts', '--outDir']
  run(process.execPath, [...args, join(folder, 'dist', name)], { cwd: folder, env: production })
  const server = await serveBuilt(join(folder, 'dist', name))
  onTestFinished(() => server.close())
  const opened = await open(server.origin, 'floors')
  await driveExample(opened)
  expect(opened.signed).toEqual(urls)
})

test.each([
  ['next', ['node_modules/next/dist/bin/next', 'start', '-p', 'PORT'], '.next/static', ['/things/7']],
  ['nuxt', ['.output/server/index.mjs'], '.output/public', ['/', '/things/7']],
])('examples/%s, built and started: its own route signs, each page is ready', async (name, args, scripts, urls) => {
  build(name)
  expect(fakesIn(join(folderOf(name), scripts))).toEqual([])
  const server = await startServer(folderOf(name), args, production)
  onTestFinished(() => server.stop())
  const opened = await open(server.origin, name)
  await driveExample(opened)
  expect(opened.signed).toEqual(urls)
})

const [next, nuxt] = ['node_modules/next/dist/bin/next', 'node_modules/nuxt/bin/nuxt.mjs']
const [uni, vite] = ['node_modules/@dcloudio/vite-plugin-uni/bin/uni.js', '../node_modules/vite/bin/vite.js']

test.each([
  ['next', [next, 'dev', '-p', 'PORT'], '/things/7', []],
  ['nuxt', [nuxt, 'dev', '--port', 'PORT'], '/things/7', []],
  // The Vite plugin signs at an address of the server.
  ['uni-app', [uni, '--port', 'PORT'], '/pages/thing/thing?id=7', ['/pages/thing/thing?id=7']],
  ['vue', [vite, '--port', 'PORT'], '/things/7', ['/things/7']],
])('examples/%s, dev server: the sandbox stands in for WeChat', async (name, args, path, urls) => {
  const opened = await openDeveloped(browser, { folder: folderOf(name), args, path })
  await opened.page.waitForSelector('#status:has-text("ready")', { timeout: 60_000 })
  expect(opened.signed).toEqual(urls)
})

test.each(['node', 'no-bundler'])('examples/%s signs for the page that it serves', async (name) => {
  const server = await startServer(folderOf(name), ['server.js'])
  onTestFinished(() => server.stop())
  const opened = await open(server.origin, name)
  await choosePicture(opened.page)
  expect(opened.signed).toEqual(['/'])
})

test.each(['node', 'no-bundler'])('examples/%s plays WeChat where no account is set', async (name) => {
  const noAccount = { WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' }
  const opened = await openDeveloped(browser, {
    folder: folderOf(name),
    args: ['server.js'],
    path: '/',
    env: noAccount,
  })
  await opened.page.waitForSelector('#status:has-text("ready")')
  expect(opened.signed).toEqual([])
})

test('examples/worker signs, bundled for a runtime that is not Node', async () => {
  const bundled = join(folderOf('worker'), 'dist/worker.mjs')
  const esbuild = join(folderOf('tools'), 'node_modules/esbuild/bin/esbuild')
  const flags = ['--bundle', '--format=esm', '--conditions=worker,browser', `--outfile=${bundled}`]
  run(esbuild, ['src/index.ts', ...flags], { cwd: folderOf('worker') })
  const { default: worker } = await import(pathToFileURL(bundled).href)
  vi.stubGlobal('fetch', createFakeWechatApi({ ...account, ticket }).fetch)
  onTestFinished(() => void vi.unstubAllGlobals())
  const env = { WECHAT_APP_ID: account.appId, WECHAT_APP_SECRET: account.appSecret, ORIGIN: 'https://shop.example.com' }
  const url = encodeURIComponent('https://shop.example.com/things/7')
  const response = await worker.fetch(new Request(`https://shop.example.com/api/wechat/signature?url=${url}`), env)
  expect([response.status, (await response.json()).appId]).toEqual([200, account.appId])
})
