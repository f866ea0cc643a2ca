import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { missing, start } from './chromium.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const phone = { width: 390, height: 844 }

/** The demo as `npm run demo` serves it, its backend included. */
describe.skipIf(missing() !== undefined)('the demo, by hand, in Chromium', () => {
  let server: ViteDevServer
  let browser: Browser
  let stop: () => Promise<void>
  beforeAll(async () => {
    const configFile = fileURLToPath(new URL('../../demo/vite.config.ts', import.meta.url))
    server = await createServer({ configFile, logLevel: 'error', server: { port: 0, host: '127.0.0.1' } })
    await server.listen()
    ;({ browser, stop } = await start())
  })
  afterAll(async () => {
    await stop?.()
    await server?.close()
  })

  /** Opens the demo, ready; whatever its console says fails the test. */
  async function open(path = '/', options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en', viewport: phone, ...options })
    const page = await context.newPage()
    const said: string[] = []
    page.on('pageerror', (error) => said.push(String(error)))
    // Vite's own words; and that the browser itself tells of a 404, or of an icon that WeChat's page does not have.
    page.on('console', (message) => /^\[vite\]|status of 404/.test(message.text()) || said.push(message.text()))
    onTestFinished(async () => {
      await context.close()
      expect(said).toEqual([])
    })
    await page.goto(new URL(path, server.resolvedUrls?.local[0]).href)
    await page.locator('.header-status').waitFor({ timeout: 60_000 })
    return page
  }

  const untilReady = (page: Page) => page.locator('.header-status.is-ready').waitFor()
  const sheet = (page: Page): Locator => page.locator('wechat-sandbox dialog[open]')

  /** What has the focus, within shadow roots as well. */
  const focused = (page: Page, selector: string) =>
    page.evaluate((selector) => {
      let active = document.activeElement
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
      return active?.matches(selector) ?? false
    }, selector)

  /** Presses Tab until something has the focus; a person gives up as well. */
  async function tabTo(page: Page, selector: string): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      if (await focused(page, selector)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab does not reach ${selector}`)
  }

  test('the whole postcard is made by keyboard: each step hands the focus to the next', async () => {
    const page = await open()
    await untilReady(page)
    const press = async (step: string) => {
      const button = `[aria-describedby="story-${step}"]`
      await expect.poll(() => focused(page, button), { timeout: 10_000, message: step }).toBe(true)
      await page.keyboard.press('Enter')
    }
    const dismiss = async (step: string) => {
      await sheet(page).waitFor()
      await page.locator(`.story-step.is-done [aria-describedby="story-${step}"]`).waitFor()
      await page.keyboard.press('Escape')
      await sheet(page).waitFor({ state: 'detached' })
      expect(await focused(page, `[aria-describedby="story-${step}"]`), step).toBe(true)
    }
    await tabTo(page, '[aria-describedby="story-localIds"]')
    await press('localIds')
    await sheet(page).waitFor()
    await tabTo(page, '.picture')
    await page.keyboard.press('Enter')
    await tabTo(page, '.primary')
    await page.keyboard.press('Enter')
    await press('previewed')
    // Answered when it is shown: the focus comes back to its button, and the next one is a few Tabs away.
    await dismiss('previewed')
    await tabTo(page, '[aria-describedby="story-serverIds"]')
    await press('serverIds')
    await press('voice')
    await page.getByRole('button', { name: 'Stop recording' }).waitFor()
    await press('voice')
    await press('place')
    await press('mapped')
    await dismiss('mapped')
    await tabTo(page, '[aria-describedby="story-code"]')
    await press('code')
    await sheet(page).waitFor()
    await tabTo(page, '.primary')
    await page.keyboard.press('Enter')
    await press('card')
    await page.locator('.story-step.is-done').nth(7).waitFor()
  })

  test.each([
    ['/image', 'chooseImage'],
    ['/image', 'previewImage'],
    ['/location', 'openLocation'],
    ['/scan', 'scanQRCode'],
    ['/pay', 'chooseWXPay'],
    ['/card', 'addCard'],
  ])('a sheet gives the focus back to the button that opened it: %s, %s', async (path, api) => {
    const page = await open(path)
    await untilReady(page)
    const button = page.locator(`[aria-labelledby="${api}-title"] button.button`)
    await button.press('Enter')
    await sheet(page).waitFor()
    await page.keyboard.press('Escape')
    await sheet(page).waitFor({ state: 'detached' })
    await expect.poll(() => focused(page, `[aria-describedby="${api}-title"]`)).toBe(true)
  })

  test('the inspector opens from the header, on a group page too, and gives the focus back', async () => {
    for (const path of ['/', '/scan']) {
      const page = await open(path)
      await untilReady(page)
      await page.locator('.header-status').press('Enter')
      await page.getByRole('region', { name: 'WeChat inspector' }).waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(() => focused(page, '.header-status')).toBe(true)
    }
  })

  test('a person logs in through WeChat, is known by name, and logs out', async () => {
    const page = await open('/?step=1')
    const login = page.getByRole('region', { name: 'Login' })
    await login.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.waitForURL(/\/sandbox\/authorize/)
    await page.getByRole('link', { name: /Allow/ }).click()
    await login.getByText('Demo 小明').waitFor()
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/?step=1')
    await page.reload()
    await login.getByText('Demo 小明').waitFor()
    await login.getByRole('button', { name: 'Log out' }).click()
    await login.getByRole('button', { name: 'Log in', exact: true }).waitFor()
  })

  test.each(['light', 'dark'] as const)('axe finds nothing in the sheets and in the inspector, %s', async (scheme) => {
    const page = await open('/', { colorScheme: scheme })
    await untilReady(page)
    const flaws = async () => {
      await page.evaluate((source) => void ('axe' in window || new Function(source)()), axe)
      return page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run()
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
      })
    }
    await page.locator('.header-status').click()
    const panel = page.getByRole('region', { name: 'WeChat inspector' })
    for (const tab of await panel.getByRole('tab').all()) {
      await tab.click()
      expect(await flaws(), await tab.innerText()).toEqual([])
    }
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Choose pictures' }).press('Enter')
    await sheet(page).waitFor()
    expect(await flaws(), 'the pictures').toEqual([])
    await page.keyboard.press('Escape')
    await page.goto(new URL('/no-such-page', page.url()).href)
    await page.getByRole('heading', { name: 'Page not found' }).waitFor()
    expect(await flaws(), 'an unknown path').toEqual([])
  })

  test('nothing of the inspector is loaded before the page has been shown', async () => {
    const page = await open()
    await untilReady(page)
    await page.locator('wechat-inspector').waitFor({ state: 'attached' })
    const [paint, inspector] = await page.evaluate(() => [
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      performance.getEntriesByType('resource').find(({ name }) => name.includes('/inspector/mount.tsx'))?.startTime,
    ])
    expect(inspector).toBeGreaterThan(paint ?? Number.NaN)
  })
})
