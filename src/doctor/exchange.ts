/** Bytes of a body that are read; a signature has some 300. */
const MAX_BODY = 65_536
const MAX_HOPS = 5

/** Why there is no answer. */
export type FailureKind = 'unreachable' | 'tls' | 'timeout' | 'redirect-away' | 'redirect-loop' | 'too-large'

/** One request to the backend, and its answer. */
export interface Exchange {
  /** The page's URL that was to be signed. */
  readonly asked: string
  /** The address of the request. */
  readonly request: string
  /** Where it was redirected to. */
  readonly hops: readonly string[]
  /** 0 without an answer. */
  readonly status: number
  header(name: string): string | null
  readonly text: string
  readonly failure?: { readonly kind: FailureKind; readonly detail: string }
  /** Milliseconds since 1970, when the answer arrived. */
  readonly at: number
}

export interface AskOptions {
  fetch: typeof fetch
  now(): number
  timeout: number
  signal?: AbortSignal
}

/** Sends one request and reads a bounded part of the answer. It rejects only when `signal` is aborted. */
export async function ask(
  target: { asked: string; request: string; method?: string; headers?: Record<string, string>; body?: string },
  options: AskOptions,
): Promise<Exchange> {
  const { asked, request, method = 'GET', headers = {}, body } = target
  const controller = new AbortController()
  const stop = () => controller.abort()
  options.signal?.addEventListener('abort', stop)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    stop()
  }, options.timeout)
  const hops: string[] = []
  const base = { asked, request, hops, status: 0, header: () => null, text: '' }
  const fail = (kind: FailureKind, detail: string): Exchange => ({
    ...base,
    failure: { kind, detail },
    at: options.now(),
  })
  try {
    options.signal?.throwIfAborted()
    const response = await follow(request, hops, { method, headers, body, signal: controller.signal }, options)
    if (typeof response === 'string') return fail(response, hops[hops.length - 1] ?? '')
    const text = await readBody(response)
    if (text === undefined) return { ...fail('too-large', ''), status: response.status }
    return {
      ...base,
      status: response.status,
      header: (name) => response.headers.get(name),
      text,
      at: options.now(),
    }
  } catch (error) {
    options.signal?.throwIfAborted()
    return isLate ? fail('timeout', '') : fail(...reasonOf(error))
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', stop)
    controller.abort()
  }
}

/** Follows redirects on the same host by hand: another host receives no request. */
async function follow(
  request: string,
  hops: string[],
  init: RequestInit,
  { fetch }: AskOptions,
): Promise<Response | FailureKind> {
  for (let address = request; ; ) {
    const response = await fetch(address, { ...init, redirect: 'manual' })
    const location = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || location === null) return response
    await response.body?.cancel()
    const next = resolve(location, address)
    hops.push(next?.href ?? location)
    if (!next || !isSameHost(new URL(address), next)) return 'redirect-away'
    if (hops.length > MAX_HOPS || next.href === address) return 'redirect-loop'
    address = next.href
  }
}

function resolve(location: string, base: string): URL | undefined {
  try {
    return new URL(location, base)
  } catch {
    return undefined
  }
}

/** A default port counts as none, so that `http` may lead to `https`. */
const isSameHost = (from: URL, to: URL) =>
  /^https?:$/.test(to.protocol) && from.hostname === to.hostname && from.port === to.port

/** `undefined` when the body is longer than `MAX_BODY`. */
async function readBody(response: Response): Promise<string | undefined> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > MAX_BODY) {
      // Not awaited: a stream may take for ever to close.
      reader.cancel().catch(() => {})
      return undefined
    }
    text += decoder.decode(value, { stream: true })
  }
}

const TLS = /CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL|EPROTO|ALTNAME/

/** What a runtime reports about a connection that failed: its code, where it has one. */
function reasonOf(error: unknown): [FailureKind, string] {
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } }
  const code = String(cause?.code ?? '')
  const words = code || String(cause?.message ?? (error instanceof Error ? error.message : error))
  return [TLS.test(code) ? 'tls' : 'unreachable', words]
}
