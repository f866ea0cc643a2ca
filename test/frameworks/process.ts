import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { account, type Opened, openPage, ticket } from './drive.ts'

const upstream = new URL('upstream.mjs', import.meta.url).href

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** A server of a project, which signs with the fake HTTP API upstream. */
export interface Running {
  origin: string
  stop(): Promise<void>
}

/**
 * Starts a server of a project and waits until it answers.
 *
 * @param args of Node, or of `program`; `PORT` in them is the port
 */
export async function startServer(
  folder: string,
  args: string[],
  env: Record<string, string> = {},
  program = process.execPath,
): Promise<Running> {
  const port = String(await freePort())
  const origin = `http://localhost:${port}`
  const { appId, appSecret } = account
  const credentials = {
    ...{ WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, ORIGIN: origin },
    ...{ NUXT_WECHAT_APP_ID: appId, NUXT_WECHAT_APP_SECRET: appSecret, NUXT_WECHAT_ORIGIN: origin },
    ...{ FAKE_APP_ID: appId, FAKE_APP_SECRET: appSecret, FAKE_TICKET: ticket },
  }
  const child = spawn(program, [...args.map((arg) => (arg === 'PORT' ? port : arg))], {
    cwd: folder,
    // Where it sees Vitest, uni-app takes Vue's CommonJS build, which no browser runs.
    env: {
      ...process.env,
      VITEST: undefined,
      PORT: port,
      ...credentials,
      NODE_OPTIONS: `--import ${upstream}`,
      ...env,
    },
    // A group of its own: a development server has children.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data))
  const ended = once(child, 'exit')
  const stop = async () => {
    if (child.exitCode !== null || !child.pid) return
    process.kill(-child.pid)
    await ended
  }
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(200)) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended\n${said}`)
    if (await fetch(origin).catch(() => undefined)) return { origin, stop }
  }
  await stop()
  throw new Error(`${args.join(' ')} does not answer\n${said}`)
}

const development = { NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1' }

/** For one test: starts a development server, and opens a page of it in a browser that is not WeChat, where the sandbox comes up. */
export async function openDeveloped(
  browser: Browser,
  { folder, args, path, env }: { folder: string; args: string[]; path: string; env?: Record<string, string> },
): Promise<Opened> {
  const server = await startServer(folder, args, { ...development, ...env })
  onTestFinished(() => server.stop())
  const opened = await openPage(browser, server.origin + path, folder, false)
  onTestFinished(() => opened.close())
  await opened.page.waitForSelector('wechat-sandbox', { state: 'attached' })
  return opened
}
