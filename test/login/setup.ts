import { createLogin, type LoginOptions } from 'wechat-ready/login'
import { createFakeWechatApi, type FakeWechatApiOptions } from 'wechat-ready/testing'

export const appId = 'wx0123456789abcdef'
export const appSecret = '0123456789abcdef0123456789abcdef'
export const stateSecret = 'a-state-secret-of-some-length-0123456789'
export const callbackUrl = 'https://shop.example.com/login/callback'
export const page = 'https://shop.example.com/things/7?from=timeline'

export const options = {
  appId,
  appSecret,
  stateSecret,
  callbackUrl,
  allowedOrigins: ['https://shop.example.com', 'https://*.example.org'],
}

/** A login over the fake API, on one clock that `api.advance` turns, and what it told `onError`. */
export function createPair(more: Partial<LoginOptions> = {}, apiOptions: Partial<FakeWechatApiOptions> = {}) {
  const api = createFakeWechatApi({ appId, appSecret, now: () => 1_700_000_000_000, ...apiOptions })
  const errors: unknown[] = []
  const login = createLogin({
    ...options,
    fetch: api.fetch,
    now: api.now,
    onError: (error) => errors.push(error),
    ...more,
  })
  /** How often a code was brought to WeChat. */
  const exchanges = () => api.requests.filter(({ path }) => path === '/sns/oauth2/access_token').length
  return { api, login, errors, exchanges }
}

type Api = Pick<ReturnType<typeof createFakeWechatApi>, 'fetch'>

/** A browser as far as a login concerns it: it keeps cookies, and follows WeChat's redirect. */
export function createBrowser(jar = new Map<string, string>()) {
  return {
    jar,
    request: (url: string, init: RequestInit = {}) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      return new Request(url, { ...init, headers: { ...(cookie && { cookie }), ...init.headers } })
    },
    keep({ headers }: { headers: Headers }): void {
      for (const cookie of headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        if (/; Max-Age=0/.test(cookie)) jar.delete(name)
        else jar.set(name, value)
      }
    },
    /** Goes where a start sends it, and returns the address at which WeChat sends it back. */
    async authorize(api: Api, start: Response): Promise<string> {
      this.keep(start)
      const answer = await api.fetch(String(start.headers.get('location')))
      return String(answer.headers.get('location'))
    },
  }
}
