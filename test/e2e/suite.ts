import { afterAll, beforeAll, describe, inject, onTestFinished } from 'vitest'
import { type ServeOptions, serve, type TestServer } from '../kit/serve.ts'
import { type Browser, type EngineName, engines, launch, type OpenOptions, type Page } from './browsers.ts'
import { recorder } from './recorder.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built consumer page. */
    app: string
  }
}

export interface Tools {
  /** A window that closes when the test ends. */
  open(options: OpenOptions): Promise<Page>
  /** A window that closes with the browser, for many tests after each other. */
  openForAll(options: OpenOptions): Promise<Page>
  /** A server that closes when the test ends; of the consumer page by default. */
  serve(options?: Partial<ServeOptions>): Promise<TestServer>
}

/** Tests in a real browser. On a machine that lacks it they are skipped. */
export function inBrowser(name: EngineName, body: (tools: Tools) => void): void {
  const absent = engines[name].missing() !== undefined
  describe.skipIf(absent)(engines[name].title, () => {
    let browser: Browser | undefined
    beforeAll(async () => {
      browser = await launch(name)
    })
    afterAll(() => browser?.close())
    const openForAll = (options: OpenOptions): Promise<Page> => {
      if (!browser) throw new Error('a window can only be opened within a test')
      return browser.open(options)
    }
    body({
      openForAll,
      async open(options) {
        const page = await openForAll(options)
        onTestFinished(() => page.close())
        return page
      },
      async serve(options) {
        const server = await serve({ root: inject('app'), scripts: recorder, ...options })
        onTestFinished(() => server.close())
        return server
      },
    })
  })
}
