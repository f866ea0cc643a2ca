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
    // Vite's own words, the library's about a fault, and that the browser itself tells of a 404, or of an icon that WeChat's page does not have.
    page.on(
      'console',
      (message) => /^\[vite\]|^\[wechat-ready\]|status of 404/.test(message.text()) || said.push(message.text()),
    )
    onTestFinished(async () => {
      await context.close()
      expect(said).toEqual([])
    })
    await page.goto(new URL(path, server.resolvedUrls?.local[0]).href)
    await page.locator('.state, .header-status, .hero').first().waitFor({ timeout: 60_000 })
    return page
  }

  const untilReady = (page: Page) => page.locator('.state.is-ready, .header-status.is-ready').waitFor()
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

  test('the postcard can be made by keyboard, with the focus on the one button', async () => {
    const page = await open()
    await untilReady(page)
    const press = async (step: string) => {
      await expect.poll(() => focused(page, `[data-step="${step}"]`), { timeout: 10_000, message: step }).toBe(true)
      await page.keyboard.press('Enter')
    }
    /** Leaves a sheet that shows something and asks nothing. */
    const dismiss = async () => {
      await sheet(page).waitFor()
      await page.keyboard.press('Escape')
      await sheet(page).waitFor({ state: 'detached' })
    }
    const answer = async (...selectors: string[]) => {
      await sheet(page).waitFor()
      for (const selector of selectors) {
        await tabTo(page, selector)
        await page.keyboard.press('Enter')
      }
    }
    await tabTo(page, '[data-step="localIds"]')
    await press('localIds')
    await answer('.picture', '.primary')
    await press('previewed')
    await dismiss()
    await press('serverIds')
    await press('voice')
    await page.getByRole('button', { name: 'Stop recording' }).waitFor()
    await press('voice')
    await press('place')
    await press('mapped')
    await dismiss()
    await press('code')
    await answer('.primary')
    await press('card')
    await expect.poll(() => focused(page, 'h1')).toBe(true)
    // What the client received, with the picture that was chosen.
    await page.locator('.bubble', { hasText: 'A postcard from 23.11, 113.32' }).waitFor()
    const { width, address } = await page.locator('.bubble img').evaluate((image: HTMLImageElement) => {
      const fake = Reflect.get(window, Symbol.for('wechat-ready/fake')) as {
        calls: { api: string; params: { imgUrl: string } }[]
      }
      const sent = fake.calls.filter(({ api }) => api === 'updateAppMessageShareData').at(-1)
      return { width: image.naturalWidth, address: sent?.params.imgUrl }
    })
    expect(width).toBe(640)
    expect(address).toMatch(/^http.*\/pictures\/\d+\.jpg$/)
    await tabTo(page, '.button')
    await page.keyboard.press('Enter')
    await answer('.menu button', '.primary')
  })

  test.each([
    ['/image', 'chooseImage'],
    ['/image', 'previewImage'],
    ['/location', 'openLocation'],
    ['/scan', 'scanQRCode'],
    ['/pay', 'chooseWXPay'],
    ['/card', 'addCard'],
  ])('a sheet returns the focus to the button that opened it: %s, %s', async (path, api) => {
    const page = await open(path)
    await untilReady(page)
    const head = page.locator(`[data-api="${api}"] .api-head`)
    if ((await head.getAttribute('aria-expanded')) !== 'true') await head.press('Enter')
    await page.locator(`[data-api="${api}"] .api-body > .button`).press('Enter')
    await sheet(page).waitFor()
    await page.keyboard.press('Escape')
    await sheet(page).waitFor({ state: 'detached' })
    await expect.poll(() => focused(page, `[data-api="${api}"] .button`)).toBe(true)
  })

  test('the inspector opens from the state, on a group page too, and returns the focus', async () => {
    for (const [path, opener] of [
      ['/', '.state'],
      ['/scan', '.header-status'],
    ] as const) {
      const page = await open(path)
      await untilReady(page)
      await page.locator(opener).press('Enter')
      await page.getByRole('region', { name: 'WeChat inspector' }).waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(() => focused(page, opener)).toBe(true)
    }
  })

  test('a visitor logs in through WeChat, sees their name, and logs out', async () => {
    const page = await open('/account?step=1')
    const login = page.getByRole('region', { name: 'Login' })
    await login.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.waitForURL(/\/sandbox\/authorize/)
    await page.getByRole('link', { name: /Allow/ }).click()
    await login.getByText('Demo 小明').waitFor()
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/account?step=1')
    await page.reload()
    await login.getByText('Demo 小明').waitFor()
    await login.getByRole('button', { name: 'Log out' }).click()
    await login.getByRole('button', { name: 'Log in', exact: true }).waitFor()
  })

  test.each(['light', 'dark'] as const)(
    'axe reports nothing in the sheets and in the inspector, %s',
    async (scheme) => {
      const page = await open('/', { colorScheme: scheme })
      await untilReady(page)
      const flaws = async () => {
        await page.evaluate((source) => void ('axe' in window || new Function(source)()), axe)
        return page.evaluate(async () => {
          const { violations } = await (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run()
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
        })
      }
      await page.locator('.state').click()
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
    },
  )

  test('no code of the inspector is loaded before the page is shown', async () => {
    const page = await open()
    await untilReady(page)
    await page.locator('wechat-inspector').waitFor({ state: 'attached' })
    const [paint, inspector] = await page.evaluate(() => [
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      performance.getEntriesByType('resource').find(({ name }) => name.includes('/inspector/mount.tsx'))?.startTime,
    ])
    expect(inspector).toBeGreaterThan(paint ?? Number.NaN)
  })

  describe('the desk', () => {
    const wide = { viewport: { width: 1440, height: 900 } }
    const phonePage = (page: Page) => page.frameLocator('iframe.phone-page').first()
    async function openDesk(path = '/', options: BrowserContextOptions = {}) {
      const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en', ...wide, ...options })
      const page = await context.newPage()
      const said: string[] = []
      page.on('pageerror', (error) => said.push(String(error)))
      page.on(
        'console',
        (message) => /^\[vite\]|^\[wechat-ready\]|status of 404/.test(message.text()) || said.push(message.text()),
      )
      onTestFinished(async () => {
        await context.close()
        expect(said).toEqual([])
      })
      await page.goto(new URL(path, server.resolvedUrls?.local[0]).href)
      await phonePage(page).locator('.page').waitFor({ timeout: 60_000 })
      return page
    }
    const inspector = (page: Page) => page.locator('.sheet wechat-inspector')

    test('shows the page in a phone in a wide window, and the inspector for it', async () => {
      const page = await openDesk()
      await phonePage(page).locator('.state.is-ready').waitFor()
      await inspector(page).getByText('Ready').first().waitFor()
      expect(await phonePage(page).locator('.header').count()).toBe(0)
      expect(await page.locator('.phone-title').innerText()).toBe('wechat-ready')
      const [phone, sheet] = await Promise.all(['.phone-place', '.sheet'].map((one) => page.locator(one).boundingBox()))
      expect(phone?.height).toBe(sheet?.height)
    })

    test('reloads the phone for another client or fault, and adds it to the URL', async () => {
      const page = await openDesk()
      await page.evaluate(() => Object.assign(window, { isSame: true }))
      await page.getByRole('radio', { name: 'iPhone' }).check({ force: true })
      await phonePage(page).locator('.state', { hasText: 'iPhone, simulated' }).waitFor()
      await page.getByRole('radio', { name: 'Invalid signature' }).check({ force: true })
      await phonePage(page).locator('.failure', { hasText: 'invalid-signature' }).waitFor()
      await expect.poll(() => page.url()).toContain('/?client=ios&fault=ticket')
      expect(await page.evaluate(() => 'isSame' in window)).toBe(true)
      const later = await page.context().newPage()
      await later.goto(page.url())
      await phonePage(later).locator('.failure', { hasText: 'invalid-signature' }).waitFor()
    })

    test('opens the Status tab with the focus for “Why?” in the phone', async () => {
      const page = await openDesk('/?fault=ticket')
      await inspector(page).getByRole('tab', { name: 'Bench' }).click()
      await phonePage(page).getByRole('button', { name: 'Why?' }).click()
      const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id)
      await expect.poll(focused).toBe('tab-status')
      expect(await inspector(page).getByRole('tab', { selected: true }).innerText()).toBe('Status')
    })

    test("shows the page's title, and a back button after a route change", async () => {
      const page = await openDesk()
      await page.getByRole('button', { name: 'Close the page' }).waitFor()
      await phonePage(page)
        .getByRole('link', { name: /^All \d+ calls/ })
        .click()
      await page.locator('.phone-title', { hasText: 'All calls' }).waitFor()
      expect(new URL(page.url()).pathname).toBe('/calls')
      await page.getByRole('button', { name: 'Back', exact: true }).click()
      await page.locator('.phone-title', { hasText: 'wechat-ready' }).waitFor()
      await page.getByRole('radio', { name: 'hash' }).check({ force: true })
      await expect.poll(() => page.url()).toContain('/#/')
    })

    test("opens the client's menu in the phone, and the inspector shows the card", async () => {
      const page = await openDesk()
      await phonePage(page).locator('.state.is-ready').waitFor()
      await page.getByRole('button', { name: 'Menu of WeChat' }).click()
      await phonePage(page).getByRole('dialog', { name: 'Share menu' }).waitFor()
      expect(await inspector(page).getByRole('tab', { selected: true }).innerText()).toBe('Share card')
    })

    test('runs raw wx and ours with the same fault in two frames, of which one is wrong', async () => {
      const page = await openDesk()
      await phonePage(page).locator('.state.is-ready').waitFor()
      await phonePage(page)
        .getByRole('button', { name: /^Compare with raw wx/ })
        .click()
      await page.getByRole('heading', { name: 'After 2 s, one page is wrong' }).waitFor()
      const lane = (way: string) => page.locator(`[data-lane="${way}"] li`).allInnerTexts()
      const raw = (await lane('raw')).join(' ')
      expect(raw.indexOf('wx.error')).toBeGreaterThan(0)
      expect(raw.indexOf('wx.error')).toBeLessThan(raw.indexOf('wx.ready runs too'))
      expect((await lane('ours')).join(' ')).toContain('ready() rejects, once')
      await page.locator('.tag', { hasText: 'Says Ready: wrong' }).waitFor()
      await page.getByRole('button', { name: 'Close the comparison' }).click()
      // The comparison has chosen the fault; the phone plays what it played before.
      await phonePage(page).locator('.state.is-ready').waitFor()
    })

    test('shows the page alone, at the same URL, if the window becomes narrow', async () => {
      const page = await openDesk('/scan')
      await phonePage(page).locator('.api-head').first().waitFor()
      await page.setViewportSize({ width: 600, height: 800 })
      await page.locator('.desk-bar').waitFor({ state: 'hidden' })
      expect((await page.locator('iframe.phone-page').boundingBox())?.width).toBe(600)
    })

    test.each(['light', 'dark'] as const)('has no finding of axe, %s', async (colorScheme) => {
      const page = await openDesk('/', { colorScheme })
      await phonePage(page).locator('.state.is-ready').waitFor()
      const flaws = async () => {
        await page.evaluate((source) => void ('axe' in window || new Function(source)()), axe)
        return page.evaluate(async () => {
          const { violations } = await (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run()
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
        })
      }
      expect(await flaws()).toEqual([])
      await phonePage(page)
        .getByRole('button', { name: /^Compare with raw wx/ })
        .click()
      await page.getByRole('heading', { name: 'After 2 s, one page is wrong' }).waitFor()
      expect(await flaws()).toEqual([])
    })
  })
})
