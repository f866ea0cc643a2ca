import { createSigner, memoryStore, type Signer, type SignerStore } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'
import type { PageFacts } from '../src/facts.ts'
import { limitPerClient } from './limit.ts'
import type { Settings } from './settings.ts'

/** The demo's server, whatever carries its requests. */
export interface Backend {
  /** Tells the page what it has to know. Nothing in it is secret. */
  readonly facts: PageFacts
  /** Answers `GET /api/wechat/signature?url=…`. */
  fetch(request: Request): Promise<Response>
  /** The same for Node. */
  readonly node: Signer['node']
  /** Signs as `fetch` does, for the check at the start. */
  readonly sign: Signer['sign']
}

/** The official account in the sandbox. */
const sandboxAppId = 'wx0123456789abcdef'

/**
 * A signer over WeChat itself where there are credentials, otherwise over a fake of WeChat's HTTP API.
 *
 * @param shared.store where the ticket is kept; `shared.redis`: where the requests of each client are counted. Default:
 * in this process.
 */
export function createBackend(
  { account, allowedOrigins, address }: Settings,
  { store, redis }: { store?: SignerStore; redis?: object } = {},
): Backend {
  if (!account) return sandboxBackend()
  const authorize = limitPerClient(redis)
  const signer = createSigner({ ...account, allowedOrigins, authorize, ...(store && { store }) })
  return { facts: { address }, fetch: signer.fetch, node: signer.node, sign: signer.sign }
}

function sandboxBackend(): Backend {
  const account = { appId: sandboxAppId, appSecret: crypto.randomUUID() }
  // Its clock stands still: the page knows the ticket, so it must not change under an open page.
  const wechatApi = createFakeWechatApi({ ...account, now: () => 0 })
  const shared = { ...account, store: memoryStore(), fetch: wechatApi.fetch }
  // A made-up ticket may sign any page: any host that leads here, through a tunnel or a forwarded port.
  const signerFor = (url: string) => {
    const { host } = new URL(url)
    // As browsers spell an origin: without the default port of its scheme.
    const allowedOrigins = ['http', 'https'].map((scheme) => new URL(`${scheme}://${host}`).origin)
    return createSigner({ ...shared, allowedOrigins })
  }
  const urlOf = (host = 'localhost') => (URL.canParse(`http://${host}`) ? `http://${host}` : 'http://localhost')
  return {
    facts: { sandbox: { appId: sandboxAppId, ticket: wechatApi.ticket } },
    fetch: (request) => signerFor(request.url).fetch(request),
    node: (request, response) => signerFor(urlOf(request.headers.host?.toString())).node(request, response),
    sign: (url) => signerFor(url).sign(url),
  }
}
