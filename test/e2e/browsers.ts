import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import * as chromium from './chromium.ts'
import * as webkit from './webkit.ts'

export type EngineName = 'chromium' | 'webkit'

export interface OpenOptions {
  userAgent: string
  /** Opened at once when given. */
  url?: string
  /** In CSS pixels; 390 x 844 by default. */
  viewport?: { width: number; height: number }
}

export interface Message {
  /**
   * `uncaught` is an error nobody caught or a rejection nobody handled; the rest is what the page said to its console.
   */
  kind: 'debug' | 'log' | 'info' | 'warning' | 'error' | 'uncaught'
  text: string
}

/** What an engine has to be able to do; everything else is made of these. */
export interface Tab {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  /** Evaluate an expression whose value is a promise of a string. */
  run(expression: string): Promise<string>
  click(selector: string): Promise<void>
  screenshot(): Promise<Buffer>
  messages(): Promise<Message[]>
  close(): Promise<void>
}

export interface Engine {
  /** How a person knows it. */
  title: string
  /** What this machine lacks to run it, in words; `undefined` when it is complete. */
  missing(): string | undefined
  launch(): Promise<{ open(options: Required<Omit<OpenOptions, 'url'>>): Promise<Tab>; close(): Promise<void> }>
}

export const engines: Record<EngineName, Engine> = { chromium, webkit }

export type Browser = Awaited<ReturnType<typeof launch>>

export async function launch(name: EngineName) {
  const engine = engines[name]
  const missing = engine.missing()
  if (missing) throw new Error(`${engine.title}: ${missing}`)
  const browser = await engine.launch()
  return {
    async open({ userAgent, url, viewport = { width: 390, height: 844 } }: OpenOptions): Promise<Page> {
      const page = new Page(await browser.open({ userAgent, viewport }))
      if (url) await page.goto(url)
      return page
    },
    close: () => browser.close(),
  }
}

type Reply<T> = { value?: T; error?: { name: string; message: string; stack: string } }

/** One document window of a real browser. */
export class Page {
  #tab: Tab

  constructor(tab: Tab) {
    this.#tab = tab
  }

  /** Load a URL, byte for byte, and wait for the document's `load`. */
  goto(url: string): Promise<void> {
    return this.#tab.goto(url)
  }

  reload(): Promise<void> {
    return this.#tab.reload()
  }

  /** One entry back, in the same document or another, as `history.back()` does it. */
  back(): Promise<void> {
    return this.#travel(-1)
  }

  forward(): Promise<void> {
    return this.#travel(1)
  }

  /**
   * Run a function in the page and hand back its result, a promise's once it settles. It travels as source text: it
   * sees the page's globals and its own arguments, nothing of the test around it. Arguments and result travel as JSON.
   */
  async evaluate<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    const source = `(async () => {
      try {
        return JSON.stringify({ value: await (${fn})(...${JSON.stringify(args)}) })
      } catch (error) {
        const { name = 'thrown', message = String(error), stack = '' } = error ?? {}
        return JSON.stringify({ error: { name, message, stack } })
      }
    })()`
    const { value, error } = JSON.parse(await this.#tab.run(source)) as Reply<Awaited<R>>
    if (error) throw Object.assign(new Error(error.message), { name: error.name, stack: inPage(error) })
    return value as Awaited<R>
  }

  click(selector: string): Promise<void> {
    return this.#tab.click(selector)
  }

  /** The text of the first element that matches, as it is rendered. */
  text(selector: string): Promise<string> {
    return this.evaluate((selector) => {
      const element = document.querySelector<HTMLElement>(selector)
      if (!element) throw new Error(`nothing matches ${selector}`)
      return element.innerText
    }, selector)
  }

  /** Ask the page until the answer is truthy, and hand that back; at most 60 s. Navigation in between does no harm. */
  async waitFor<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    const deadline = performance.now() + 60_000
    for (;;) {
      const last = await this.evaluate(fn, ...args).then(
        (value) => ({ value, done: Boolean(value), cause: value as unknown }),
        (error: unknown) => ({ value: undefined, done: false, cause: error }),
      )
      if (last.done) return last.value as Awaited<R>
      if (performance.now() > deadline) throw new Error(`waited in vain for ${fn}`, { cause: last.cause })
      await sleep(20)
    }
  }

  async screenshot(path: string): Promise<void> {
    await writeFile(path, await this.#tab.screenshot())
  }

  /** What the pages of this window said to the console so far, oldest first. */
  async consoleMessages(): Promise<Message[]> {
    return (await this.#messages()).filter(({ kind }) => kind !== 'uncaught')
  }

  /** The errors nobody caught and the rejections nobody handled so far. */
  async pageErrors(): Promise<string[]> {
    return (await this.#messages()).filter(({ kind }) => kind === 'uncaught').map(({ text }) => text)
  }

  close(): Promise<void> {
    return this.#tab.close()
  }

  /** A browser reports a rejection when the task that left it unhandled is over, so let one pass first. */
  async #messages(): Promise<Message[]> {
    await this.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve)))
    return this.#tab.messages()
  }

  /**
   * Through `history`, not the browser's own button: engines let the button skip entries that a script made without a
   * user's touch. The mark tells that the journey is over: a new document lacks it, and the old one drops it on
   * arrival.
   */
  async #travel(delta: -1 | 1): Promise<void> {
    await this.evaluate(() => {
      const marked = window as { travelling?: boolean }
      const arrive = () => delete marked.travelling
      marked.travelling = true
      addEventListener('popstate', arrive, { once: true })
      addEventListener('pageshow', arrive, { once: true })
    })
    // The page may be gone before it can answer.
    await this.evaluate((delta) => history.go(delta), delta).catch(() => {})
    await this.waitFor(() => !('travelling' in window) && document.readyState === 'complete')
  }
}

function inPage({ name, message, stack }: { name: string; message: string; stack: string }): string {
  const frames = stack.includes(message) ? stack : `${name}: ${message}\n${stack}`
  return `${frames.trimEnd()}\n    (in the page)`
}
