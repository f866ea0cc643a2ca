/** The part of `http.IncomingMessage` that is read. */
export interface NodeRequest {
  method?: string
  url?: string
  /** Express's: the whole path, where a router has cut `url`. */
  originalUrl?: string
  headers: Record<string, string | string[] | undefined>
  socket?: { encrypted?: boolean }
}

/** The part of `http.ServerResponse` that is used. */
export interface NodeResponse {
  statusCode: number
  readonly headersSent: boolean
  getHeader(name: string): number | string | string[] | undefined
  setHeader(name: string, value: string | string[]): unknown
  end(body?: Uint8Array): unknown
}

/**
 * Node's request as the web's, without a body: nothing here takes one.
 *
 * Throws a `TypeError` where a `Host` or a request line makes no URL, or the method is none that a `Request` may have.
 */
export function toRequest({ method = 'GET', url = '/', originalUrl, headers, socket }: NodeRequest): Request {
  const base = new URL(`${socket?.encrypted ? 'https' : 'http'}://${headers.host ?? 'localhost'}`)
  const path = originalUrl ?? url
  const request = new Request(new URL(path.startsWith('/') ? base.origin + path : path, base), { method })
  for (const [name, value = []] of Object.entries(headers)) {
    // HTTP/2 has names such as `:path`.
    if (!name.startsWith(':')) for (const one of [value].flat()) request.headers.append(name, one)
  }
  return request
}

/** Sends the web's response as Node's, beside the headers and the cookies that are set already. */
export async function send(answer: Response, to: NodeResponse): Promise<void> {
  const body = new Uint8Array(await answer.arrayBuffer())
  to.statusCode = answer.status
  answer.headers.forEach((value, name) => {
    if (name !== 'set-cookie') to.setHeader(name, value)
  })
  const cookies = answer.headers.getSetCookie()
  const before = [to.getHeader('set-cookie') ?? []].flat().map(String)
  if (cookies.length > 0) to.setHeader('set-cookie', [...before, ...cookies])
  to.end(body)
}
