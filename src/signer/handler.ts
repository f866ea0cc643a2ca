import { type Answer, jsonAnswer, toAnswer, toResponse } from './answer.ts'
import { SignerError } from './errors.ts'
import { deliver, type NodeRequest, type NodeResponse, targetOf, toRequest } from './node.ts'
import { type Asked, readQuery } from './query.ts'

export interface HandlerOptions {
  /**
   * Asked once the URL is known to be allowed: does this request get a signature? Only `true` lets it through; a
   * `Response` is answered in place of the signature (a 429, say), anything else is a 403.
   */
  authorize?(request: Request, asked: { url: string; reason?: string }): AuthorizeResult | Promise<AuthorizeResult>
  /**
   * Answer pages of the allowed origins on other hosts, and their `OPTIONS` requests; `'credentials'` lets them send
   * cookies. Off by default.
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
  /** The URL that may be signed; throws where it may not. */
  check(url: string): string
  /** Signs what `check` has let through. */
  sign(asked: Asked): Promise<object>
  isAllowed(origin: string): boolean
  idle(): Promise<void>
  onError(error: unknown): void
}

/** A request of either world, as far as it is asked about. */
interface Incoming {
  method: string
  /** With the query as it came. */
  address: string
  header(name: string): string | null
  /** For `authorize` alone. */
  toRequest(): Request
  context?: WorkerContext
}

/**
 * `GET ?url=…&reason=…` → the signature as JSON; every refusal is JSON too. Neither `fetch` nor `node` ever rejects.
 */
export function createHandler(options: Inner) {
  const { check, sign, isAllowed, idle, onError, authorize, cors = false, head = false } = options
  const methods = ['GET', ...(head ? ['HEAD'] : []), ...(cors ? ['OPTIONS'] : [])]
  const verdicts = createVerdicts()

  async function respond(incoming: Incoming): Promise<Answer> {
    const { method, address, context } = incoming
    if (!methods.includes(method)) {
      throw new SignerError('method-not-allowed', `Only ${methods.join(', ')} is answered here`)
    }
    if (method === 'OPTIONS') return { status: 204, headers: { allow: methods.join(', ') }, body: null }
    const { url: askedUrl, reason } = readQuery(address)
    const asked = { url: check(askedUrl), reason }
    const verdict = authorize ? await authorize(incoming.toRequest(), asked) : true
    if (verdict instanceof Response) return verdicts.toAnswer(verdict)
    if (verdict !== true) throw new SignerError('not-authorized', 'This request may not have a signature')
    const signing = sign(asked)
    if (context) keepAlive(context)
    return jsonAnswer(200, await signing)
  }

  /** A worker's runtime would stop a refresh as soon as the response is out. */
  function keepAlive(context: WorkerContext): void {
    try {
      context.waitUntil?.(idle())
    } catch (error) {
      onError(error)
    }
  }

  function refuse(error: unknown): Answer {
    const known = error instanceof SignerError ? error : new SignerError('internal-error', 'The signer failed')
    if (known.status >= 500) onError(error)
    const answer = jsonAnswer(known.status, { error: { code: known.code, message: known.message } })
    if (known.code !== 'method-not-allowed') return answer
    return { ...answer, headers: { ...answer.headers, allow: methods.join(', ') } }
  }

  function withCors(incoming: Incoming, answer: Answer): Answer {
    const origin = incoming.header('origin')
    const headers: Answer['headers'] = { ...answer.headers }
    headers.vary = headers.vary ? `${headers.vary}, Origin` : 'Origin'
    if (origin && isAllowed(origin)) {
      headers['access-control-allow-origin'] = origin
      if (cors === 'credentials') headers['access-control-allow-credentials'] = 'true'
      const wanted = incoming.header('access-control-request-headers')
      if (wanted) headers['access-control-allow-headers'] = wanted
    }
    return { ...answer, headers }
  }

  async function answer(incoming: Incoming): Promise<Answer> {
    const plain = await respond(incoming).catch(refuse)
    const open = cors ? withCors(incoming, plain) : plain
    return incoming.method === 'HEAD' ? { ...open, body: null } : open
  }

  return {
    async fetch(request: Request, _?: unknown, context?: WorkerContext): Promise<Response> {
      try {
        const header = (name: string) => request.headers.get(name)
        const { method, url: address } = request
        return toResponse(await answer({ method, address, header, toRequest: () => request, context }))
      } catch (error) {
        return toResponse(refuse(error))
      }
    },

    async node(request: NodeRequest, response: NodeResponse): Promise<void> {
      try {
        const header = (name: string) => request.headers[name]?.toString() ?? null
        const { method = 'GET' } = request
        deliver(
          await answer({ method, address: targetOf(request), header, toRequest: () => toRequest(request) }),
          response,
        )
      } catch (error) {
        // What is set on the response already cannot be sent, or the response is not Node's.
        onError(error)
      }
    },
  }
}

/** A hook may hand out one `Response` again and again; its body can be read once. */
function createVerdicts() {
  const known = new WeakMap<Response, Promise<Answer>>()
  return {
    toAnswer(response: Response): Promise<Answer> {
      const answer = known.get(response) ?? toAnswer(response)
      known.set(response, answer)
      return answer
    },
  }
}
