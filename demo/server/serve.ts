/*
 * `npm run demo:serve`: the built page and the signer on one port. What the build puts into `demo/dist` is all that a machine needs, besides Node and,
 * with `REDIS_URL`, the `redis` package.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { writeFacts } from '../src/facts.ts'
import { isPage } from '../src/paths.ts'
import { type Backend, createBackend } from './backend.ts'
import { check, contradictions } from './check.ts'
import { greeting, printed } from './greeting.ts'
import { createLogins } from './login.ts'
import { toRequest } from './node.ts'
import { openRedis } from './redis.ts'
import { readSettings, type Settings, signaturePath } from './settings.ts'

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

/** The built page, read once: what is not in it cannot be asked for. */
function readFiles(folder: string): Map<string, Uint8Array<ArrayBuffer>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => extname(path))
  return new Map(
    paths.map((path) => [`/${path.replace(/\\/g, '/')}`, new Uint8Array(readFileSync(join(folder, path)))]),
  )
}

function createApp(settings: Settings, backend: Backend) {
  const files = readFiles(fileURLToPath(new URL('../client/', import.meta.url)))
  const page = writeFacts(new TextDecoder().decode(files.get('/index.html')), backend.facts)

  const answerFile = (path: string) => {
    const file = path === '/index.html' ? undefined : files.get(path)
    if (!file) return undefined
    // The names of assets hold a hash of what is in them.
    const lasts = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    const type = types[extname(path)] ?? 'application/octet-stream'
    return new Response(file, { headers: { 'content-type': type, 'cache-control': lasts } })
  }
  // An unknown path gets the page as well: it says so in the visitor's language.
  const answerPage = (path: string) =>
    new Response(page, {
      status: isPage(path) ? 200 : 404,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
    })

  return new Hono<{ Bindings: HttpBindings }>()
    .use(compress())
    .all(signaturePath, ({ env }) => backend.fetch(toRequest(env.incoming, settings)))
    .get('*', ({ req: { path }, notFound }) => answerFile(path) ?? (extname(path) ? notFound() : answerPage(path)))
}

function stop(words: string): never {
  console.error(`  ✗  ${words}`)
  process.exit(1)
}

async function start(): Promise<void> {
  const findings = contradictions(process.env)
  if (findings.some(({ mark }) => mark === '✗')) {
    for (const line of printed(findings)) console.error(`  ${line}`)
    process.exit(1)
  }
  const port = Number(process.env.PORT || 8080)
  const settings = readSettings(process.env, [`http://localhost:${port}/`])
  const { account, redisUrl } = settings
  const shared = account && redisUrl ? await openRedis(redisUrl) : undefined
  const backend = createBackend(settings, shared)
  const logins = createLogins(settings, shared?.store)
  const answer = getRequestListener(createApp(settings, backend).fetch)
  const server = createServer(async (incoming, outgoing) => {
    try {
      if (!(await logins(incoming, outgoing))) await answer(incoming, outgoing)
    } catch {
      // A request line or a `Host` that makes no URL.
      outgoing.writeHead(400).end()
    }
  })
  server.on('error', ({ code, message }: NodeJS.ErrnoException) =>
    stop(code === 'EADDRINUSE' ? `Port ${port} is taken: end what listens there, or set PORT` : message),
  )
  server.listen(port, async () => {
    console.log(`  ➜  Local:   http://localhost:${(server.address() as AddressInfo).port}/`)
    console.log(greeting(settings, [...findings, ...(await check(settings, backend))]))
  })
}

try {
  process.loadEnvFile()
} catch {
  // There need not be a `.env`.
}
start().catch((error: Error) => stop(error.message))
