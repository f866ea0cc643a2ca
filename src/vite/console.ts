import { renderUnicodeCompact } from 'uqr'
import type { DevServer } from './server.ts'

/** The part of Node's `process`. */
interface Node {
  process?: { env: Record<string, string | undefined>; stdout?: { isTTY?: boolean } }
}

/** Wraps a text in a colour where the console has colours. */
function paint(code: number, text: string): string {
  const { process } = globalThis as Node
  return process?.stdout?.isTTY && !process.env.NO_COLOR ? `\x1b[${code}m${text}\x1b[0m` : text
}
const bold = (text: string) => paint(1, text)
const dim = (text: string) => paint(2, text)
const green = (text: string) => paint(32, text)

const line = (name: string, text: string) =>
  `  ${green('➜')}  ${bold(name)}: ${' '.repeat(Math.max(0, 7 - name.length))}${text}`

/** Prints, below Vite's own addresses, who gets which signatures, and a QR code of the page for the phone. */
export function printWechat({ config, resolvedUrls }: DevServer, path: string, appId: string | undefined) {
  const { info } = config.logger
  const world = appId
    ? `real ones for ${appId} in WeChat, a fake client elsewhere`
    : 'a fake client in every browser but WeChat, which needs appId and appSecret, or an endpoint of your own'
  info(line('WeChat', `${path} ${dim(`(${world})`)}`))
  const [phone] = resolvedUrls?.network ?? []
  if (phone === undefined) return info(line('Phone', dim('use --host to open the page on a phone')))
  info(line('Phone', green(phone)))
  const code = renderUnicodeCompact(phone, { border: 2 }).split('\n')
  // White on black whatever the console's own colours are: cameras want it so.
  for (const row of code) info(`     ${paint(97, paint(40, row))}`)
}
