import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { writeFacts } from '../src/facts.ts'
import { isPage } from '../src/paths.ts'
import type { Backend } from './backend.ts'

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

/** Serves the page that is built in this folder. */
export function createApp(folder: string, { facts }: Backend) {
  const files = readFiles(folder)
  const page = writeFacts(new TextDecoder().decode(files.get('/index.html')), facts)

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

  return new Hono()
    .use(compress())
    .get('*', ({ req: { path }, notFound }) => answerFile(path) ?? (extname(path) ? notFound() : answerPage(path)))
}
