import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { start } from '../e2e/chromium.ts'
import { run } from '../kit/run.ts'
import { drivePlain, openPage, serveBuilt, sizeOf } from './drive.ts'

let browser: Browser
let stop: () => Promise<void>
beforeAll(async () => {
  ;({ browser, stop } = await start())
})
afterAll(() => stop?.())

const legacy = { NODE_OPTIONS: '--openssl-legacy-provider' }
const parcel = [
  'node_modules/parcel/lib/bin.js',
  'build',
  'index.html',
  '--dist-dir',
  'dist/parcel',
  '--no-source-maps',
]

/** Builds the plain page of a project for production, and drives it. Returns whether the online script stood in. */
async function buildAndDrive(name: string, project: string, dist: string, args: string[], env = {}): Promise<boolean> {
  const { folder = '' } = inject('projects')[project] ?? {}
  run(process.execPath, args, { cwd: folder, env: { NODE_ENV: 'production', ...env } })
  const built = join(folder, dist)
  // Parcel writes a page of its own.
  cpSync(join(folder, 'index.html'), join(built, 'index.html'), { force: project !== 'parcel' })
  const server = await serveBuilt(built)
  const opened = await openPage(browser, `${server.origin}/`, folder)
  await drivePlain(opened)
  console.log(`size: ${name}: ${sizeOf(built)}`)
  await opened.close()
  await server.close()
  return opened.online()
}

test.each([
  ['webpack 5', 'bundlers', 'dist/webpack', ['webpack.cjs'], {}],
  ['Rspack', 'bundlers', 'dist/@rspack/core', ['webpack.cjs', '@rspack/core'], {}],
  ['Rollup', 'bundlers', 'dist/rollup', ['rollup.mjs'], {}],
  ['esbuild', 'bundlers', 'dist/esbuild', ['esbuild.mjs'], {}],
  ['Parcel, which reads no exports', 'parcel', 'dist/parcel', parcel, {}],
  ['webpack 4, which reads no exports', 'old', 'dist/webpack', ['webpack.cjs'], legacy],
])('%s: built for production, a page is ready on each of its routes', async (name, project, dist, args, env) => {
  expect(await buildAndDrive(name, project, dist, args, env)).toBe(false)
})

test('Rollup without its plugin for CommonJS: the online script stands in for the chunk that cannot run', async () => {
  expect(await buildAndDrive('Rollup, bare', 'bundlers', 'dist/rollup-bare', ['rollup.mjs', 'bare'])).toBe(true)
})
