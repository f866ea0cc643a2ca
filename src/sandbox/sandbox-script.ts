import { classicScript } from '../testing/classic-script.ts'
import type { SandboxOptions } from './sandbox.ts'

/**
 * The source of a classic script that installs the sandbox on a page. It is `window.fakeWechat` there: for a dev server,
 * Playwright's `addInitScript`, or a `<script>` before all others. Only on Node >= 20.16.
 *
 * @param options those of `installSandbox`
 */
export const sandboxScript = (options: SandboxOptions = {}): string => classicScript('installSandbox', options)
