import type { LoginError } from './errors.ts'

const NO_STORE = { 'cache-control': 'no-store' }

/** A redirect that nobody keeps. `headers` come along. */
export function redirect(location: string, headers: HeadersInit = {}): Response {
  const all = new Headers(headers)
  all.set('cache-control', 'no-store')
  all.set('location', location)
  return new Response(null, { status: 302, headers: all })
}

/**
 * Takes the browser to the page. A redirect without a fragment inherits that of the address before, `#wechat_redirect`,
 * on which a hash router would stumble: where the page has none, a browser gets a document that replaces itself.
 */
export function arrive(request: Request, returnTo: string, headers: Headers): Response {
  const isBrowser = request.headers.get('accept')?.includes('text/html')
  if (!isBrowser || returnTo.includes('#')) return redirect(returnTo, headers)
  const all = new Headers(headers)
  all.set('content-type', 'text/html; charset=utf-8')
  // The page must not learn the code from `document.referrer`.
  all.set('referrer-policy', 'no-referrer')
  const script = `location.replace(${JSON.stringify(returnTo).replace(/</g, '\\u003c')})`
  // The refresh is for a policy that forbids the script.
  const html = `<!doctype html><meta http-equiv="refresh" content="0;url=${escapeHtml(returnTo)}"><script>${script}</script>`
  return new Response(html, { headers: all })
}

/** For a request that cannot be sent to WeChat: an API call, an image. */
export const loginRequired = () =>
  Response.json(
    { error: { code: 'login-required', message: 'Nobody is logged in: start the login by a navigation of the page' } },
    { status: 401, headers: NO_STORE },
  )

/** What a person sees who cannot be logged in. */
export function failurePage({ status, code, message, returnTo }: LoginError): Response {
  const again = returnTo ? `<p><a href="${escapeHtml(returnTo)}">Try again / 重试</a></p>` : ''
  const html = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Login failed / 登录失败</title>
<body style="font:16px/1.6 system-ui;max-width:36em;margin:15vh auto;padding:0 1em">
<h1 style="font-size:1.4em">Login failed / 登录失败</h1><p>${escapeHtml(message)}</p>
<p><code>${code}</code></p>${again}`
  return new Response(html, { status, headers: { ...NO_STORE, 'content-type': 'text/html; charset=utf-8' } })
}

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

/** Whether a browser shows what it is answered: only then a redirect to WeChat's page leads anywhere. */
export function isNavigation({ method, headers }: Request): boolean {
  const destination = headers.get('sec-fetch-dest')
  if (method !== 'GET' && method !== 'HEAD') return false
  if (destination !== null) return ['document', 'iframe', 'frame'].includes(destination)
  // Android's web view puts the name of its app there.
  if (headers.get('x-requested-with')?.toLowerCase() === 'xmlhttprequest') return false
  const accept = headers.get('accept') ?? '*/*'
  return accept.includes('text/html') || accept.includes('*/*')
}
