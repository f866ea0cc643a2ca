import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { start } from '../e2e/chromium.ts'
import { run } from '../kit/run.ts'
import { openPage, serveBuilt } from './drive.ts'

let browser: Browser
let stop: () => Promise<void>
beforeAll(async () => {
  ;({ browser, stop } = await start())
})
afterAll(() => stop?.())

/** Tells the host to mount or to unmount its sub-application. */
const host = (page: Page, act: 'mount' | 'unmount') =>
  page.evaluate((name) => (window as unknown as { host: Record<string, () => Promise<unknown>> }).host[name]?.(), act)

/** Changes the route, and gives whoever follows it the time of a request. */
const go = (page: Page, path: string) =>
  page.evaluate(async (to) => {
    history.pushState(null, '', to)
    await fetch('/index.html')
  }, path)

test('qiankun: a sub-application signs no more after its unmount, and is ready when it is back', async () => {
  const folder = inject('projects').tools?.folder ?? ''
  run(process.execPath, ['qiankun/build.mjs'], { cwd: folder })
  const server = await serveBuilt(join(folder, 'dist/qiankun'))
  const { page, signed, close } = await openPage(browser, `${server.origin}/`, folder)
  await host(page, 'mount')
  expect(signed).toEqual(['/'])
  await go(page, '/things/7')
  await expect.poll(() => signed).toEqual(['/', '/things/7'])
  await host(page, 'unmount')
  await go(page, '/things/8')
  await go(page, '/things/9')
  await host(page, 'mount')
  expect(signed).toEqual(['/', '/things/7', '/things/9'])
  await close()
  await server.close()
})
