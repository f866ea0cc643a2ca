import { inLanguage, languageOf, type Text } from '../knowledge/text.ts'

const NO_STORE = { 'cache-control': 'no-store' }

/** The language of the person in front of the browser. */
export const readerOf = ({ headers }: Request) => languageOf(headers.get('accept-language'))

/** A redirect that no cache keeps. `headers` come along. */
export function redirect(location: string, headers: HeadersInit = {}): Response {
  const all = new Headers(headers)
  all.set('cache-control', 'no-store')
  all.set('location', location)
  return new Response(null, { status: 302, headers: all })
}

const CONTINUE: Text = ['Continue', '继续']

/**
 * Takes the browser to the page. A redirect without a fragment inherits that of the address before, `#wechat_redirect`,
 * on which a hash router would stumble: where the page has none, a browser gets a document that replaces itself.
 */
export function arrive(request: Request, returnTo: string, headers: Headers): Response {
  const isBrowser = request.headers.get('accept')?.includes('text/html')
  if (!isBrowser || returnTo.includes('#')) return redirect(returnTo, headers)
  const all = new Headers(headers)
  all.set('content-type', 'text/html; charset=utf-8')
  all.set('cache-control', 'no-store')
  // The page must not learn the code from `document.referrer`.
  all.set('referrer-policy', 'no-referrer')
  const language = readerOf(request)
  const target = escapeHtml(returnTo)
  const script = `location.replace(${JSON.stringify(returnTo).replace(/</g, '\\u003c')})`
  // The refresh is for a policy that forbids the script; the link, which shows after 2 s, for a browser without both.
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${inLanguage(CONTINUE, language)}</title><meta http-equiv="refresh" content="0;url=${target}"><script>${script}</script>
<style>${STYLE}.button{animation:show 0s 2s both}@keyframes show{from{visibility:hidden}}</style>
<main><a class="button" href="${target}">${inLanguage(CONTINUE, language)}</a></main>`
  return new Response(html, { headers: all })
}

/** For a request that cannot be sent to WeChat: an API call, an image. */
export const loginRequired = () =>
  Response.json(
    { error: { code: 'login-required', message: 'No user is logged in: start the login by a navigation of the page' } },
    { status: 401, headers: NO_STORE },
  )

/** What a page of the login says, and where its links lead. */
export interface Page {
  status: number
  /** For a report: what the developer looks up. */
  code: string
  title: Text
  text: Text
  links: readonly { href: string; label: Text }[]
}

/** A page for a visitor whose login did not end at the page. */
export function pageOf(
  request: Request,
  { status, code, title, text, links }: Page,
  headers = new Headers(),
): Response {
  const language = readerOf(request)
  const say = (one: Text) => escapeHtml(inLanguage(one, language))
  const anchors = links.map(
    ({ href, label }, at) => `<a class="${at === 0 ? 'button' : 'link'}" href="${escapeHtml(href)}">${say(label)}</a>`,
  )
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${say(title)}</title><style>${STYLE}</style>
<main><h1>${say(title)}</h1><p>${say(text)}</p>
${anchors.join('\n')}
<p class="code"><code>${escapeHtml(code)}</code></p></main>`
  const all = new Headers(headers)
  all.set('content-type', 'text/html; charset=utf-8')
  all.set('cache-control', 'no-store')
  all.set('referrer-policy', 'no-referrer')
  return new Response(html, { status, headers: all })
}

/** White on this green reaches 4.5:1; the links are 48 px high. */
const STYLE = `
:root{color-scheme:light dark}
body{margin:0;font:17px/1.6 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC",sans-serif;color:#1a1a1a;background:#fff}
main{max-width:30em;margin:0 auto;padding:18vh 24px 24px;text-align:center}
h1{font-size:22px;line-height:1.4;margin:0 0 12px}p{margin:0 0 32px;text-align:start;color:#4a4a4a}
a{display:block;line-height:48px;border-radius:8px;text-decoration:none}
.button{color:#fff;background:#07803f;font-weight:600}.link{margin-top:8px;color:#07803f}
.code{margin:40px 0 0;text-align:center;font-size:13px;color:#6b6b6b}
@media (prefers-color-scheme:dark){body{color:#eee;background:#191919}p{color:#c4c4c4}.link{color:#4cc98a}.code{color:#9a9a9a}}
`

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const NAVIGATIONS = ['document', 'iframe', 'frame']
const PREFETCH = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']

/**
 * Whether a person will see the answer: only then a redirect to WeChat's page leads anywhere. Clients without
 * `Sec-Fetch-Dest` (iOS before 16.4) ask for images with the wildcard at the end of a list.
 */
export function isNavigation({ method, headers }: Request): boolean {
  const destination = headers.get('sec-fetch-dest')
  if (method !== 'GET' && method !== 'HEAD') return false
  if (PREFETCH.some((name) => /prefetch|preview/i.test(headers.get(name) ?? ''))) return false
  if (destination !== null) return NAVIGATIONS.includes(destination)
  // Android's web view puts the name of its app there.
  if (headers.get('x-requested-with')?.toLowerCase() === 'xmlhttprequest') return false
  const accept = headers.get('accept') ?? '*/*'
  return accept.includes('text/html') || /^\s*\*\/\*/.test(accept)
}
