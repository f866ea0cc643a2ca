import { reasonOf, SignerError } from './errors.ts'
import { within } from './time.ts'

/** WeChat's hosts, in the order in which they are asked. */
export const API_URLS = ['https://api.weixin.qq.com', 'https://api2.weixin.qq.com']

export interface UpstreamOptions {
  /** Origins, or addresses with a path and a password where a proxy stands in between. */
  apiUrls: readonly string[]
  fetch: typeof fetch
  /** Milliseconds for one request, up to the end of what `read` reads. */
  timeout: number
}

/** One of `apiUrls`. */
interface Host {
  base: string
  /** How errors name it: the address of a proxy is not disclosed. */
  name: string
  headers: Record<string, string>
}

/** `cache: 'no-store'`: frameworks cache `fetch`, tickets included. Some workers throw on that field. */
function createNoStore(): RequestInit {
  try {
    const init: RequestInit = { cache: 'no-store' }
    new Request('https://api.weixin.qq.com', init)
    return init
  } catch {
    return {}
  }
}

function toHost(url: string, index: number): Host {
  const { origin, hostname, pathname, username, password } = new URL(url)
  // `fetch` refuses a URL with a password.
  const headers = username ? { authorization: `Basic ${btoa(`${decode(username)}:${decode(password)}`)}` } : undefined
  return {
    base: origin + pathname.replace(/\/$/, ''),
    name: /^api\d?\.weixin\.qq\.com$/.test(hostname) ? origin : `apiUrls[${index}]`,
    headers: { ...headers },
  }
}

/** The parts of `apiUrls` that no error may repeat. */
export function secretsOf(apiUrls: readonly string[]): string[] {
  return apiUrls.flatMap((url) => {
    const { hostname, username, password } = new URL(url)
    const isOurs = !hostname.endsWith('.weixin.qq.com')
    return [username, password, ...(isOurs ? [hostname] : [])].flatMap((part) => [part, decode(part)])
  })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Sends a request to the first host that answers at all; to the next one only after a network error, a time-out or a
 * 5xx. `read` turns the response into the result.
 *
 * Rejects with `SignerError` `wechat-unreachable`, or with what `read` throws.
 */
export function createUpstream({ apiUrls, fetch, timeout }: UpstreamOptions) {
  const hosts = apiUrls.map(toHost)
  let noStore: RequestInit | undefined

  return async function send<T>(path: string, init: RequestInit, read: (response: Response) => Promise<T>): Promise<T> {
    noStore ??= createNoStore()
    const reasons: string[] = []
    for (const { base, name, headers } of hosts) {
      try {
        return await within(timeout, async (signal) => {
          const all = { ...headers, ...(init.headers as Record<string, string>) }
          // A redirect would carry the secret elsewhere.
          const response = await fetch(base + path, { ...init, ...noStore, headers: all, redirect: 'manual', signal })
          if (response.status < 500) return await read(response)
          void response.body?.cancel().catch(() => {})
          throw new BadGateway(response.status)
        })
      } catch (error) {
        if (error instanceof SignerError) throw error
        reasons.push(`${name}: ${error instanceof BadGateway ? `HTTP ${error.status}` : reasonOf(error)}`)
      }
    }
    throw new SignerError('wechat-unreachable', `WeChat cannot be reached (${reasons.join('; ')})`)
  }
}

class BadGateway extends Error {
  readonly status: number
  constructor(status: number) {
    super()
    this.status = status
  }
}
