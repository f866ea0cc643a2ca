import { renderUnicodeCompact } from 'uqr'
import type { Finding } from './check.ts'
import type { Settings } from './settings.ts'

/** What is printed below the addresses: who signs, what was found at the start, and a QR code for the phone. */
export function greeting({ account, address }: Settings, findings: readonly Finding[]): string {
  const world = account
    ? `Runs on WeChat itself, as ${account.appId}: open the page in WeChat or in WeChat DevTools`
    : 'No account: it plays WeChat, with a fake client in any browser. WECHAT_APP_ID and WECHAT_APP_SECRET make it real'
  const lines = [`➜  ${world}`, ...printed(findings)]
  if (account && address) lines.push('', address, ...renderUnicodeCompact(address, { border: 2 }).split('\n'))
  return lines.map((line) => `  ${line}`.trimEnd()).join('\n')
}

export const printed = (findings: readonly Finding[]): string[] => findings.map(({ mark, text }) => `${mark}  ${text}`)
