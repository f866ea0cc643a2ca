/** A browser as far as a login concerns it: cookies with their lives and hosts, and a clock. */

interface Kept {
  value: string
  /** The site, or one host for `__Host-`. */
  host: string
  until: number
}

export interface Browser {
  person: string
  keepsCookies: boolean
  cookies: Map<string, Kept>
}

export const createBrowser = (person: string, keepsCookies: boolean): Browser => ({
  person,
  keepsCookies,
  cookies: new Map(),
})

export function requestOf(browser: Browser, url: string, now: number): Request {
  const { hostname } = new URL(url)
  const pairs: string[] = []
  for (const [key, { value, host, until }] of browser.cookies) {
    const name = key.split('@')[0]
    if (until > now && (host === hostname || !host)) pairs.push(`${name}=${value}`)
  }
  const headers = new Headers({ accept: 'text/html,*/*;q=0.8', 'user-agent': 'Android MicroMessenger' })
  if (pairs.length > 0) headers.set('cookie', pairs.join('; '))
  return new Request(url, { headers })
}

export function keep(browser: Browser, url: string, { headers }: Response, now: number): void {
  if (!browser.keepsCookies) return
  const { hostname } = new URL(url)
  for (const cookie of headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    const host = /; Domain=/.test(cookie) ? '' : hostname
    const maxAge = /; Max-Age=(\d+)/.exec(cookie)?.[1]
    const until = maxAge === undefined ? Number.POSITIVE_INFINITY : now + Number(maxAge) * 1000
    browser.cookies.set(`${name}@${host}`, { value, host, until })
  }
}

/** All cookies of logins that one host would get, as bytes of a `Cookie` header. */
export function loginCookiesSize(browser: Browser, hostname: string, now: number): number {
  let size = 0
  for (const [key, { value, host, until }] of browser.cookies) {
    const name = key.split('@')[0] ?? ''
    if (until > now && host === hostname && name.includes('wechat-login-')) size += name.length + value.length + 3
  }
  return size
}
