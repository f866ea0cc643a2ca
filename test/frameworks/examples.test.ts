import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { start } from '../e2e/chromium.ts'
import { run } from '../kit/run.ts'
import { account, choosePicture, driveExample, openPage, serveBuilt, ticket } from './drive.ts'
import { startServer } from './process.ts'

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
  ['next', ['node_modules/next/dist/bin/next', 'start', '-p', 'PORT'], ['/things/7']],
  ['nuxt', ['.output/server/index.mjs'], ['/', '/things/7']],
])('examples/%s, built and started: its own route signs, each page is ready', async (name, args, urls) => {
  build(name)
  expect(fakesIn(folderOf(name))).toEqual([])
  const server = await startServer(folderOf(name), args, production)
  onTestFinished(() => server.stop())
  const opened = await open(server.origin, name)
  await driveExample(opened)
  expect(opened.signed).toEqual(urls)
})

/** The built files for the browser that hold the fake client, which is for development; a copy that no page names is none. */
const fakesIn = (folder: string) =>
  ['.next/static', '.output/public']
    .map((path) => join(folder, path))
    .filter((path) => existsSync(path))
    .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => join(root, file)))
    .filter(
      (file) =>
        /(?<!fake-wechat\.global[^/]*)\.js$/.test(file) && readFileSync(file, 'utf8').includes('offline verifying'),
    )

test.each(['node', 'no-bundler'])('examples/%s signs for the page that it serves', async (name) => {
  const server = await startServer(folderOf(name), ['server.js'])
  onTestFinished(() => server.stop())
  const opened = await open(server.origin, name)
  await choosePicture(opened.page)
  expect(opened.signed).toEqual(['/'])
})

test('examples/worker signs, bundled for a runtime that is not Node', async () => {
  const bundled = join(folderOf('worker'), 'dist/worker.mjs')
  const esbuild = join(folderOf('bundlers'), 'node_modules/esbuild/bin/esbuild')
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
