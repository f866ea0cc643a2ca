import { describe, expect, test } from 'vitest'
import type { FakeWechat, Platform } from 'wechat-ready/testing'
import type { Page } from './browsers.ts'
import { builtDemo, expectCleanConsole, openDemo, press, seriousFlaws } from './demo.ts'
import { inBrowser } from './suite.ts'
import { userAgents } from './user-agents.ts'

const built = builtDemo()

const platforms: Platform[] = ['android', 'ios', 'harmony', 'windows', 'mac', 'devtools']

const untilDone = (page: Page) => page.waitFor(() => document.querySelector('.facts-counts') !== null)

/** The lines that are not as expected: what was expected, and what was seen. */
const others = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.fact:not(.is-expected)')].map(
      (row) =>
        `${row.dataset.id}: ${[...row.querySelectorAll('dd')].map(({ textContent }) => textContent).join(' | ')}`,
    ),
  )

const total = (page: Page) => page.evaluate(() => document.querySelectorAll('.fact').length)

/** Plays another client, as the list on the page does it. */
const play = (page: Page, platform: Platform) =>
  page.evaluate((platform) => sessionStorage.setItem('wechat-ready:platform', platform), platform)

inBrowser('chromium', (tools) => {
  describe('the page of facts', () => {
    test('has the expected answers with every client of the sandbox', async () => {
      const { page } = await openDemo(tools, built, '/facts')
      for (const platform of platforms) {
        await play(page, platform)
        await page.reload()
        await untilDone(page)
        expect(await others(page), platform).toEqual([])
        expect(await total(page), platform).toBeGreaterThan(20)
      }
      await expectCleanConsole(page)
    })

    test.each(platforms)(
      'has the expected answers with a client %s that was installed before the page',
      async (platform) => {
        const userAgent = platform === 'ios' ? userAgents.iphone : userAgents.android
        const { page } = await openDemo(tools, built, '/facts', { platform, userAgent })
        await untilDone(page)
        expect(await others(page)).toEqual([])
        await expectCleanConsole(page)
      },
    )

    test('makes the first call to the client, and leaves the URL unchanged', async () => {
      const { page } = await openDemo(tools, built, '/facts')
      await untilDone(page)
      const { first, names } = await page.evaluate(() => {
        const fake = Reflect.get(window, Symbol.for('wechat-ready/fake')) as FakeWechat
        return { first: fake.calls[0]?.api, names: [...new Set(fake.calls.map(({ api }) => api))] }
      })
      expect(first).toBe('pauseVoice')
      expect(names).not.toContain('hideMenuItems')
      expect(await page.evaluate(() => location.pathname + location.search + location.hash)).toBe('/facts')
    })

    test("copies its report as Markdown, in the page's language", async () => {
      const { page } = await openDemo(tools, built, '/facts')
      await untilDone(page)
      await page.evaluate(() => {
        const clipboard = { writeText: async (text: string) => Object.assign(window, { written: text }) }
        Object.defineProperty(navigator, 'clipboard', { value: clipboard })
      })
      await press(page, 'Copy as Markdown')
      await page.waitFor(() => 'written' in window)
      const written = await page.evaluate(() => String(Reflect.get(window, 'written')))
      expect(written).toMatch(/^## Android, WeChat [\d.]+ \(played\)\n/)
      expect(written).toContain(`as expected: ${await total(page)} · differs: 0 · could not be asked: 0`)
      expect(written).not.toMatch(/localhost|127\.0\.0\.1|wx0123456789abcdef/)
      await page.click('.language')
      expect(await page.text('h1')).toBe('这个客户端的行为')
      const shown = await page.evaluate(() => document.querySelector('.facts-text pre')?.textContent)
      expect(shown).toContain('| 检验项 | 可信度 | 预期 | 实际 | 结论 |')
    })

    test('fits a phone, has no serious finding of axe, and is linked from the start page', async () => {
      const { page } = await openDemo(tools, built, '/')
      await page.waitFor(() => document.querySelector('a[href="/facts"]'))
      await page.evaluate(() => document.querySelector<HTMLElement>('a[href="/facts"]')?.click())
      await untilDone(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
      expect(await seriousFlaws(page)).toEqual([])
    })

    test('stops at a refused signature, and shows the reason', async () => {
      const { page } = await openDemo(tools, built, '/facts')
      await page.evaluate(() => sessionStorage.setItem('wechat-ready:fault', 'ticket'))
      await page.reload()
      await untilDone(page)
      expect(await page.text('[role="alert"]')).toContain('pre_verify_jsapi:fail_invalid_signature')
      expect((await others(page)).length).toBeGreaterThan(5)
    })

    test('asks nothing outside WeChat, and says so', async () => {
      const { page } = await openDemo(tools, built, '/facts')
      await page.evaluate(() => sessionStorage.setItem('wechat-ready:platform', 'none'))
      await page.reload()
      await page.waitFor(() => document.querySelector('#facts-notice') !== null)
      expect(await page.text('#facts-notice')).toBe('This browser is not WeChat')
      expect(await total(page)).toBe(0)
      await expectCleanConsole(page)
    })
  })
})
