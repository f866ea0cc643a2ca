import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Page as PlaywrightPage } from 'playwright-core'
import type { Engine, Message, Tab } from './browsers.ts'
import { makeHome } from './home.ts'

export const title = 'Chromium'

export function missing(): string | undefined {
  return find() ? undefined : 'no Chromium, Chrome or Edge found; CHROMIUM_PATH may name one'
}

/** The browser itself, for tests that need Playwright's keyboard and contexts. */
export async function start() {
  // On macOS Chrome asks for its key chain when the home folder is not the user's.
  const home = process.platform === 'linux' ? makeHome() : undefined
  const browser = await chromium.launch({
    executablePath: find(),
    env: home?.env,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-gpu',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    // WeChat's web view has a back-forward cache; Playwright turns it off.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  const stop = async () => {
    await browser.close()
    home?.remove()
  }
  return { browser, stop }
}

export const launch: Engine['launch'] = async () => {
  const { browser, stop } = await start()
  return {
    async open({ userAgent, viewport }) {
      const context = await browser.newContext({ userAgent, viewport })
      return tab(await context.newPage())
    },
    close: stop,
  }
}

function tab(page: PlaywrightPage): Tab {
  const messages: Message[] = []
  page.on('console', (message) => {
    const type = message.type()
    messages.push({ kind: isKind(type) ? type : 'log', text: message.text() })
  })
  page.on('pageerror', (error) => messages.push({ kind: 'uncaught', text: String(error) }))
  return {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    run: (expression) => page.evaluate<string>(expression),
    click: (selector) => page.click(selector),
    screenshot: () => page.screenshot(),
    messages: async () => messages,
    close: () => page.context().close(),
  }
}

const isKind = (type: string): type is Message['kind'] => ['debug', 'log', 'info', 'warning', 'error'].includes(type)

function find(): string | undefined {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  return candidates().find((path) => existsSync(path))
}

function candidates(): string[] {
  const { PATH = '', LOCALAPPDATA = '', PROGRAMFILES = '' } = process.env
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (process.platform === 'win32') {
    return [PROGRAMFILES, `${PROGRAMFILES} (x86)`, LOCALAPPDATA].flatMap((root) => [
      join(root, 'Google/Chrome/Application/chrome.exe'),
      join(root, 'Microsoft/Edge/Application/msedge.exe'),
    ])
  }
  const names = ['google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge']
  return names.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)))
}
