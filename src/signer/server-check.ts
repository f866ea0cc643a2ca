import { verifyServer } from './sign.ts'

/**
 * The platform's check of the server's address (服务器配置): answers the `echostr` of a request that is WeChat's, 403
 * otherwise. `token` is the one typed into the platform's server settings.
 *
 * Throws a `TypeError` when the token is missing.
 * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Access_Overview.html
 */
export function serverCheck({ token }: { token: string }): (request: Request) => Promise<Response> {
  if (typeof token !== 'string' || token === '') throw new TypeError('"token" must be the token of the server settings')

  return async ({ method, url }) => {
    if (method !== 'GET') return text(405, '', { allow: 'GET' })
    const query = new URL(url).searchParams
    const [signature, timestamp, nonce] = ['signature', 'timestamp', 'nonce'].map((name) => query.get(name))
    const isGenuine = await verifyServer({ token, signature, timestamp, nonce })
    return isGenuine ? text(200, query.get('echostr') ?? '') : text(403, '')
  }
}

const text = (status: number, body: string, more?: Record<string, string>) =>
  new Response(body, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...more,
    },
  })
