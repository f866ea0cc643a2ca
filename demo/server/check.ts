import type { Backend } from './backend.ts'
import type { Settings } from './settings.ts'

/** One line of the report: it is well, it is not, or it has to be looked at by a person. */
export interface Finding {
  readonly mark: '✓' | '✗' | '!'
  readonly text: string
}

/** What has to be set before anything can be tried; empty when all is there. */
export function missing(environment: Readonly<Record<string, string | undefined>>): Finding[] {
  return ['WECHAT_APP_ID', 'WECHAT_APP_SECRET']
    .filter((name) => !environment[name])
    .map((name) => ({ mark: '✗', text: `${name} is not set: copy .env.example to .env and fill it in` }))
}

/** Tries the credentials before anybody opens a page, and says in words what is wrong with them. */
export async function check({ account, allowedOrigins, address }: Settings, backend: Backend): Promise<Finding[]> {
  if (!account) return []
  const page = address ?? `${allowedOrigins[0]?.replace('*.', 'www.')}/`
  const credentials = await backend.sign(page).then(
    (): Finding => ({ mark: '✓', text: `WeChat has given a ticket to ${account.appId}` }),
    (error: Error): Finding => ({ mark: '✗', text: error.message }),
  )
  return [credentials, domain(new URL(page))]
}

/** WeChat has no API that tells the JS-safe domains: all one can do is look at the page's own. */
function domain({ hostname, port, origin }: URL): Finding {
  const isAddress = /^[\d.]+$|^\[/.test(hostname) || hostname === 'localhost'
  if (isAddress || port) {
    const what = isAddress ? 'is not a domain' : 'has a port'
    return {
      mark: '!',
      text: `${origin} ${what}: WeChat may refuse it as "invalid url domain". Set WECHAT_ALLOWED_ORIGINS to where the page is opened`,
    }
  }
  return {
    mark: '!',
    text: `See that ${hostname} is on the list of JS-safe domains (公众号设置 > 功能设置 > JS接口安全域名): WeChat does not tell`,
  }
}
