/*
 * `npm run demo:serve`: the built pages and the signer on one port. What the build puts into `demo/dist` is all that a machine needs, besides Node and,
 * with `REDIS_URL`, the `redis` package.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { redisStore } from 'wechat-ready/redis'
import { writeFacts } from '../src/facts.ts'
import { createBackend } from './backend.ts'
import { check } from './check.ts'
import { greeting } from './greeting.ts'
import { createLogins } from './login.ts'
import { send, toRequest } from './node.ts'
import { readSettings, signaturePath } from './settings.ts'

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

/** The built pages, read once: what is not in it cannot be asked for. */
function readFiles(folder: string): Map<string, Uint8Array<ArrayBuffer>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => extname(path))
  return new Map(
    paths.map((path) => [`/${path.replace(/\\/g, '/')}`, new Uint8Array(readFileSync(join(folder, path)))]),
  )
}

async function openRedis(url: string) {
  const { createClient } = await import('redis')
  const client = createClient({ url })
  client.on('error', ({ code, name }) => console.error(`Redis: ${code ?? name}`))
  await client.connect()
  return { store: redisStore(client), redis: client }
}

try {
  process.loadEnvFile()
} catch {
  // There need not be a `.env`.
}
const port = Number(process.env.PORT || 8080)
const settings = readSettings(process.env, [`http://localhost:${port}/`])
const { account, redisUrl } = settings
const shared = account && redisUrl ? await openRedis(redisUrl) : undefined
const backend = createBackend(settings, shared)
const logins = createLogins(settings, shared?.store)

const files = readFiles(fileURLToPath(new URL('../client/', import.meta.url)))
const page = writeFacts(new TextDecoder().decode(files.get('/index.html')), backend.facts)

function answer(request: Request): Response | Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === signaturePath) return backend.fetch(request)
  const file = pathname.endsWith('.html') ? undefined : files.get(pathname)
  if (!file && !/^(\.html)?$/.test(extname(pathname))) return new Response('Not found', { status: 404 })
  const headers = {
    'content-type': types[file ? extname(pathname) : '.html'] ?? 'application/octet-stream',
    // The names of assets hold a hash of what is in them.
    'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
  // Every other path is a route of the app.
  return new Response(file ?? page, { headers })
}

createServer(async (incoming, outgoing) => {
  try {
    if (!(await logins(incoming, outgoing))) await send(await answer(toRequest(incoming)), outgoing)
  } catch {
    // A request line or a `Host` that makes no URL.
    outgoing.writeHead(400).end()
  }
}).listen(port, async () => {
  console.log(`  ➜  Local:   http://localhost:${port}/`)
  console.log(greeting(settings, await check(settings, backend)))
})
