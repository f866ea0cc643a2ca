import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import WebDriver, { type Client } from 'webdriver'
import type { Engine, Message, OpenOptions, Tab } from './browsers.ts'
import { makeHome } from './home.ts'
import { messagesKey } from './recorder.ts'

export const title = 'WebKit'

type Viewport = Required<OpenOptions>['viewport']

/** How long the driver may take for an answer, the opening of a window among them, in milliseconds. */
const ANSWER_PATIENCE_MS = 40_000

export function missing(): string | undefined {
  if (!onPath('WebKitWebDriver')) return 'WebKitWebDriver not found (Debian: webkit2gtk-driver)'
  if (!miniBrowser()) return 'MiniBrowser of WebKitGTK not found'
  if (!onPath('Xvfb')) return 'Xvfb not found'
  if (!onPath('setpriv')) return 'setpriv not found (Debian: util-linux)'
  return undefined
}

/** One invisible display for all windows; each window is a browser of its own, since the user agent is its argument. */
export const launch: Engine['launch'] = async () => {
  const home = makeHome()
  shrinkToolBar(home.config)
  const server = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], process.env, 3)
  const display = await firstLine(server, 3)
  // GTK would otherwise prefer a Wayland desktop, where the window would show.
  const env = { ...home.env, DISPLAY: `:${display}`, GDK_BACKEND: 'x11', LANG: 'C.UTF-8' }
  const drivers: ChildProcess[] = []
  async function openOnce(userAgent: string, viewport: Viewport): Promise<Tab> {
    const port = await freePort()
    const driver = start('WebKitWebDriver', [`--port=${port}`], env)
    drivers.push(driver)
    try {
      await untilUp(port, driver)
      const tab = await openWindow(port, userAgent, viewport)
      return { ...tab, close: () => tab.close().finally(() => stop(driver)) }
    } catch (error) {
      await stop(driver)
      throw error
    }
  }
  return {
    open: ({ userAgent, viewport }) =>
      openOnce(userAgent, viewport).catch((error: Error) => {
        // Rarely, on a busy machine, the browser starts and never reports to its driver. No page has been opened yet.
        console.warn(`a WebKit window did not open, and is tried once more: ${error.message}`)
        return openOnce(userAgent, viewport)
      }),
    async close() {
      await Promise.all([server, ...drivers].map(stop))
      home.remove()
    },
  }
}

async function openWindow(port: number, userAgent: string, viewport: Viewport): Promise<Tab> {
  const session = await WebDriver.newSession({
    hostname: '127.0.0.1',
    port,
    logLevel: 'silent',
    connectionRetryCount: 0,
    connectionRetryTimeout: ANSWER_PATIENCE_MS,
    capabilities: {
      'wdio:enforceWebDriverClassic': true,
      'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation', `--user-agent=${userAgent}`] },
    } as object,
  })
  const tab = makeTab(session)
  await resize(tab, session, viewport)
  return tab
}

function makeTab(session: Client): Tab {
  const run = evaluator(session)
  return {
    run,
    goto: async (url) => void (await session.navigateTo(url)),
    reload: async () => void (await session.refresh()),
    async click(selector) {
      const element = await session.findElement('css selector', selector)
      const [id] = Object.values(element)
      if (id === undefined) throw new Error(`nothing matches ${selector}`)
      await session.elementClick(id)
    },
    screenshot: async () => Buffer.from(await session.takeScreenshot(), 'base64'),
    async messages() {
      const recorded = await run(`Promise.resolve(sessionStorage.getItem(${JSON.stringify(messagesKey)}))`)
      if (!recorded) throw new Error('no record of messages: this page does not come from the test server')
      return JSON.parse(recorded) as Message[]
    },
    close: () => session.deleteSession(),
  }
}

/**
 * A script that runs while its page is being left is sometimes never answered, asynchronous ones least of all when the
 * page goes into the back-forward cache. So an evaluation is one short script, sent until it has an answer: it starts
 * the work when it has not been started, and only in the document that was there at first.
 */
function evaluator(session: Client): Tab['run'] {
  let count = 0
  const look = async <T>(script: string): Promise<T> => {
    for (let patience = 1_000; ; patience *= 2) {
      const answer = session.executeScript(script, []) as Promise<T>
      // One that is left behind may fail much later.
      answer.catch(() => {})
      const result = await Promise.race([answer.then((value) => ({ value })), sleep(patience)])
      if (result) return result.value
      if (patience > ANSWER_PATIENCE_MS / 4) throw new Error(`WebDriver: no answer to ${script}`)
    }
  }
  return async (expression) => {
    const slot = `window.evaluation${count++}`
    const document = await look<string>('return (window.documentMark ??= String(Math.random()))')
    const script = `
      if (window.documentMark !== '${document}') return null
      if (!${slot}) { ${slot} = []; (${expression}).then((text) => ${slot}.push(text)) }
      return ${slot}`
    for (;;) {
      const result = await look<string[] | null>(script)
      if (!result) throw new Error('the page was left while it was being asked')
      if (result[0] !== undefined) return result[0]
      await sleep(5)
    }
  }
}

/** The window is asked for the size that gives the page the wanted one: the tool bar takes some of it. */
async function resize(tab: Tab, session: Client, { width, height }: Viewport) {
  await session.setWindowRect(null, null, width, height)
  const bar = height - Number(await tab.run('Promise.resolve(String(innerHeight))'))
  await session.setWindowRect(null, null, width, height + bar)
}

async function untilUp(port: number, driver: ChildProcess): Promise<void> {
  const address = `http://127.0.0.1:${port}`
  const deadline = performance.now() + ANSWER_PATIENCE_MS
  while (driver.exitCode === null && performance.now() < deadline) {
    const up = await fetch(`${address}/status`).then(
      (response) => response.ok,
      () => false,
    )
    if (up) return
    await sleep(20)
  }
  throw new Error(`WebKitWebDriver does not answer at ${address} (exit code ${driver.exitCode})`)
}

/** The style sheet lets the tool bar shrink: a window of 390 pixels is otherwise impossible. */
function shrinkToolBar(config: string): void {
  mkdirSync(join(config, 'gtk-3.0'), { recursive: true })
  writeFileSync(join(config, 'gtk-3.0/gtk.css'), '* { min-width: 0; padding: 0; margin: 0; font-size: 1px }')
}

/**
 * A child process that ends with this one, however this one ends, and leads a group, so that what it has started ends
 * with it; `pipe` is a file descriptor of it to read from.
 */
function start(name: string, args: string[], env: NodeJS.ProcessEnv, pipe?: number): ChildProcess {
  const stdio: StdioOptions = ['ignore', 'ignore', 'ignore']
  if (pipe !== undefined) stdio[pipe] = 'pipe'
  return spawn('setpriv', ['--pdeathsig', 'KILL', name, ...args], { env, stdio, detached: true })
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  })
}

function firstLine(child: ChildProcess, pipe: number): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdio[pipe]?.once('data', (data: Buffer) => resolve(data.toString().trim()))
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended at once (exit code ${code})`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

const onPath = (name: string) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)))

function miniBrowser(): string | undefined {
  const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch as string] ?? ''
  const roots = [`/usr/lib/${triplet}`, '/usr/libexec', '/usr/lib64', '/usr/lib']
  return roots
    .flatMap((root) =>
      ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'].map((name) => join(root, name, 'MiniBrowser')),
    )
    .find((path) => existsSync(path))
}
