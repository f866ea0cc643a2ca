import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { fakeWechatScript, type Platform } from 'wechat-ready/testing'
import { createBackend } from '../../demo/server/backend.ts'
import { readSettings, signaturePath } from '../../demo/server/settings.ts'
import { writeFacts } from '../../demo/src/facts.ts'
import type { OpenOptions, Page } from './browsers.ts'
import type { Tools } from './suite.ts'
import { userAgents } from './user-agents.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
export const viewports = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } }
/** Builds the demo, once for a file of tests. Returns where they are. */
export function builtDemo(): { readonly root: string } {
  const built = { root: '' }
  beforeAll(async () => {
    built.root = mkdtempSync(join(tmpdir(), 'wechat-ready-demo-'))
    // Else the runner's own `test` makes Vite choose the development builds.
    vi.stubEnv('NODE_ENV', 'production')
    await build({
      configFile: fileURLToPath(new URL('../../demo/vite.config.ts', import.meta.url)),
      logLevel: 'warn',
      build: { outDir: built.root },
    })
    vi.unstubAllEnvs()
  })
  afterAll(() => rmSync(built.root, { recursive: true, force: true }))
  return built
}

/** The client that a page of the demo is opened in; by default a browser that is not WeChat, where it plays one. */
interface Where extends Partial<Pick<OpenOptions, 'userAgent' | 'viewport'>> {
  /** Plays the client before the page can: to the page it is WeChat itself. */
  platform?: Platform
}

/** The built demo in a browser, and its own backend behind it. */
export async function openDemo({ open, serve }: Tools, { root }: { root: string }, path = '/', where: Where = {}) {
  const { userAgent = userAgents.desktop, viewport = viewports.phone, platform } = where
  const backend = createBackend(readSettings({}))
  const facts = writeFacts('</head>', backend.facts).replace('</head>', '')
  // An account has not every right.
  const script = platform && fakeWechatScript({ ...backend.facts.sandbox, platform, denied: ['openAddress'] })
  const server = await serve({
    root,
    head: script ? `<script src="/fake-wechat.js"></script>${facts}` : facts,
    routes: {
      [signaturePath]: (request) => backend.fetch(request),
      '/fake-wechat.js': () => new Response(script, { headers: { 'content-type': 'text/javascript' } }),
    },
  })
  const page = await open({ userAgent, viewport, url: server.origin + path })
  const signatures = () => server.requests.filter((request) => request.includes(signaturePath)).length
  return { page, server, signatures }
}

export const untilReady = (page: Page) =>
  page.waitFor(() => document.querySelector('.state.is-ready, .header-status.is-ready') !== null)

/** Opens the page in another language, where it is not in that one. */
export const speak = async (page: Page, language: 'en' | 'zh') => {
  await page.evaluate((language) => localStorage.setItem('language', language), language)
  await page.reload()
  await untilReady(page)
}

export const press = (page: Page, text: string) =>
  page.evaluate((text) => {
    const button = [...document.querySelectorAll('button')].find(({ innerText }) => innerText.trim() === text)
    if (!button) throw new Error(`no button says ${text}`)
    button.click()
  }, text)

/** Goes to a route of the page, as a link in it does. */
export const follow = async (page: Page, path: string) => {
  await page.evaluate((path) => {
    const isHash = location.hash.startsWith('#/')
    history.pushState(history.state, '', isHash ? `/#${path}` : path)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }, path)
  await page.waitFor((path) => location.href.endsWith(path) && document.querySelector('.hero') === null, path)
  await untilReady(page)
}

/** The routes of the groups, as the list of all calls shows them. */
export const groupLinks = async (page: Page) => {
  await follow(page, '/calls')
  return page.evaluate(() =>
    [...document.querySelectorAll('.groups a')].map((link) => (link.getAttribute('href') ?? '').replace(/^\/?#/, '')),
  )
}

/**
 * Calls or listens to all that a group has, dismisses what the client asks the person, and returns how each API ended.
 */
export const callAll = (page: Page) =>
  page.evaluate(async () => {
    const settle = () => new Promise((resolve) => setTimeout(resolve, 20))
    const sheet = () =>
      document.querySelector('wechat-sandbox')?.shadowRoot?.querySelector<HTMLElement>('dialog .plain')
    const ends: Record<string, string> = {}
    for (const api of document.querySelectorAll<HTMLElement>('.api')) {
      const head = api.querySelector<HTMLElement>('.row')
      if (head?.ariaExpanded !== 'true') head?.click()
      const button = () => api.querySelector<HTMLElement>('.api-body > .button')
      const ended = () => api.querySelector('.failure-code, .result, .hint')?.textContent
      // An event has a switch in place of the button. What never ends runs into the test's own limit.
      while (!button() && !ended()) await settle()
      button()?.click()
      while (!ended()) {
        sheet()?.click()
        await settle()
      }
      ends[api.dataset.api ?? ''] = api.querySelector('.failure-code')?.textContent ?? 'good'
    }
    return ends
  })

/** Presses the button of a voice. Returns whether it plays at once: it may be over before anybody can ask again. */
export const play = (page: Page) =>
  page.evaluate(() => {
    const voice = document.querySelector<HTMLElement>('.voice')
    voice?.click()
    return voice?.classList.contains('is-playing')
  })

export const expectCleanConsole = async (page: Page) => {
  expect(await page.consoleMessages()).toEqual([])
  expect(await page.pageErrors()).toEqual([])
}

/** The same for a page that was left while it still loaded: what was on its way then is reported as not loaded. */
export const expectNothingElse = async (page: Page) => {
  const [messages, errors] = [await page.consoleMessages(), await page.pageErrors()]
  expect(messages.filter(({ text }) => !/did not load$|^\[wechat-ready\]/.test(text))).toEqual([])
  expect(errors.filter((text) => !/Importing a module script failed/.test(text))).toEqual([])
}

/** What axe finds, in few words. */
export const flaws = (page: Page) =>
  page.evaluate(async (source) => {
    if (!('axe' in window)) new Function(source)()
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } }
    const { violations } = await axe.run({ resultTypes: ['violations'] })
    return violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0]?.html }))
  }, axeSource)

/** Those of them that are serious. */
export const seriousFlaws = async (page: Page) =>
  (await flaws(page)).filter(({ impact }) => impact === 'serious' || impact === 'critical')
