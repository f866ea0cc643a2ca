import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { driveExample, fakesIn, shared } from '../drive.ts'
import { type Running, startServer } from '../process.ts'
import { type App, expectSigner, inChromium, production } from '../scaffolds.ts'
import { makeNextApp, nextStart } from './next.ts'

/* Next, App Router, as `create-next-app` makes it: with `cacheComponents`. */

// Pages for the sharing alone: a layout with a content, a page without one, and a page with its own.
const own = 'test/frameworks/recipes/app'

const open = inChromium()
let app: App
let server: Running
beforeAll(async () => {
  app = await makeNextApp('next-app', {
    ...{ 'app/shop/layout.tsx': `${own}/shop-layout.tsx`, 'app/shop/page.tsx': `${own}/shop-page.tsx` },
    'app/shop/[id]/page.tsx': `${own}/shop-item.tsx`,
  })
  app.build()
  server = await startServer(app.folder, nextStart, production)
})
afterAll(() => server?.stop())

test('Next, App Router: the route signs for pages of its own origin alone', () => expectSigner(server.origin))

test('Next, App Router: a page is ready on each route, at its own URL', async () => {
  expect(fakesIn(join(app.folder, '.next/static'))).toEqual([])
  const opened = await open(`${server.origin}/`, app)
  await driveExample(opened)
  expect(opened.signed).toEqual(['/things/7'])
})

/** Next leaves a hidden copy of what it has streamed. */
const follow = (page: Page, name: string) => page.locator('a:visible', { hasText: name }).click()

describe('Next, App Router: the card that is shared', () => {
  test('is that of the page at the first load, and of the next page after a link', async () => {
    const { page } = await open(`${server.origin}/things/7`, app)
    await shared(page, 'Thing 7', '/things/7')
    await follow(page, 'Thing 8')
    await shared(page, 'Thing 8', '/things/8?color=red')
  })

  test('is that of the page on a layout with one, and of the layout where the page has none', async () => {
    const { page } = await open(`${server.origin}/shop/1`, app)
    await shared(page, 'Item 1', '/shop/1')
    await follow(page, 'All')
    await shared(page, 'Shop', '/shop')
    await follow(page, 'Item 1')
    await shared(page, 'Item 1', '/shop/1')
  })

  test('is again that of the page after Back, and of the layout after Forward', async () => {
    const { page } = await open(`${server.origin}/shop/1`, app)
    await shared(page, 'Item 1', '/shop/1')
    await follow(page, 'All')
    await shared(page, 'Shop', '/shop')
    await page.goBack()
    await shared(page, 'Item 1', '/shop/1')
    await page.goForward()
    await shared(page, 'Shop', '/shop')
  })

  test('stays that of the page when its query changes, by a link and by a script', async () => {
    const { page } = await open(`${server.origin}/shop/1`, app)
    await shared(page, 'Item 1', '/shop/1')
    await follow(page, 'Reviews')
    await page.waitForSelector('h1:has-text("reviews")')
    await shared(page, 'Item 1', '/shop/1?tab=reviews')
    await page.evaluate(() => history.replaceState(history.state, '', '/shop/1?utm=mail'))
    await shared(page, 'Item 1', '/shop/1?utm=mail')
  })
})
