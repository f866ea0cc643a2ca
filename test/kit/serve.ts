import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { Readable } from 'node:stream'

/** `Response.error()` cuts the connection; a promise that never settles leaves it hanging until the server closes. */
export type Handler = (request: Request) => Response | Promise<Response>

export interface ServeOptions {
  /** A folder of built files; every path that is no file of it gets its `index.html`. */
  root: string
  /** What a path answers instead, exact path without query. May be changed while the server runs. */
  routes?: Record<string, Handler>
  /** HTML put first into every page's `<head>`. May be changed while the server runs. */
  head?: string
  /** HTML put before even that, for as long as the server runs. */
  scripts?: string
  /** Awaited before a path is answered: a slow network. */
  hold?: (pathname: string) => Promise<unknown> | undefined
}

export interface TestServer {
  /** `http://127.0.0.1:<port>`: a secure context to both engines. */
  origin: string
  routes: Record<string, Handler>
  head: string
  /** Everything that was asked for: the method, a space, path and query byte for byte. */
  requests: string[]
  close(): Promise<void>
}

/** A server for one test, on a port of its own. */
export async function serve({ root, routes = {}, head = '', scripts = '', hold }: ServeOptions): Promise<TestServer> {
  const http = createServer((incoming, outgoing) => {
    server.requests.push(`${incoming.method} ${incoming.url}`)
    const request = toRequest(incoming, server.origin)
    Promise.resolve(hold?.(new URL(request.url).pathname))
      .then(() => answer(request, { root, scripts, ...server }))
      .catch((error: unknown) => new Response(String(error), { status: 500 }))
      .then((response) => send(response, outgoing))
      // The page went away while it was being answered.
      .catch(() => outgoing.destroy())
  })
  const port = await new Promise<number>((resolve, reject) => {
    http.once('error', reject)
    http.listen(0, '127.0.0.1', () => {
      const address = http.address()
      if (address && typeof address === 'object') resolve(address.port)
    })
  })
  const server: TestServer = {
    origin: `http://127.0.0.1:${port}`,
    routes,
    head,
    requests: [],
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
  return server
}

async function answer(request: Request, options: Required<Omit<ServeOptions, 'hold'>>): Promise<Response> {
  const { root, routes, head, scripts } = options
  const { pathname } = new URL(request.url)
  const route = routes[pathname]
  if (route) return route(request)
  const type = types[extname(pathname)]
  if (type) return file(join(root, pathname), type)
  const page = await readFile(join(root, 'index.html'), 'utf8')
  return html(page.replace('<head>', `<head>${scripts}${head}`))
}

/** A page as the test server sends it. */
export function html(page: string): Response {
  return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' } })
}

async function file(path: string, type: string): Promise<Response> {
  const body = await readFile(path).catch(() => undefined)
  if (!body) return new Response('not found', { status: 404 })
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } })
}

const types: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

function toRequest(incoming: IncomingMessage, origin: string): Request {
  const { method = 'GET', url = '/' } = incoming
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
  const body = method === 'GET' || method === 'HEAD' ? undefined : (Readable.toWeb(incoming) as ReadableStream)
  return new Request(origin + url, { method, headers, body, duplex: 'half' } as RequestInit)
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  if (response.type === 'error') return void outgoing.destroy()
  outgoing.writeHead(response.status, Object.fromEntries(response.headers)).flushHeaders()
  for await (const chunk of response.body ?? []) outgoing.write(chunk)
  outgoing.end()
}
