import { type Answer, toAnswer } from './answer.ts'

/**
 * The part of `http.IncomingMessage` that is read, and of Fastify's request. With `undefined`, as Node has it:
 * `exactOptionalPropertyTypes` tells them apart.
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

/** The part of Fastify's reply that is used. */
export interface FastifyReply {
  readonly sent: boolean
  code(status: number): unknown
  header(name: string, value: string | string[]): unknown
  send(body?: unknown): unknown
}

/** What takes an answer on a server that runs on Node. */
export type NodeReply = NodeResponse | FastifyReply

/** The path and the query as they came. */
export const targetOf = ({ originalUrl, url = '/' }: NodeRequest): string => originalUrl ?? url

/**
 * Node's request as the web's, without a body: no handler here reads one. A missing or malformed `Host` reads as
 * `localhost`, a request line that is not a URL as `/`.
 *
 * Throws a `TypeError` where the method is not one that a `Request` may have.
 */
export function toRequest(from: NodeRequest): Request {
  const { method = 'GET', headers, socket } = from
  const scheme = socket && 'encrypted' in socket ? 'https' : 'http'
  const { host = 'localhost' } = headers
  const { origin } = parse(`${scheme}://${host}`) ?? new URL(`${scheme}://localhost`)
  const target = targetOf(from)
  const url = parse(target.startsWith('/') ? origin + target : target) ?? new URL(origin)
  const request = new Request(url, { method })
  for (const [name, value = []] of Object.entries(headers)) {
    for (const one of [value].flat()) append(request.headers, name, one)
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

/**
 * HTTP/2 has names such as `:path`, and Node's lenient parser accepts values that the web's own rules refuse: these
 * headers are left out.
 */
function append(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value)
  } catch {
    // No handler reads such a header.
  }
}

const has = (value: object, ...names: string[]) =>
  names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function')

const isFastifyReply = (reply: object): reply is FastifyReply => has(reply, 'code', 'header', 'send')

/**
 * Throws a `TypeError` for anything but Node's response or Fastify's reply: an answer that cannot be sent would leave
 * the client waiting, or be an empty 200. `caller` is the function that the message names.
 */
export function checkReply(reply: unknown, caller: string): void {
  if (typeof reply === 'object' && reply !== null) {
    if (has(reply, 'setHeader', 'getHeader', 'end') || isFastifyReply(reply)) return
  }
  throw new TypeError(
    `${caller}(request, response) needs the response of Node's http (in Express res, in Koa and Egg ctx.res with ` +
      "ctx.respond = false) or Fastify's reply. Elsewhere answer with the Response of fetch(request)",
  )
}

/**
 * Sends an answer beside the headers and cookies that are set already; does nothing where the response was sent before.
 */
export function deliver(answer: Answer, to: NodeReply): void {
  if (isFastifyReply(to)) deliverToFastify(answer, to)
  else deliverToNode(answer, to)
}

function deliverToNode({ status, headers, body }: Answer, to: NodeResponse): void {
  if (to.headersSent) return
  to.statusCode = status
  for (const [name, value] of Object.entries(headers)) {
    if (name !== 'set-cookie') to.setHeader(name, value)
    else to.setHeader(name, [to.getHeader(name) ?? [], value].flat().map(String))
  }
  to.end(body ?? undefined)
}

/** By its own methods, so that its hooks run and the cookies and headers that it keeps are sent. */
function deliverToFastify({ status, headers, body }: Answer, to: FastifyReply): void {
  if (to.sent) return
  to.code(status)
  // Fastify adds a cookie to those that are set.
  for (const [name, value] of Object.entries(headers)) to.header(name, value)
  to.send(body === null ? undefined : toBuffer(body))
}

interface NodeGlobals {
  Buffer: { from(body: string | Uint8Array): Uint8Array }
}

/** Fastify, which runs on Node alone, sends a `Buffer` as it is; it might serialise a string or a `Uint8Array` as JSON. */
const toBuffer = (body: string | Uint8Array) => (globalThis as unknown as NodeGlobals).Buffer.from(body)

/** Sends the web's response as Node's or Fastify's. */
export async function send(response: Response, to: NodeReply): Promise<void> {
  deliver(await toAnswer(response), to)
}
