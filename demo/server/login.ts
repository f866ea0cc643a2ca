import type { IncomingMessage, ServerResponse } from 'node:http'
import { createLogin, type Login, type Visitor } from 'wechat-ready/login'
import { memoryStore, type SignerStore } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { loginPath, type Me, mePath } from '../src/login.ts'
import type { Settings } from './settings.ts'

const callbackPath = `${loginPath}/callback`
/** WeChat's own page in the sandbox. */
const authorizePath = '/sandbox/authorize'
const cookieName = 'demo-session'

/** Seconds. */
const SESSION = 24 * 60 * 60

/**
 * Logs visitors in, and tells the page who they are. What an app has of its own is here as well: a session, in this
 * process's memory.
 *
 * @returns a handler that answers the paths of the login, and tells whether it has answered
 */
export function createLogins({ account, address, allowedOrigins }: Settings, store: SignerStore = memoryStore()) {
  const sessions = new Map<string, Visitor & { until: number }>()
  const sandbox = { appId: 'wx0123456789abcdef', appSecret: crypto.randomUUID() }
  const wechat = createFakeWechatApi({ ...sandbox, visitor: { nickname: 'Demo 小明' } })
  const shared = { stateSecret: crypto.randomUUID() + crypto.randomUUID(), store }
  const real = account && address && { ...account, allowedOrigins, callbackUrl: new URL(callbackPath, address).href }

  /** Whatever address leads here may log in to the sandbox: through a tunnel or a forwarded port. */
  function loginFor({ headers }: IncomingMessage): Login {
    if (real) return createLogin({ ...shared, ...real })
    const scheme = String(headers['x-forwarded-proto'] ?? 'http') === 'https' ? 'https' : 'http'
    const { origin } = new URL(`${scheme}://${headers.host ?? 'localhost'}`)
    return createLogin({
      ...shared,
      ...sandbox,
      allowedOrigins: [origin],
      callbackUrl: origin + callbackPath,
      authorizeUrl: origin + authorizePath,
      fetch: wechat.fetch,
    })
  }

  function begin(visitor: Visitor, response: ServerResponse): void {
    for (const [id, { until }] of sessions) if (Date.now() > until) sessions.delete(id)
    const id = crypto.randomUUID()
    sessions.set(id, { ...visitor, until: Date.now() + SESSION * 1000 })
    response.setHeader('set-cookie', `${cookieName}=${id}; Path=/; Max-Age=${SESSION}; HttpOnly; SameSite=Lax`)
  }

  function me({ method, headers }: IncomingMessage, response: ServerResponse): void {
    const id = new RegExp(`\\b${cookieName}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1] ?? ''
    if (method === 'DELETE') sessions.delete(id)
    const { openid, snapshot, user } = sessions.get(id) ?? {}
    const answer: Me = openid ? { openid, snapshot: snapshot === true, ...(user && { user }) } : null
    response.setHeader('content-type', 'application/json')
    response.setHeader('cache-control', 'no-store')
    response.end(JSON.stringify(answer))
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const [path, query = ''] = request.url?.split('?') ?? []
    if (path === mePath) me(request, response)
    else if (path === loginPath || path === callbackPath) {
      await loginFor(request).node(request, response, (visitor) => begin(visitor, response))
    } else if (path === authorizePath && !real) {
      const page = await wechat.fetch(`https://open.weixin.qq.com/connect/oauth2/authorize?${query}`)
      response.writeHead(page.status, Object.fromEntries(page.headers)).end(await page.text())
    } else return false
    return true
  }
}
