import type { FakeWechatApi } from './wechat-api.ts'

/** The part of msw's `http` that is needed. */
interface Http<Handler> {
  all(path: string, answer: (context: { request: Request }) => Promise<Response>): Handler
}

/**
 * The fake HTTP API as handlers for msw, for code that brings its own HTTP client. `api` answers every request to a host
 * of `weixin.qq.com`.
 *
 * @param http msw's own `http`
 */
export const fakeWechatHandlers = <Handler>(http: Http<Handler>, api: Pick<FakeWechatApi, 'fetch'>): Handler[] => [
  http.all('https://*.weixin.qq.com/*', ({ request }) => api.fetch(request)),
]
