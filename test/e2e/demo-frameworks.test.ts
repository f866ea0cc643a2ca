import { describe, expect, test } from 'vitest'
import { frameworks } from '../../demo/src/frameworks.ts'
import type { Page } from './browsers.ts'
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
import { userAgents } from './user-agents.ts'

const phones = [
  { engine: 'chromium', platform: 'android', userAgent: userAgents.android, name: 'Android' },
  { engine: 'webkit', platform: 'ios', userAgent: userAgents.iphone, name: 'iPhone' },
] as const

const built = builtDemo()

/** Presses the button of an API, and returns what its card then shows. */
const call = async (page: Page, api: string, shown: string) => {
  const card = `[aria-labelledby="${api}-title"]`
  await page.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.click(), `${card} button.button`)
  return page.waitFor((selector) => document.querySelector(selector)?.textContent, `${card} ${shown}`)
}

/** Writes into a field, as a person does. */
const fill = (page: Page, id: string, value: string) =>
  page.evaluate(
    (id, value) => {
      const field = document.querySelector<HTMLInputElement>(`#${id}`)
      // Past what React puts before the property, or it takes nothing as changed.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
      field?.dispatchEvent(new Event('input', { bubbles: true }))
    },
    id,
    value,
  )

/** Waits until the client was told last to pass on a page with this title, and returns the link to it. */
const passedOn = (page: Page, title: string) =>
  page.waitFor((title) => {
    const told = window.fakeWechat?.calls.filter(({ api }) => api === 'updateAppMessageShareData').at(-1)
    return told?.answer && told.params.title === title && String(told.params.link)
  }, title)

/** Whether the scripts that the page has loaded hold a string of Vue's or of React's code. */
const loaded = (page: Page) =>
  page.evaluate(async () => {
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))
    const sources = await Promise.all(scripts.map(async ({ name }) => (await fetch(name)).text()))
    const has = (text: string) => sources.some((source) => source.includes(text))
    return { vue: has('__v_isVNode'), react: has('react.transitional.element') }
  })

const title = (page: Page) => page.text('h1')

for (const { engine, platform, userAgent, name } of phones) {
  inBrowser(engine, (tools) => {
    test('the demo at / loads nothing of Vue and of React', async () => {
      const { page } = await openDemo(tools, built)
      await untilReady(page)
      expect(await loaded(page)).toEqual({ vue: false, react: false })
    })

    describe.each(frameworks.filter(({ id }) => id !== 'preact'))('the demo at $base', ({ id, base }) => {
      const inWechat = (path = '') => openDemo(tools, built, base + path, { platform, userAgent })
      /** In a browser that is not WeChat, where the page plays it. */
      const inSandbox = (path = '', viewport = viewports.desktop) => openDemo(tools, built, base + path, { viewport })

      test('is ready, and tells the client, the steps to that, and what the client denies', async () => {
        const { page, server } = await inWechat()
        await untilReady(page)
        const url = server.origin + base
        expect(await page.text('.connection-client')).toContain(name)
        // On iOS the client does not tell.
        if (platform === 'android') expect(await page.text('.connection')).toContain('denies openAddress')
        const steps = await page.evaluate(() =>
          [...document.querySelectorAll('.step')].map((step) => ({
            time: step.querySelector('.step-time')?.textContent,
            url: step.querySelector('.step-url')?.textContent,
          })),
        )
        expect(steps).toHaveLength(4)
        for (const { time } of steps) expect(time).toMatch(/^[\d.]+ ms$/)
        expect(steps.map(({ url }) => url).filter(Boolean)).toEqual([url, url])
        expect(await loaded(page)).toEqual({ vue: id === 'vue', react: id === 'react' })
        await expectCleanConsole(page)
      })

      test('calls through its forms, and shows what has come of it as what it is', async () => {
        const { page } = await inWechat('image')
        await untilReady(page)
        await fill(page, 'chooseImage-count', '2')
        await call(page, 'chooseImage', '.result')
        await page.waitFor(() => document.querySelectorAll<HTMLImageElement>('.pictures img[src]').length === 2)
        expect(
          await page.evaluate(() => window.fakeWechat?.calls.find(({ api }) => api === 'chooseImage')?.params.count),
        ).toBe(2)
        // What one call brings, another one is offered.
        await page.waitFor(() => document.querySelector<HTMLInputElement>('#uploadImage-localId')?.value)
        await call(page, 'uploadImage', '.result')
        await page.waitFor(() => document.querySelector<HTMLInputElement>('#downloadImage-serverId')?.value)
        await call(page, 'downloadImage', '.result')
        // The picture that has come back is offered once.
        const offered = await page.evaluate(() => {
          const { list } = document.querySelector('#uploadImage-localId') as HTMLInputElement
          return [...(list?.options ?? [])].map(({ value }) => value)
        })
        expect(offered).toHaveLength(2)
        expect(new Set(offered).size).toBe(2)

        await follow(page, `${base}voice`)
        await call(page, 'startRecord', '.result')
        await call(page, 'onVoicePlayEnd', '.hint')
        expect(await call(page, 'stopRecord', '.voice')).toBe('Play')
        expect(await play(page)).toBe(true)
        await page.waitFor(() => document.querySelector('.voice:not(.is-playing)') !== null)
        // Who listens hears of it.
        await page.waitFor(() => document.querySelector('[aria-labelledby="onVoicePlayEnd-title"] .result') !== null)

        await follow(page, `${base}location`)
        expect(await call(page, 'getLocation', '.place figcaption')).toMatch(/° N, .*° E/)
        await follow(page, `${base}scan`)
        expect(await call(page, 'scanQRCode', '.scanned')).toMatch(/^QR_CODE/)
        await follow(page, `${base}card`)
        await page.evaluate(() => {
          const field = document.querySelector<HTMLTextAreaElement>('#openCard-cardList')
          Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, '[')
          field?.dispatchEvent(new Event('input', { bubbles: true }))
        })
        await page.waitFor(() => document.querySelector('[aria-labelledby="openCard-title"] .failure') !== null)
        await expectCleanConsole(page)
      })

      test('each route is ready, and passes on its own content', async () => {
        const { page, server, signatures } = await inWechat()
        expect(await passedOn(page, 'wechat-ready')).toBe(server.origin + base)
        for (const [id, name] of [
          ['image', 'Image'],
          ['scan', 'Scan'],
        ] as const) {
          await follow(page, base + id)
          expect(await passedOn(page, `${name} · wechat-ready`)).toBe(`${server.origin}${base}${id}`)
        }
        const before = signatures()
        await press(page, 'Walk ten routes')
        await page.waitFor(() => !document.querySelector('.pair button:disabled'))
        expect(signatures() - before).toBe(platform === 'ios' ? 0 : 10)
        await press(page, 'Ten at once')
        await page.waitFor(() => location.search === '?step=10' && !document.querySelector('.pair button:disabled'))
        expect(signatures() - before).toBe(platform === 'ios' ? 0 : 10)
        expect(await passedOn(page, 'Scan · wechat-ready · 10/10')).toBe(`${server.origin}${base}scan?step=10`)
        expect(await page.evaluate(() => document.querySelectorAll('.run.is-failed').length)).toBe(0)
        await expectCleanConsole(page)
      })

      test('a route can be opened, gone back from and come back to, in both modes of the router', async () => {
        for (const prefix of ['', '#/']) {
          const { page } = await inSandbox(`${prefix}scan`)
          await untilReady(page)
          expect(await title(page)).toBe('Scan')
          await page.click('.header-home')
          await page.waitFor(() => document.querySelector('.hero') !== null)
          await page.back()
          await page.waitFor(() => document.querySelector('h1')?.textContent === 'Scan')
          expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Scan')
          await untilReady(page)
          for (const href of await groupLinks(page)) expect(href.includes('#/')).toBe(prefix !== '')
        }
      })

      test('is there without the slash at the end of its address, too', async () => {
        const { page } = await openDemo(tools, built, base.slice(0, -1))
        await untilReady(page)
        expect(await page.text('h1')).toMatch(/^WeChat's JS-SDK/)
        await expectCleanConsole(page)
      })

      test('the mode of the router can be changed', async () => {
        const { page } = await inSandbox('scan')
        await untilReady(page)
        for (const [mode, path] of [
          [1, `${base}#/scan`],
          [0, `${base}scan`],
        ] as const) {
          // The page is loaded anew, which must not come before this answer.
          await page.evaluate((mode) => {
            setTimeout(() => document.querySelectorAll<HTMLElement>('.segments input')[mode]?.click())
          }, mode)
          await page.waitFor((path) => location.href.endsWith(path) && document.readyState === 'complete', path)
          await untilReady(page)
          expect(await title(page)).toBe('Scan')
        }
      })

      test('speaks Chinese as well, also of what was there before', async () => {
        const { page } = await inSandbox('device')
        await untilReady(page)
        expect(await callAll(page)).toMatchObject({ getNetworkType: 'good' })
        await call(page, 'getNetworkType', '.result')
        await page.click('.language')
        await page.waitFor(() => document.querySelector('h1')?.textContent === '设备')
        expect(await page.text('.side')).not.toMatch(/Ready|Sandbox|Routes|Walk/)
        expect(await page.text('.card .button')).toBe('调用')
        expect(await page.text('.share-card')).toContain('设备')
        expect(await page.evaluate(() => document.title)).toBe('设备 · wechat-ready')
      })

      test('shows the advice for what goes wrong, at the configuration and at a call', async () => {
        const { page } = await inSandbox('device')
        await untilReady(page)
        await choose(page, 'Fault', 'ticket')
        await page.waitFor(() => document.querySelector('.cells [data-value="ticket"]') !== null)
        const code = () => document.querySelector('.connection .failure-code')?.textContent
        expect(await page.waitFor(code)).toBe('invalid-signature')
        expect(await page.text('.connection .failure-advice')).toContain('Compare the URL')
        expect(await page.text('.connection .facts')).toContain(`${base}device`)
        await choose(page, 'Fault', 'denied')
        await page.waitFor(() => document.querySelector('.cells [data-value="denied"]') !== null)
        await untilReady(page)
        expect(await call(page, 'getNetworkType', '.failure-code')).toBe('permission-denied')
        await choose(page, 'Client', 'none')
        await page.waitFor(() => document.querySelector('.failure-code')?.textContent === 'not-in-wechat')
        await expectCleanConsole(page)
      })

      test.each(Object.entries(viewports))(
        'axe finds nothing serious on a %s, and nothing is too wide',
        async (_, viewport) => {
          const { page, server } = await inSandbox('', viewport)
          for (const path of ['', 'voice']) {
            await page.goto(server.origin + base + path)
            await untilReady(page)
            await callAll(page)
            expect(await seriousFlaws(page), path).toEqual([])
            expect(
              await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
              path,
            ).toBeLessThanOrEqual(0)
          }
        },
      )

      test('leads to the same route in the other frameworks', async () => {
        const { page } = await inSandbox('scan')
        await untilReady(page)
        const links = await page.evaluate(() =>
          [...document.querySelectorAll('.frameworks a')].map((link) => link.getAttribute('href')),
        )
        expect(links).toEqual(['/scan', '/vue/scan', '/react/scan'])
        for (const href of links) {
          await page.evaluate((href) => {
            setTimeout(() => document.querySelector<HTMLElement>(`.frameworks a[href="${href}"]`)?.click())
          }, href)
          await page.waitFor((href) => location.pathname === href && document.readyState === 'complete', href)
          await untilReady(page)
          expect(await title(page)).toBe('Scan')
          expect(
            await page.evaluate(() => document.querySelector('.frameworks [aria-current]')?.getAttribute('href')),
          ).toBe(href)
        }
      })
    })
  })
}
