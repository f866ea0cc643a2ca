import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import type { Wechat } from 'wechat-ready'
import { start } from '../e2e/chromium.ts'
import { run } from '../kit/run.ts'
import { drivePlain, fakesIn, holding, openPage, type Size, serveBuilt, sizeOf } from './drive.ts'
import { openDeveloped } from './process.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const sizes: Record<string, Size> = {}

let browser: Browser
let stop: () => Promise<void>
beforeAll(async () => {
  ;({ browser, stop } = await start())
})
afterAll(async () => {
  await stop?.()
  // `scripts/framework-sizes.mjs` copies them into README.md.
  mkdirSync(join(root, 'reports'), { recursive: true })
  writeFileSync(join(root, 'reports/framework-sizes.json'), JSON.stringify(sizes, null, 2))
})

const legacy = { NODE_OPTIONS: '--openssl-legacy-provider' }
const parcel = [
  'node_modules/parcel/lib/bin.js',
  ...['build', 'index.html', '--dist-dir', 'dist/parcel', '--no-source-maps'],
]

/** Builds the plain page of a project for production, and drives it. Returns whether the online script stood in. */
async function buildAndDrive(name: string, project: string, dist: string, args: string[], env = {}): Promise<boolean> {
  const { folder = '' } = inject('projects')[project] ?? {}
  run(process.execPath, args, { cwd: folder, env: { NODE_ENV: 'production', ...env } })
  const built = join(folder, dist)
  // Parcel writes a page of its own.
  cpSync(join(folder, 'index.html'), join(built, 'index.html'), { force: args !== parcel })
  expect(fakesIn(built)).toEqual([])
  const server = await serveBuilt(built)
  onTestFinished(() => server.close())
  const opened = await openPage(browser, `${server.origin}/`, folder)
  onTestFinished(() => opened.close())
  await drivePlain(opened)
  sizes[name] = sizeOf(built)
  console.log(`size: ${name}: ${sizes[name].kB.toFixed(1)} kB in ${sizes[name].files}`)
  return opened.online()
}

test.each([
  ['webpack 5', 'tools', 'dist/webpack', ['webpack.cjs', 'build'], {}],
  ['Rspack', 'tools', 'dist/@rspack/core', ['webpack.cjs', 'build', '@rspack/core'], {}],
  ['Rollup', 'tools', 'dist/rollup', ['rollup.mjs'], {}],
  ['esbuild', 'tools', 'dist/esbuild', ['esbuild.mjs'], {}],
  ['Parcel', 'tools', 'dist/parcel', parcel, {}],
  ['webpack 4', 'old', 'dist/webpack', ['webpack.cjs', 'build'], legacy],
])(
  '%s: built for production, a page is ready on each of its routes',
  { tags: 'bundlers' },
  async (name, project, dist, args, env) => {
    expect(await buildAndDrive(name, project, dist, args, env)).toBe(false)
  },
)

test.each([
  ['webpack 5, bridge', 'dist/webpack-bridge', ['webpack.cjs', 'build', 'webpack', 'bridge']],
  ['Rspack, bridge', 'dist/@rspack/core-bridge', ['webpack.cjs', 'build', '@rspack/core', 'bridge']],
  ['Rollup, bridge', 'dist/rollup-bridge', ['rollup.mjs', 'bridge']],
])('%s: a page of wechat-ready/bridge is ready on each of its routes, and holds no SDK', async (name, dist, args) => {
  expect(await buildAndDrive(name, 'tools', dist, args)).toBe(false)
  expect(sizes[name]?.files).toBe(1)
  const built = join(inject('projects').tools?.folder ?? '', dist)
  // Of the online script's address, and of the SDK's own code.
  for (const text of ['jweixin-1.6.0', 'wxdebugger']) expect(holding(built, text), text).toEqual([])
})

test('Rollup without its plugin for CommonJS: the page loads the online script', async () => {
  expect(await buildAndDrive('Rollup, bare', 'tools', 'dist/rollup-bare', ['rollup.mjs', 'bare'])).toBe(true)
})

test.each([
  ['webpack 5', ['webpack.cjs', 'serve']],
  ['Rspack', ['webpack.cjs', 'serve', '@rspack/core']],
])('%s, dev server: the sandbox stands in for WeChat, and signs by itself', { tags: 'bundlers' }, async (_, args) => {
  const { folder = '' } = inject('projects').tools ?? {}
  const { page, signed } = await openDeveloped(browser, { folder, args, path: '/' })
  const { signedUrl } = await page.evaluate(() => (window as unknown as { wechat: Wechat }).wechat.ready())
  expect([new URL(signedUrl).pathname, signed]).toEqual(['/', []])
})

test('README.md here states the size of each, to a sixth', () => {
  const page = readFileSync(join(root, 'test/frameworks/README.md'), 'utf8')
  for (const [name, { kB }] of Object.entries(sizes)) {
    const [, stated] = new RegExp(`^\\| ${name} \\| ([\\d.]+) kB`, 'm').exec(page) ?? []
    expect(Number(stated) / kB, name).toBeGreaterThan(5 / 6)
    expect(Number(stated) / kB, name).toBeLessThan(7 / 6)
  }
})
