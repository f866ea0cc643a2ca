import type { FakeWechat, FakeWechatOptions } from './options.ts'
import type { SandboxOptions } from './sandbox/sandbox.ts'

declare global {
  interface Window {
    /** The fake that `fakeWechatScript` has installed on this page. */
    fakeWechat?: FakeWechat
  }
}

/** The part of Node that reading a file needs: this module must load in a browser as well. */
interface Node {
  process?: { getBuiltinModule?(name: 'node:fs'): { readFileSync(file: URL, encoding: 'utf8'): string } }
}

/** What of `FakeWechatOptions` JSON can carry. */
export type FakeWechatScriptOptions = Omit<FakeWechatOptions, 'window' | 'unhandled'> & {
  unhandled?: Extract<FakeWechatOptions['unhandled'], string>
}

/**
 * The source of a classic script that installs the fake client on a page, as `window.fakeWechat`: for Playwright's `addInitScript`, a
 * WebDriver, or a `<script>` before all others. Only on Node >= 20.16.
 *
 * @param options those of `installFakeWechat`; script the replies through `window.fakeWechat`.
 */
export const fakeWechatScript = (options: FakeWechatScriptOptions = {}): string =>
  classicScript('installFakeWechat', options)

/** The source of a classic script that installs the sandbox, see `installSandbox`; otherwise as `fakeWechatScript`. */
export const sandboxScript = (options: SandboxOptions = {}): string => classicScript('installSandbox', options)

function classicScript(install: string, options: object): string {
  const fs = (globalThis as Node).process?.getBuiltinModule?.('node:fs')
  if (!fs) throw new Error('The script is read from a file, and that needs Node >= 20.16.')
  // The same file from src/testing/ and from dist/testing/.
  const file = '../../dist/testing/fake-wechat.global.js'
  const source = fs.readFileSync(new URL(file, import.meta.url), 'utf8')
  const json = JSON.stringify(options).replace(/</g, '\\u003c')
  return `${source}\nwindow.fakeWechat = wechatReadyTesting.${install}(${json})\n`
}
