import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { buildApp } from '../kit/build.ts'
import { missing, start } from './chromium.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const origin = 'https://shop.example.org'
const policy = "default-src 'self'; img-src 'self' data:"
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' }
const phone = { width: 390, height: 844 }

describe.skipIf(missing() !== undefined && !process.env.CI)('the inspector in Chromium', () => {
  let browser: Browser
  let stop: () => Promise<void>
  let app: Awaited<ReturnType<typeof buildApp>>
  beforeAll(async () => {
    app = await buildApp(fileURLToPath(new URL('inspector-app', import.meta.url)))
    ;({ browser, stop } = await start())
  })
  afterAll(async () => {
    await stop()
    app.remove()
  })

  /** Opens the page under a strict policy; whatever it complains of fails the test. */
  async function open(path: string, options: BrowserContextOptions = {}, csp = policy): Promise<Page> {
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en', viewport: phone, ...options })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      // A refusal of the signer is told by the browser itself.
      if (message.type() === 'error' && !message.text().includes('403')) complaints.push(message.text())
    })
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    await page.route('**/*', (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === '/sign') return route.fulfill({ status: 403, body: 'This origin is not on the list' })
      const file = join(app.built, extname(pathname) ? pathname : 'index.html')
      if (!existsSync(file)) return route.fulfill({ status: 404 })
      return route.fulfill({
        body: readFileSync(file),
        contentType: types[extname(file)] ?? 'text/html; charset=utf-8',
        headers: { 'content-security-policy': csp },
      })
    })
    await page.goto(origin + path)
    await page.evaluate('settled')
    return page
  }
  const panel = (page: Page): Locator => page.getByRole('region', { name: /WeChat inspector|微信检查器/ })
  const openPanel = async (page: Page): Promise<Locator> => {
    await page.getByRole('button', { name: 'Inspect' }).click()
    await panel(page).waitFor()
    return panel(page)
  }
  const findings = async (page: Page): Promise<string[]> => {
    // axe comes as the test's own script, which the page's policy knows nothing of.
    await (await page.context().newCDPSession(page)).send('Page.setBypassCSP', { enabled: true })
    await page.evaluate(axe)
    return page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      const { violations } = await axe.run()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)
    })
  }
  const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

  test('none of its code is loaded before it opens', { tags: 'panel-lazy' }, async () => {
    const page = await open('/')
    const scripts = () =>
      page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /inspector/.test(name)).length)
    expect(await scripts()).toBe(0)
    await openPanel(page)
    expect(await scripts()).toBeGreaterThan(0)
  })

  test.each<[string, string, RegExp]>([
    ['another ticket', '/?ticket', /The signer (used|has) another jsapi_ticket/],
    [
      'a signer that refuses',
      '/?signature=/sign',
      /The signature could not be fetched[\s\S]*403 This origin is not on the list/,
    ],
    ['a foreign domain', '/?foreign', /Add shop\.example\.org to the JS-safe domains/],
    ['a silent client', '/?config=never', /WeChat did not answer the configuration[\s\S]*Try again/],
    ['a client without a reason', '/?config=fail', /WeChat refused the configuration without a reason/],
  ])('the panel alone names the fix: %s', async (_fault, path, words) => {
    const page = await open(path)
    const shown = await openPanel(page)
    await expect.poll(() => shown.textContent()).toMatch(words)
  })

  test.each(['light', 'dark'] as const)('axe reports nothing in any view, in %s', async (colorScheme) => {
    const page = await open('/?ticket', { colorScheme })
    const shown = await openPanel(page)
    for (const name of ['Status', 'Calls', 'Bench', 'Share card', 'Sandbox']) {
      await shown.getByRole('tab', { name }).click()
      expect(await findings(page), name).toEqual([])
    }
    await shown.getByRole('button', { name: 'Collapse' }).click()
    expect(await findings(page)).toEqual([])
  })

  test('no view is wider than 320 px in either language, and every button is 44 px high', async () => {
    for (const locale of ['en', 'zh-CN']) {
      const page = await open('/?ticket', { locale, viewport: { width: 320, height: 640 } })
      const shown = await openPanel(page)
      for (const tab of await shown.getByRole('tab').all()) {
        await tab.click()
        expect(await overflow(page)).toBeLessThanOrEqual(0)
        const view = shown.getByRole('tabpanel')
        expect(await view.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
        for (const button of await shown.getByRole('button').all()) {
          expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
        }
      }
    }
  })

  test('the keyboard can open, move, fold, reopen and close it, and the focus returns', async () => {
    const page = await open('/')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const shown = panel(page)
    await shown.waitFor()
    await page.keyboard.press('Tab')
    const before = await shown.boundingBox()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await shown.boundingBox())?.y !== before?.y).toBe(true)
    await page.keyboard.press('Escape')
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await expect.poll(focused).toBe('Inspect')
    const pill = page.getByRole('button', { name: /^WeChat: Ready/ })
    await pill.press('Enter')
    await shown.getByRole('button', { name: 'Close' }).press('Enter')
    expect(await page.locator('wechat-inspector').count()).toBe(0)
  })

  test('open, it does not cover a fixed bar; folded, it covers no button', async () => {
    const page = await open('/?pill')
    await page.locator('.pill').waitFor()
    const reached: string[] = []
    await page.exposeFunction('reach', (text: string) => reached.push(text))
    await page.evaluate(() =>
      addEventListener('click', ({ target }) =>
        (window as unknown as { reach(text: string): void }).reach((target as Element).textContent ?? ''),
      ),
    )
    for (const name of ['Home', 'Cart', 'Inspect']) await page.getByRole('button', { name }).click({ timeout: 5000 })
    for (const name of ['Home', 'Cart']) await page.getByRole('button', { name }).click({ timeout: 5000 })
    expect(reached).toEqual(['Home', 'Cart', 'Inspect', 'Home', 'Cart'])
  })

  test('after a route change on iOS it shows all four URLs and where they differ', {
    tags: 'panel-urls',
  }, async () => {
    const page = await open('/landing?client=ios')
    await page.evaluate(async () => {
      history.pushState({}, '', '/list')
      await (window as unknown as { wechat: { ready(): Promise<unknown> } }).wechat.ready()
    })
    const shown = await openPanel(page)
    const lane = (name: RegExp) => shown.locator('.lanes > div').filter({ hasText: name })
    await expect.poll(() => lane(/^Sent/).textContent()).toContain('/landing?client=ios')
    expect(await shown.textContent()).toContain('Current differs from the sent one at character 27')
    expect(
      await lane(/^Current/)
        .locator('mark')
        .textContent(),
    ).toBe('i')
    expect(await shown.textContent()).toContain('WeChat on iOS checks the landing URL')
  })

  test('vConsole shows it in its own tab', async () => {
    // vConsole itself needs inline styles.
    const page = await open('/?ticket&vconsole', {}, `${policy}; style-src 'self' 'unsafe-inline'`)
    await page
      .locator('#__vconsole')
      .getByText(/another jsapi_ticket/)
      .first()
      .waitFor()
    expect(await page.locator('#__vconsole wechat-inspector').count()).toBe(1)
  })

  test('the bench finds one wrong character', async () => {
    const page = await open('/?ticket')
    const shown = await openPanel(page)
    await shown.getByRole('tab', { name: 'Bench' }).click()
    const url = `${origin}/things/7`
    const signed = await page.evaluate((url) => {
      const { fake } = window as unknown as {
        fake: { ticket: string; sign(url: string): Record<string, unknown> }
      }
      return { ...fake.sign(url), ticket: fake.ticket, url }
    }, url)
    await shown.getByLabel(/Paste anything/).fill(JSON.stringify({ ...signed, url: `${origin}/thimgs/7` }))
    await shown.getByLabel('jsapi_ticket').fill(String(signed.ticket))
    await shown.getByRole('button', { name: 'Check', exact: true }).click()
    await expect
      .poll(() => shown.textContent())
      .toMatch(/Character 29 of \d+ is n in what was signed, m in what WeChat has\./)
    expect(await shown.locator('mark').first().textContent()).toBe('m')
  })
})
