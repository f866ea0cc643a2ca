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

export const untilReady = (page: Page) => page.waitFor(() => document.querySelector('.header-status.is-ready') !== null)

/** Chooses in the inspector's list of this name, as a person does; the page is then loaded anew. */
export async function choose(page: Page, label: string, value: string): Promise<void> {
  await page.click('.scene-panel .button')
  await page.waitFor(
    (label, value) => {
      const root = document.querySelector('wechat-inspector')?.shadowRoot
      const field = [...(root?.querySelectorAll('label.field') ?? [])].find(({ textContent }) =>
        textContent?.startsWith(label),
      )
      const select = field?.querySelector('select')
      if (!select) return false
      // The page is loaded anew, which must not come before this answer.
      Object.assign(window, { isLeft: true })
      setTimeout(() => {
        // In one task, as a person's choice is: the inspector, drawn again in between, would take the value back.
        select.value = value
        select.dispatchEvent(new Event('change', { bubbles: true }))
      })
      return true
    },
    label,
    value,
  )
  // What is asked next is to be answered by the new page: the old one may already show what was chosen.
  await page.waitFor(() => !('isLeft' in window))
}

export const press = (page: Page, text: string) =>
  page.evaluate((text) => {
    const button = [...document.querySelectorAll('button')].find(({ innerText }) => innerText.trim() === text)
    if (!button) throw new Error(`no button says ${text}`)
    button.click()
  }, text)

/** The routes of the groups, as the navigation shows them. */
export const groupLinks = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll('.groups a')].map((link) => link.getAttribute('href') ?? ''))

export const follow = async (page: Page, href: string) => {
  await page.evaluate((href) => document.querySelector<HTMLElement>(`.groups a[href="${href}"]`)?.click(), href)
  await page.waitFor((href) => location.href.endsWith(href) && document.querySelector('.group-head') !== null, href)
  await untilReady(page)
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
    for (const card of document.querySelectorAll('.card')) {
      const ended = () =>
        card.querySelector('.failure-code, .result')?.textContent ?? card.querySelector('.hint')?.textContent
      card.querySelector<HTMLElement>('button.button')?.click()
      // One that never ends runs into the test's own limit.
      while (!ended()) {
        sheet()?.click()
        await settle()
      }
      ends[card.querySelector('h2')?.textContent ?? ''] = card.querySelector('.failure-code')?.textContent ?? 'good'
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
