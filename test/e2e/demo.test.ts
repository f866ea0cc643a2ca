import { describe, expect, test } from 'vitest'
import {
  builtDemo,
  callAll,
  expectCleanConsole,
  expectNothingElse,
  flaws,
  follow,
  groupLinks,
  openDemo,
  play,
  press,
  speak,
  untilReady,
} from './demo.ts'
import { inBrowser } from './suite.ts'

const clients = ['android', 'ios', 'harmony', 'windows', 'mac', 'devtools']

const isExpected = (api: string, end = '') =>
  api === 'openEnterpriseChat' ? end === 'unsupported' : ['good', 'cancelled'].includes(end)

/** What each fault of a link comes to; nothing: all goes well in the end. */
const codes = {
  none: '',
  ticket: 'invalid-signature',
  domain: 'invalid-url-domain',
  offline: 'signature-request-failed',
  refusing: 'signature-request-failed',
  silentSigner: 'signature-timeout',
  html: 'signature-response-invalid',
  silentClient: 'config-timeout',
  refused: 'config-failed',
  bridge: 'bridge-timeout',
  sdk: 'sdk-load-failed',
  slow: '',
  cancelled: 'cancelled',
  denied: 'permission-denied',
  outdated: 'unsupported',
  silentCalls: 'call-timeout',
}
/** They strike at calls; the others at the configuration. */
const atCalls = ['cancelled', 'denied', 'outdated', 'silentCalls']

const built = builtDemo()

for (const engine of ['chromium', 'webkit'] as const) {
  inBrowser(engine, (tools) => {
    describe('the demo', () => {
      // The language and the mode have nothing to do with each other: each is walked once.
      test.each([
        ['en', 'history', '/'],
        ['zh', 'hash', '/#/'],
      ] as const)('every API ends as expected, in %s, in %s mode', async (language, mode, landing) => {
        const { page } = await openDemo(tools, built, landing)
        await untilReady(page)
        await speak(page, language)
        const titles = new Set<string>()
        const groups = await groupLinks(page)
        for (const path of groups) {
          await follow(page, path)
          expect(await page.evaluate(() => (location.hash ? 'hash' : 'history'))).toBe(mode)
          titles.add(await page.text('h1'))
          const ends = await callAll(page)
          expect(Object.keys(ends)).not.toEqual([])
          const failed = Object.entries(ends).filter(([api, end]) => !isExpected(api, end))
          expect(failed).toEqual([])
        }
        expect(titles.size).toBe(groups.length)
        expect([...titles].every((title) => /\p{Script=Han}/u.test(title))).toBe(language === 'zh')
        await expectCleanConsole(page)
      })

      test('results are shown by type: images, a voice player, a map, a code', async () => {
        const { page } = await openDemo(tools, built, '/image')
        const open = (name: string) =>
          page.evaluate((name) => {
            const head = document.querySelector<HTMLElement>(`[data-api="${name}"] .row`)
            if (head?.ariaExpanded !== 'true') head?.click()
          }, name)
        const call = async (name: string) => {
          await open(name)
          await page.waitFor((name) => {
            const button = document.querySelector<HTMLElement>(`[data-api="${name}"] .api-body > .button`)
            button?.click()
            return Boolean(button)
          }, name)
        }
        const inSheet = (selector: string) =>
          page.waitFor((selector) => {
            const button = document
              .querySelector('wechat-sandbox')
              ?.shadowRoot?.querySelector<HTMLButtonElement>(`dialog ${selector}:enabled`)
            button?.click()
            return Boolean(button)
          }, selector)

        await call('chooseImage')
        await inSheet('.picture')
        await inSheet('.primary')
        await page.waitFor(() => document.querySelector<HTMLImageElement>('.pictures img')?.naturalWidth)
        const chosen = await page.evaluate(() => document.querySelector('.pictures img')?.getAttribute('alt'))
        // What one call brings, another one is offered.
        await open('uploadImage')
        const offered = () => document.querySelector<HTMLInputElement>('#uploadImage-localId')?.value
        expect(await page.waitFor(offered)).toBe(chosen)
        await follow(page, '/share')
        expect(await page.evaluate(() => document.querySelector<HTMLInputElement>('#share-imgUrl')?.value)).toMatch(
          /\/pictures\/\d+\.jpg$/,
        )

        await follow(page, '/voice')
        await call('startRecord')
        await page.waitFor(() => document.querySelector('[data-api="startRecord"] .result'))
        await call('stopRecord')
        await page.waitFor(() => document.querySelector<HTMLElement>('.voice'))
        expect(await play(page)).toBe(true)
        await page.waitFor(() => document.querySelector('.voice:not(.is-playing)'))

        await follow(page, '/location')
        await call('getLocation')
        expect(await page.waitFor(() => document.querySelector('.place')?.textContent)).toMatch(/° N, .*° E/)

        await follow(page, '/scan')
        await call('scanQRCode')
        await inSheet('.primary')
        expect(await page.waitFor(() => document.querySelector('.scanned')?.textContent)).toMatch(/^QR_CODE.*https:/)
        await expectCleanConsole(page)
      })

      test('ten routes in history mode request ten signatures, and none the second time', async () => {
        const { page, signatures } = await openDemo(tools, built, '/routes')
        await untilReady(page)
        expect(signatures()).toBe(1)
        for (let walk = 1; walk <= 2; walk++) {
          await press(page, 'Walk ten routes')
          await page.waitFor(() => !document.querySelector('.routes [aria-disabled=true]'))
          expect(signatures()).toBe(11)
        }
        await expectCleanConsole(page)
      })

      test('ten routes in hash mode request no signature', async () => {
        const { page, signatures } = await openDemo(tools, built, '/#/routes')
        await untilReady(page)
        await press(page, 'Walk ten routes')
        await page.waitFor(() => !document.querySelector('.routes [aria-disabled=true]'))
        expect(signatures()).toBe(1)
        expect(await page.evaluate(() => location.hash)).toBe('#/routes')
        await expectCleanConsole(page)
      })

      test('ten routes at once request one signature', async () => {
        const { page, signatures } = await openDemo(tools, built, '/routes')
        await untilReady(page)
        await press(page, 'Redirect ten times')
        await page.waitFor(
          () => location.search === '?step=10' && !document.querySelector('.routes [aria-disabled=true]'),
        )
        expect(signatures()).toBe(2)
        expect(await page.evaluate(() => document.querySelectorAll('.run.is-ready').length)).toBe(2)
      })

      test('a route can be opened, left and returned to in both modes', async () => {
        for (const prefix of ['', '/#']) {
          const { page } = await openDemo(tools, built, `${prefix}/scan`)
          await untilReady(page)
          expect(await page.text('h1')).toBe('Scan')
          await page.click('.header-home')
          await page.waitFor(() => document.querySelector('.hero'))
          await page.back()
          await page.waitFor(() => document.querySelector('h1')?.textContent === 'Scan')
          await untilReady(page)
        }
      })

      test('every client is ready, on its landing page and on another route', { timeout: 120_000 }, async () => {
        const { page, server } = await openDemo(tools, built)
        for (const client of clients) {
          await page.goto(`${server.origin}/?client=${client}`)
          await page.waitFor(() => location.search === '')
          await untilReady(page)
          await follow(page, '/device')
          expect(await callAll(page), client).toMatchObject({ getNetworkType: 'good' })
        }
        await page.goto(`${server.origin}/?client=none`)
        await page.waitFor(() => document.querySelector('.notice h2')?.textContent === 'This browser is not WeChat')
        // WebKit reports what was still loading when the page was left for the next client.
        await (engine === 'webkit' ? expectNothingElse : expectCleanConsole)(page)
      })

      test('every fault shows its code and advice', { timeout: 120_000 }, async () => {
        const { page, server } = await openDemo(tools, built)
        for (const [name, code] of Object.entries(codes)) {
          await page.goto(`${server.origin}/?client=android&fault=${name}`)
          await page.waitFor(() => location.search === '' && document.querySelector('.state'))
          if (code && !atCalls.includes(name)) {
            const shown = () => document.querySelector('.failure .failure-code')?.textContent
            expect(await page.waitFor(shown), name).toBe(code)
            expect(await page.text('.failure-advice'), name).not.toBe('')
          } else {
            await untilReady(page)
            await follow(page, '/device')
            expect(await callAll(page), name).toMatchObject({ getNetworkType: code || 'good' })
          }
        }
        if (engine === 'chromium') expect(await page.pageErrors()).toEqual([])
        await expectNothingElse(page)
      })

      test('axe reports nothing on the pages, and on groups with results', { timeout: 240_000 }, async () => {
        const { page } = await openDemo(tools, built)
        await untilReady(page)
        expect(await flaws(page), 'home').toEqual([])
        const routes = await groupLinks(page)
        const isThorough = engine === 'chromium'
        for (const route of ['/calls', '/routes', '/account', '/compare']) {
          await follow(page, route)
          expect(await flaws(page), route).toEqual([])
        }
        for (const route of isThorough ? routes : routes.slice(0, 2)) {
          await follow(page, route)
          await callAll(page)
          expect(await flaws(page), route).toEqual([])
        }
      })

      test.each(['en', 'zh'] as const)('no page is wider than 320 px, in %s', async (language) => {
        const { page } = await openDemo(tools, built, '/', { viewport: { width: 320, height: 640 } })
        await untilReady(page)
        await speak(page, language)
        const wide = () =>
          page.evaluate(() =>
            [...document.querySelectorAll('body *')]
              .filter((element) => element.getBoundingClientRect().right > 320.5 && !element.closest('pre, .unseen'))
              .map(({ outerHTML }) => outerHTML.slice(0, 100)),
          )
        const sideways = () => page.evaluate(() => document.documentElement.scrollWidth)
        expect([await sideways(), await wide()]).toEqual([320, []])
        for (const route of ['/calls', '/routes', '/account', '/compare', ...(await groupLinks(page))]) {
          await follow(page, route)
          expect([await sideways(), await wide()], route).toEqual([320, []])
        }
      })

      test('a new route moves the focus to its title, for screen readers', async () => {
        const { page } = await openDemo(tools, built)
        await untilReady(page)
        await follow(page, '/location')
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Location')
      })
    })
  })
}
