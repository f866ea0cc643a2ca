import { type Answer, jsonAnswer, toAnswer, toResponse } from '../server/answer.ts'
import { SignerError } from '../server/errors.ts'
import { checkReply, deliver, type NodeReply, type NodeRequest, targetOf, toRequest } from '../server/node.ts'
import { readQuery } from './query.ts'

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

/** What a worker's runtime passes with the request. */
export interface WorkerContext {
  waitUntil?(work: Promise<unknown>): void
}

/** The signature, or the `Response` that `authorize` answers in its place. */
export type AuthorizeAndSign = (
  asked: { url: unknown; reason?: string },
  request: () => Request,
) => Promise<object | Response>

export interface HttpOptions extends Pick<HandlerOptions, 'cors' | 'head'> {
  /** Matches the allowed origins. */
  allowed: RegExp
  /** Resolves when nothing is fetched in the background. */
  idle: () => Promise<void>
  onError: (error: unknown) => void
}

/** The parts of a web or Node request that are read. */
interface Incoming {
  method: string
  /** With the query as it came. */
  address: string
  header(name: string): string | null
  /** For `authorize` alone. */
  toRequest(): Request
  context?: WorkerContext
}

/** For how long a browser may keep the answer to a preflight, in seconds. */
const PREFLIGHT_MAX_AGE = '600'

/**
 * `GET ?url=…&reason=…` → the signature as JSON; every refusal is JSON too. Neither `fetch` nor `node` rejects, but for
 * a response that `node` cannot answer with.
 */
export function createHandler(authorizeAndSign: AuthorizeAndSign, options: HttpOptions) {
  const { allowed, idle, onError, cors = false, head = false } = options
  const methods = ['GET', ...(head ? ['HEAD'] : []), ...(cors ? ['OPTIONS'] : [])]
  const readOnce = createReader()

  async function respond({ method, address, toRequest, context }: Incoming): Promise<Answer> {
    if (!methods.includes(method)) {
      throw new SignerError('method-not-allowed', `Only ${methods.join(', ')} is answered here`)
    }
    if (method === 'OPTIONS') return { status: 204, headers: { allow: methods.join(', ') }, body: null }
    const signing = authorizeAndSign(readQuery(address), toRequest)
    if (context) keepAlive(context, signing)
    const signed = await signing
    return signed instanceof Response ? readOnce(signed) : jsonAnswer(200, signed)
  }

  /** A worker's runtime would stop a background refresh as soon as the response is sent. */
  function keepAlive(context: WorkerContext, signing: Promise<unknown>): void {
    try {
      context.waitUntil?.(signing.then(idle, idle))
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
    if (origin && allowed.test(origin)) {
      headers['access-control-allow-origin'] = origin
      if (cors === 'credentials') headers['access-control-allow-credentials'] = 'true'
      const wanted = incoming.header('access-control-request-headers')
      if (wanted) headers['access-control-allow-headers'] = wanted
      if (incoming.method === 'OPTIONS') headers['access-control-max-age'] = PREFLIGHT_MAX_AGE
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

    async node(request: NodeRequest, response: NodeReply): Promise<void> {
      checkReply(response, 'signer.node')
      try {
        const header = (name: string) => request.headers[name]?.toString() ?? null
        const { method = 'GET' } = request
        deliver(
          await answer({ method, address: targetOf(request), header, toRequest: () => toRequest(request) }),
          response,
        )
      } catch (error) {
        // The response was sent by other code meanwhile, or a header that is set already cannot be sent.
        onError(error)
      }
    },
  }
}

/** Reads each `Response` once: a hook may return the same one again and again. */
function createReader(): (response: Response) => Promise<Answer> {
  const known = new WeakMap<Response, Promise<Answer>>()
  return (response) => {
    const answer = known.get(response) ?? toAnswer(response)
    known.set(response, answer)
    return answer
  }
}
