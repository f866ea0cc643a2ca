import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type Backend, endpoint, origin, type Question } from './backends.ts'

/** Serves for the length of a test. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A `fetch` for which the shop and its API are at another place. */
export const fetchAt =
  (base: string): typeof fetch =>
  (input, init) =>
    fetch(String(input).replace(/^https:\/\/(shop|api)\.example\.com/, base), init)

function questionOf({ method = '', url = '', headers }: IncomingMessage): Question {
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  return { method, query, address: origin + url, headers, url: new URLSearchParams(query).get('url') ?? undefined }
}

/** Serves one of the backends; resolves with what `diagnose` needs to ask it. */
export async function serveBackend({ create, at = endpoint }: Pick<Backend, 'create' | 'at'>) {
  const answer = create()
  const base = await serve((request, response) => {
    const { status = 200, headers = {}, body } = answer(questionOf(request))
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body)
  })
  return { endpoint: at, fetch: fetchAt(base) }
}
