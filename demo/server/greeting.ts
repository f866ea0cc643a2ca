import { renderUnicodeCompact } from 'uqr'
import type { Finding } from './check.ts'
import type { Settings } from './settings.ts'

/** What is printed below the addresses: who signs, what was found at the start, and a QR code for the phone. */
export function greeting({ account, address }: Settings, findings: readonly Finding[]): string {
  const world = account
    ? `WeChat itself, as ${account.appId}: open the page in WeChat or in WeChat DevTools`
    : 'the sandbox, a fake WeChat: open the page in any browser'
  const lines = [`➜  Runs on ${world}`, ...findings.map(({ mark, text }) => `${mark}  ${text}`)]
  if (account && address) lines.push('', address, ...renderUnicodeCompact(address, { border: 2 }).split('\n'))
  return lines.map((line) => `  ${line}`.trimEnd()).join('\n')
}
