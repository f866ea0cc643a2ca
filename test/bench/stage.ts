// Where ready.ts and routes.ts play: the apps of apps/, built for production, one server and one browser for all of
// them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { start } from '../e2e/chromium.ts'
import { userAgents } from '../e2e/user-agents.ts'
import { html, serve } from '../kit/serve.ts'
import { endpoint } from './apps/page.ts'
import { scriptedClient } from './client.ts'

/** Milliseconds that everything takes which is not the library's own doing. */
export const delays = { signature: 200, sdk: 150, verification: 50 }

export const appNames = [
  'wechat-ready',
  'wechat-ready-bridge',
  'weixin-js-sdk',
  'weixin-js-sdk-in-turn',
  'wechat-jssdk',
  'wecom-jssdk',
] as const
export type AppName = (typeof appNames)[number]

/** How often everything is measured, after one round that warms up. */
export const ROUNDS = 15

export interface Stage {
  /** Runs in a fresh window: the app is loaded, its network slow from now on. */
  play<Result>(app: AppName, act: (page: Page) => Promise<Result>): Promise<Played<Result>>
  browser: string
  close(): Promise<void>
}

export interface Played<Result> {
  result: Result
  /** The URLs whose signature was asked for. */
  signed: string[]
}

export async function openStage(): Promise<Stage> {
  const root = mkdtempSync(join(tmpdir(), 'wechat-ready-bench-'))
  await buildApps(root)
  const { browser, stop } = await start()
  let slow = false
  const server = await serve({
    root,
    hold(path) {
      if (path === endpoint) return sleep(delays.signature)
      // Whatever code a library asks for when it begins comes late, whether it is the SDK or its own.
      return slow && path.endsWith('.js') ? sleep(delays.sdk) : undefined
    },
    routes: {
      '/': ({ url }) => html(page(new URL(url).searchParams.get('app') ?? '')),
      '/jweixin.js': () => new Response(jweixin(), { headers: { 'content-type': 'text/javascript' } }),
      [endpoint]: ({ url }) =>
        Response.json({
          appId: 'wx1',
          timestamp: 1700000000,
          nonceStr: 'nonce',
          signature: new URL(url).searchParams.get('url'),
        }),
    },
  })
  return {
    browser: `Chromium ${browser.version()}`,
    async play(app, act) {
      // A new context has an empty cache.
      const context = await browser.newContext({ userAgent: userAgents.android })
      // A library that never gets ready fails the part.
      const deadline = setTimeout(() => context.close(), 30_000)
      try {
        const page = await context.newPage()
        slow = false
        await page.goto(`${server.origin}/?app=${app}`)
        await page.waitForFunction(() => 'app' in globalThis)
        slow = true
        server.requests.length = 0
        const result = await act(page)
        const asked = server.requests.filter((line) => line.includes(endpoint))
        return { result, signed: asked.map((line) => decodeURIComponent(line.split('url=')[1]?.split('&')[0] ?? '')) }
      } finally {
        clearTimeout(deadline)
        await context.close()
      }
    },
    async close() {
      await stop()
      await server.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Each by itself, into a folder of its own: what several have in common would become chunks that none would have. */
async function buildApps(root: string) {
  const folder = fileURLToPath(new URL('apps/', import.meta.url))
  for (const name of appNames) {
    await build({
      root: folder,
      base: `/${name}/`,
      configFile: false,
      logLevel: 'warn',
      build: {
        outDir: join(root, name),
        emptyOutDir: true,
        target: 'es2020',
        rolldownOptions: { input: join(folder, `${name}.ts`), output: { entryFileNames: 'app.js' } },
      },
    })
  }
}

const page = (app: string) => `<!doctype html>
<html>
  <head>
    <link rel="icon" href="data:,">
    <script>(${scriptedClient})(${delays.verification})</script>
    <script type="module" src="/${app}/app.js"></script>
  </head>
</html>`

/** `jweixin-1.6.0.js` itself is in no npm package; this is the same code as the classic script that it would be. */
function jweixin(): string {
  const source = readFileSync(createRequire(import.meta.url).resolve('weixin-js-sdk'), 'utf8')
  return `var module = {}\n${source}\nwindow.wx = window.jWeixin = module.exports\n`
}

/** The number below which a share of the numbers is. */
const quantile = (numbers: number[], share: number) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(share * (numbers.length - 1) + 0.5)] ?? Number.NaN

export const median = (numbers: number[]) => quantile(numbers, 0.5)
export const spread = (numbers: number[]): [number, number] => [Math.min(...numbers), Math.max(...numbers)]

/**
 * Ours over theirs, round by round: what the machine does besides changes from round to round, and is much the same
 * for two windows that are opened after each other.
 */
export function pairs(ours: number[], theirs: number[]): { ratio: number; quartiles: [number, number] } {
  const ratios = ours.map((one, round) => one / (theirs[round] ?? Number.NaN))
  return { ratio: median(ratios), quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)] }
}

/** The order of a round: each app comes first, and after each other one, as often as the rest. */
export const inTurn = <One>(all: readonly One[], round: number): One[] => {
  const start = round % all.length
  const turned = [...all.slice(start), ...all.slice(0, start)]
  return round % 2 ? turned.reverse() : turned
}
