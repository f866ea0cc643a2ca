import { type Answer, toAnswer } from './answer.ts'

/**
 * The part of `http.IncomingMessage` that is read. With `undefined`, as Node has it: `exactOptionalPropertyTypes` tells
 * them apart.
 */
export interface NodeRequest {
  method?: string | undefined
  url?: string | undefined
  /** Express's: the whole path, where a router has cut `url`. */
  originalUrl?: string | undefined
  headers: Record<string, string | string[] | undefined>
  /** A TLS socket has `encrypted`. */
  socket?: object | undefined
}

/** The part of `http.ServerResponse` that is used. */
export interface NodeResponse {
  statusCode: number
  readonly headersSent: boolean
  getHeader(name: string): number | string | string[] | undefined
  setHeader(name: string, value: string | string[]): unknown
  end(body?: string | Uint8Array): unknown
}

/** The path and the query as they came. */
export const targetOf = ({ originalUrl, url = '/' }: NodeRequest): string => originalUrl ?? url

/**
 * Node's request as the web's, without a body: nothing here takes one. A `Host` that is none reads as `localhost`, a
 * request line that is no URL as `/`.
 *
 * Throws a `TypeError` where the method is none that a `Request` may have.
 */
export function toRequest(from: NodeRequest): Request {
  const { method = 'GET', headers, socket } = from
  const scheme = socket && 'encrypted' in socket ? 'https' : 'http'
  const { origin } = parse(`${scheme}://${headers.host}`) ?? new URL(`${scheme}://localhost`)
  const target = targetOf(from)
  const url = parse(target.startsWith('/') ? origin + target : target) ?? new URL(origin)
  const request = new Request(url, { method })
  for (const [name, value = []] of Object.entries(headers)) {
    // HTTP/2 has names such as `:path`.
    if (!name.startsWith(':')) for (const one of [value].flat()) append(request.headers, name, one)
  }
  return request
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}

/** A lenient parser lets through what the web's own rules do not. */
function append(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value)
  } catch {
    // Nobody can have meant it.
  }
}

/**
 * Sends an answer beside the headers and the cookies that are set already; nothing, where somebody has answered before.
 */
export function deliver({ status, headers, body }: Answer, to: NodeResponse): void {
  if (to.headersSent) return
  to.statusCode = status
  for (const name in headers) {
    const value = headers[name] ?? ''
    if (name !== 'set-cookie') to.setHeader(name, value)
    else to.setHeader(name, [to.getHeader(name) ?? [], value].flat().map(String))
  }
  to.end(body ?? undefined)
}

/** Sends the web's response as Node's. */
export async function send(response: Response, to: NodeResponse): Promise<void> {
  deliver(await toAnswer(response), to)
}
