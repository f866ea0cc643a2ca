import { classicScript } from './classic-script.ts'
import type { FakeWechat, FakeWechatOptions } from './options.ts'

declare global {
  interface Window {
    /** The fake that `fakeWechatScript` has installed on this page. */
    fakeWechat?: FakeWechat
  }
}

/** What of `FakeWechatOptions` JSON can carry. */
export type FakeWechatScriptOptions = Omit<FakeWechatOptions, 'window' | 'unhandled'> & {
  unhandled?: Extract<FakeWechatOptions['unhandled'], string>
}

/**
 * The source of a classic script that installs the fake client, as `window.fakeWechat`. For Playwright's `addInitScript`,
 * a WebDriver, or a `<script>` before all others. Only on Node >= 20.16.
 *
 * @param options those of `installFakeWechat`; script the replies through `window.fakeWechat`.
 */
export const fakeWechatScript = (options: FakeWechatScriptOptions = {}): string =>
  classicScript('installFakeWechat', options)
