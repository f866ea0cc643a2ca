import { SignerError } from './errors.ts'

export interface HandlerOptions {
  /**
   * Asked once the URL is known to be allowed: does this request get a signature? Only `true` lets it through; a `Response` is
   * answered in place of the signature (a 429, say), anything else is a 403.
   */
  authorize?(request: Request, asked: { url: string; reason?: string }): AuthorizeResult | Promise<AuthorizeResult>
  /**
   * Answer pages of the allowed origins on other hosts, and their `OPTIONS` requests; `'credentials'` lets them send cookies.
   * Off by default.
   */
  cors?: boolean | 'credentials'
  /** Answer `HEAD` like `GET`, without the body. Off by default. */
  head?: boolean
}

export type AuthorizeResult = boolean | Response

/** What a worker's runtime passes along with the request. */
export interface WorkerContext {
  waitUntil?(work: Promise<unknown>): void
}

interface Inner extends HandlerOptions {
  check(url: unknown): string
  sign(url: string, options: { reason?: string }): Promise<object>
  isAllowed(origin: string): boolean
  idle(): Promise<void>
  onError(error: unknown): void
}

/** `GET ?url=…&reason=…` → the signature as JSON; every refusal is JSON too. It never rejects. */
export function createHandler({ check, sign, isAllowed, idle, onError, authorize, cors = false, head = false }: Inner) {
  const methods = ['GET', ...(head ? ['HEAD'] : []), ...(cors ? ['OPTIONS'] : [])]

  async function answer(request: Request, context: WorkerContext | undefined): Promise<Response> {
    try {
      if (!methods.includes(request.method)) {
        throw new SignerError('method-not-allowed', `Only ${methods.join(', ')} is answered here`)
      }
      if (request.method === 'OPTIONS')
        return new Response(null, { status: 204, headers: { allow: methods.join(', ') } })
      const { url, reason } = readQuery(request.url)
      const page = check(url)
      const verdict = authorize ? await authorize(request, { url: page, reason }) : true
      if (verdict instanceof Response) return verdict
      if (verdict !== true) throw new SignerError('not-authorized', 'This request may not have a signature')
      const signing = sign(page, { reason })
      // Or a worker's runtime would stop a refresh as soon as this response is out.
      context?.waitUntil?.(idle())
      return json(200, await signing)
    } catch (error) {
      return refuse(error)
    }
  }

  function refuse(error: unknown): Response {
    const known = error instanceof SignerError ? error : new SignerError('internal-error', 'The signer failed')
    if (known.status >= 500) onError(error)
    const response = json(known.status, { error: { code: known.code, message: known.message } })
    if (known.code === 'method-not-allowed') response.headers.set('allow', methods.join(', '))
    return response
  }

  function withCors(request: Request, response: Response): Response {
    const origin = request.headers.get('origin')
    const headers = new Headers(response.headers)
    headers.append('vary', 'Origin')
    if (origin && isAllowed(origin)) {
      headers.set('access-control-allow-origin', origin)
      if (cors === 'credentials') headers.set('access-control-allow-credentials', 'true')
      const wanted = request.headers.get('access-control-request-headers')
      if (wanted) headers.set('access-control-allow-headers', wanted)
    }
    return new Response(response.body, { status: response.status, headers })
  }

  if (!cors && !head) return (request: Request, _?: unknown, context?: WorkerContext) => answer(request, context)
  return async (request: Request, _?: unknown, context?: WorkerContext): Promise<Response> => {
    const response = await answer(request, context)
    const open = cors ? withCors(request, response) : response
    return request.method === 'HEAD' ? new Response(null, open) : open
  }
}

/** `url` is missing when there are two: nobody can tell which one was meant. */
function readQuery(address: string): { url?: string; reason?: string } {
  const at = address.indexOf('?')
  const query = new URLSearchParams(at < 0 ? '' : address.slice(at))
  const [url, ...more] = query.getAll('url')
  return { url: more.length ? undefined : url, reason: query.get('reason') ?? undefined }
}

const json = (status: number, body: object) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
