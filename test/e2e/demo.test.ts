import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBackend } from '../../demo/server/backend.ts'
import { readSettings, signaturePath } from '../../demo/server/settings.ts'
import { writeFacts } from '../../demo/src/facts.ts'
import { type Fault, faults } from '../../demo/src/faults.ts'
import type { Page } from './browsers.ts'
import { inBrowser, type Tools } from './suite.ts'
import { userAgents } from './user-agents.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const viewports = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } }
const clients = ['android', 'ios', 'harmony', 'windows', 'mac', 'devtools']

let root: string

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'wechat-ready-demo-'))
  await build({
    configFile: fileURLToPath(new URL('../../demo/vite.config.ts', import.meta.url)),
    logLevel: 'warn',
    build: { outDir: root },
  })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** The built demo in a browser that is not WeChat, and its own backend behind it. */
async function openDemo({ open, serve }: Tools, path = '/', viewport = viewports.phone) {
  const backend = createBackend(readSettings({}))
  const server = await serve({
    root,
    head: writeFacts('</head>', backend.facts).replace('</head>', ''),
    routes: { [signaturePath]: (request) => backend.fetch(request) },
  })
  const page = await open({ userAgent: userAgents.desktop, viewport, url: server.origin + path })
  const signatures = () => server.requests.filter((request) => request.includes(signaturePath)).length
  return { page, server, signatures }
}

const untilReady = (page: Page) => page.waitFor(() => document.querySelector('.header-status.is-ready'))

/** Chooses in a list by its visible name, as a person does. */
const choose = (page: Page, label: string, value: string) =>
  page.evaluate(
    (label, value) => {
      const cell = [...document.querySelectorAll('label')].find(({ innerText }) => innerText.startsWith(label))
      const select = cell?.querySelector('select')
      if (!select) throw new Error(`no list is called ${label}`)
      select.value = value
      // The page is loaded anew, which must not come before this answer.
      setTimeout(() => select.dispatchEvent(new Event('change', { bubbles: true })))
    },
    label,
    value,
  )

const press = (page: Page, text: string) =>
  page.evaluate((text) => {
    const button = [...document.querySelectorAll('button')].find(({ innerText }) => innerText.trim() === text)
    if (!button) throw new Error(`no button says ${text}`)
    button.click()
  }, text)

/** The routes of the groups, as the navigation shows them. */
const groupLinks = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll('.groups a')].map((link) => link.getAttribute('href') ?? ''))

const follow = async (page: Page, href: string) => {
  await page.evaluate((href) => document.querySelector<HTMLElement>(`.groups a[href="${href}"]`)?.click(), href)
  await page.waitFor((href) => location.href.endsWith(href) && document.querySelector('.group-head'), href)
  await untilReady(page)
}

/** Calls or listens to all that a group has, dismisses what the client asks the person, and returns how each API ended. */
const callAll = (page: Page) =>
  page.evaluate(async () => {
    const settle = () => new Promise((resolve) => setTimeout(resolve, 20))
    const sheet = () =>
      document.querySelector('wechat-sandbox')?.shadowRoot?.querySelector<HTMLElement>('dialog .plain')
    const ends: Record<string, string> = {}
    for (const card of document.querySelectorAll('.card')) {
      const ended = () =>
        card.querySelector('.failure-code, .result')?.textContent ?? card.querySelector('.hint')?.textContent
      card.querySelector<HTMLElement>('button.button')?.click()
      for (let waits = 0; !ended() && waits < 200; waits++) {
        sheet()?.click()
        await settle()
      }
      ends[card.querySelector('h2')?.textContent ?? ''] = card.querySelector('.failure-code')?.textContent ?? 'good'
    }
    return ends
  })

const expectCleanConsole = async (page: Page) => {
  expect(await page.consoleMessages()).toEqual([])
  expect(await page.pageErrors()).toEqual([])
}

/** What axe finds that is serious, in few words. */
const seriousFlaws = async (page: Page) => {
  const violations = await page.evaluate(async (source) => {
    new Function(source)()
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } }
    return (await axe.run()).violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0]?.html }))
  }, axeSource)
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
}

for (const engine of ['chromium', 'webkit'] as const) {
  inBrowser(engine, (tools) => {
    describe('the demo', () => {
      test.each([
        ['English', 'history', '/'],
        ['中文', 'history', '/'],
        ['English', 'hash', '/#/'],
        ['中文', 'hash', '/#/'],
      ])('walks every group and every API in it, in %s, in %s mode', async (language, mode, landing) => {
        const { page } = await openDemo(tools, landing, viewports.desktop)
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
        const { page } = await openDemo(tools, '/image')
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
        await page.click('.voice')
        await page.waitFor(() => document.querySelector('.voice.is-playing'))
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
        const { page, signatures } = await openDemo(tools)
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
        const { page, signatures } = await openDemo(tools, '/#/image')
        await untilReady(page)
        await press(page, 'Walk ten routes')
        await page.waitFor(() => !document.querySelector('.pair button:disabled'))
        expect(signatures()).toBe(1)
        expect(await page.text('h1')).toBe('Image')
        expect(await page.evaluate(() => location.hash)).toBe('#/image')
        await expectCleanConsole(page)
      })

      test('ten routes at once cost one signature', async () => {
        const { page, signatures } = await openDemo(tools)
        await untilReady(page)
        await press(page, 'Ten at once')
        await page.waitFor(() => location.search === '?step=10' && !document.querySelector('.pair button:disabled'))
        expect(signatures()).toBe(2)
        expect(await page.evaluate(() => document.querySelectorAll('.run.is-ready').length)).toBe(2)
      })

      test('a route can be opened, gone back from and come back to, in both modes', async () => {
        for (const prefix of ['', '/#']) {
          const { page } = await openDemo(tools, `${prefix}/scan`)
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
        const { page } = await openDemo(tools, '/', viewports.desktop)
        for (const client of clients) {
          await choose(page, 'Client', client)
          await page.waitFor((client) => document.querySelector(`.cells [data-value="${client}"]`), client)
          await untilReady(page)
          await follow(page, '/device')
          expect(await callAll(page), client).toMatchObject({ getNetworkType: 'good' })
        }
        await choose(page, 'Client', 'none')
        await page.waitFor(() => document.querySelector('.failure-code')?.textContent === 'not-in-wechat')
        await expectCleanConsole(page)
      })

      test('shows the code and the advice of every fault', { timeout: 120_000 }, async () => {
        const { page } = await openDemo(tools, '/', viewports.desktop)
        for (const [name, fault] of Object.entries<Fault>(faults)) {
          await choose(page, 'Fault', name)
          await page.waitFor((name) => document.querySelector(`.cells [data-value="${name}"]`), name)
          if (fault.code && !fault.reply) {
            const shown = () => document.querySelector('.connection .failure-code')?.textContent
            expect(await page.waitFor(shown), name).toBe(fault.code)
            expect(await page.text('.connection .failure-advice'), name).not.toBe('')
          } else {
            await untilReady(page)
            await follow(page, '/device')
            expect(await callAll(page), name).toMatchObject({ getNetworkType: fault.code ?? 'good' })
          }
        }
        expect(await page.pageErrors()).toEqual([])
        // The browser itself tells of the host that it could not find.
        const messages = await page.consoleMessages()
        expect(
          messages.filter(({ text }) => !/^Failed to load resource: net::ERR_NAME_NOT_RESOLVED/.test(text)),
        ).toEqual([])
      })

      test.each(Object.entries(viewports))('axe finds nothing serious on a %s', async (_, viewport) => {
        const { page, server } = await openDemo(tools, '/', viewport)
        await untilReady(page)
        const routes = await groupLinks(page)
        const isThorough = engine === 'chromium'
        for (const route of ['/', ...(isThorough ? routes : routes.slice(0, 2))]) {
          await page.goto(server.origin + route)
          await untilReady(page)
          await callAll(page)
          expect(await seriousFlaws(page), route).toEqual([])
        }
      })

      test('a new route puts the focus on its title, so that a screen reader says it', async () => {
        const { page } = await openDemo(tools)
        await untilReady(page)
        await follow(page, '/location')
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Location')
      })
    })
  })
}
