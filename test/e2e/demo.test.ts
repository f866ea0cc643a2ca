import { describe, expect, test } from 'vitest'
import { type Fault, faults } from '../../demo/src/faults.ts'
import {
  builtDemo,
  callAll,
  choose,
  expectCleanConsole,
  follow,
  groupLinks,
  openDemo,
  play,
  press,
  seriousFlaws,
  untilReady,
  viewports,
} from './demo.ts'
import { inBrowser } from './suite.ts'

const clients = ['android', 'ios', 'harmony', 'windows', 'mac', 'devtools']

const built = builtDemo()

for (const engine of ['chromium', 'webkit'] as const) {
  inBrowser(engine, (tools) => {
    describe('the demo', () => {
      test.each([
        ['English', 'history', '/'],
        ['中文', 'history', '/'],
        ['English', 'hash', '/#/'],
        ['中文', 'hash', '/#/'],
      ])('walks every group and every API in it, in %s, in %s mode', async (language, mode, landing) => {
        const { page } = await openDemo(tools, built, landing, { viewport: viewports.desktop })
        await untilReady(page)
        if ((await page.text('.language')) === language) await page.click('.language')
        const titles = new Set<string>()
        for (const href of await groupLinks(page)) {
          await follow(page, href)
          expect(await page.evaluate(() => (location.hash ? 'hash' : 'history'))).toBe(mode)
          titles.add(await page.text('h1'))
          const ends = await callAll(page)
          expect(Object.keys(ends)).not.toEqual([])
          for (const end of Object.values(ends)) expect(['good', 'cancelled']).toContain(end)
        }
        expect(titles.size).toBe((await groupLinks(page)).length)
        expect([...titles].every((title) => /\p{Script=Han}/u.test(title))).toBe(language === '中文')
        await expectCleanConsole(page)
      })

      test('shows a picture as a picture, a voice that plays, a place on a map, and a code as what it says', async () => {
        const { page } = await openDemo(tools, built, '/image')
        const call = (name: string) =>
          page.evaluate((name) => {
            document.querySelector<HTMLElement>(`[aria-labelledby="${name}-title"] button.button`)?.click()
          }, name)
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
        // What one call brings, another one is offered.
        expect(
          await page.evaluate(() => document.querySelector<HTMLInputElement>('#uploadImage-localId')?.value),
        ).toBeTruthy()

        await follow(page, '/voice')
        await call('startRecord')
        await page.waitFor(() => document.querySelector('[aria-labelledby="startRecord-title"] .result'))
        await call('stopRecord')
        await page.waitFor(() => document.querySelector<HTMLElement>('.voice'))
        expect(await play(page)).toBe(true)
        await page.waitFor(() => document.querySelector('.voice:not(.is-playing)'))

        await follow(page, '/location')
        await call('getLocation')
        expect(await page.waitFor(() => document.querySelector('.place figcaption')?.textContent)).toMatch(/° N, .*° E/)

        await follow(page, '/scan')
        await call('scanQRCode')
        await inSheet('.primary')
        expect(await page.waitFor(() => document.querySelector('.scanned')?.textContent)).toMatch(/^QR_CODE.*https:/)
        await expectCleanConsole(page)
      })

      test('ten routes of the history cost ten signatures, and none the second time', async () => {
        const { page, signatures } = await openDemo(tools, built)
        await untilReady(page)
        expect(signatures()).toBe(1)
        for (let walk = 1; walk <= 2; walk++) {
          await press(page, 'Walk ten routes')
          await page.waitFor(() => !document.querySelector('.pair button:disabled'))
          expect(signatures()).toBe(11)
        }
        await expectCleanConsole(page)
      })

      test('ten routes in the fragment cost nothing', async () => {
        const { page, signatures } = await openDemo(tools, built, '/#/image')
        await untilReady(page)
        await press(page, 'Walk ten routes')
        await page.waitFor(() => !document.querySelector('.pair button:disabled'))
        expect(signatures()).toBe(1)
        expect(await page.text('h1')).toBe('Image')
        expect(await page.evaluate(() => location.hash)).toBe('#/image')
        await expectCleanConsole(page)
      })

      test('ten routes at once cost one signature', async () => {
        const { page, signatures } = await openDemo(tools, built)
        await untilReady(page)
        await press(page, 'Redirect ten times')
        await page.waitFor(() => location.search === '?step=10' && !document.querySelector('.pair button:disabled'))
        expect(signatures()).toBe(2)
        expect(await page.evaluate(() => document.querySelectorAll('.run.is-ready').length)).toBe(2)
      })

      test('a route can be opened, gone back from and come back to, in both modes', async () => {
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

      test('is ready in every fake client, on a route beside the landing one as well', {
        timeout: 120_000,
      }, async () => {
        const { page } = await openDemo(tools, built, '/', { viewport: viewports.desktop })
        for (const client of clients) {
          await choose(page, 'Client', client)
          await page.waitFor((client) => document.querySelector(`.scene [data-value="${client}"]`), client)
          await untilReady(page)
          await follow(page, '/device')
          expect(await callAll(page), client).toMatchObject({ getNetworkType: 'good' })
        }
        await choose(page, 'Client', 'none')
        await page.waitFor(() => document.querySelector('.notice h2')?.textContent === 'This browser is not WeChat')
        await expectCleanConsole(page)
      })

      test('shows the code and the advice of every fault', { timeout: 120_000 }, async () => {
        const { page } = await openDemo(tools, built, '/', { viewport: viewports.desktop })
        for (const [name, fault] of Object.entries<Fault>(faults)) {
          await choose(page, 'Fault', name)
          await page.waitFor((name) => document.querySelector(`.scene [data-value="${name}"]`), name)
          if (fault.code && !fault.reply) {
            const shown = () => document.querySelector('.notice .failure-code')?.textContent
            expect(await page.waitFor(shown), name).toBe(fault.code)
            expect(await page.text('.notice p'), name).not.toBe('')
          } else {
            await untilReady(page)
            await follow(page, '/device')
            expect(await callAll(page), name).toMatchObject({ getNetworkType: fault.code ?? 'good' })
          }
        }
        expect(await page.pageErrors()).toEqual([])
        // The browser itself tells of the signer that it cannot reach.
        const messages = await page.consoleMessages()
        expect(messages.filter(({ text }) => !/^Failed to load resource: net::ERR_UNSAFE_PORT/.test(text))).toEqual([])
      })

      test.each(Object.entries(viewports))(
        'axe finds nothing serious on a %s',
        { timeout: 240_000 },
        async (_, viewport) => {
          const { page, server } = await openDemo(tools, built, '/', { viewport })
          await untilReady(page)
          const routes = await groupLinks(page)
          const isThorough = engine === 'chromium'
          for (const route of ['/', ...(isThorough ? routes : routes.slice(0, 2))]) {
            await page.goto(server.origin + route)
            await untilReady(page)
            await callAll(page)
            expect(await seriousFlaws(page), route).toEqual([])
          }
        },
      )

      test('a new route puts the focus on its title, so that a screen reader says it', async () => {
        const { page } = await openDemo(tools, built)
        await untilReady(page)
        await follow(page, '/location')
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Location')
      })
    })
  })
}
