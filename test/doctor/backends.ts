import { createHash } from 'node:crypto'
import type { FindingName } from 'wechat-ready/doctor'

export const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg'
export const appId = 'wx0123456789abcdef'
export const origin = 'https://shop.example.com'
export const page = `${origin}/things/7`
export const endpoint = `${origin}/api/wechat/signature`

/** A request, as a framework hands it over. */
export interface Question {
  method: string
  /** What follows the `?`, as it came. */
  query: string
  /** The address that the backend believes to have. */
  address: string
  headers: Record<string, string | string[] | undefined>
  /** The parameter `url`, decoded once. */
  url: string | undefined
}

export interface Reply {
  status?: number
  headers?: Record<string, string>
  body?: string | Buffer
}

/** A small backend, and what the doctor must say of it: `finds` by name, nothing else. */
export interface Backend {
  manner: 'PHP' | 'Java' | 'Express' | 'CDN' | 'Proxy' | 'Python' | 'Go'
  en: string
  finds: readonly FindingName[]
  /** Where it is, when it is not at the origin of the page. */
  at?: string
  /** Made once per test: what it remembers is its own. */
  create(): (question: Question) => Reply
}

export const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

let count = 0

/** The four fields, made as the documentation says, but for what is asked otherwise. */
export function fieldsFor(url: string, change: { ticket?: string; nonceStr?: string; timestamp?: number } = {}) {
  const { nonceStr = `nonce${++count}`, timestamp = Math.floor(Date.now() / 1000) } = change
  const text = `jsapi_ticket=${change.ticket ?? ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`
  return { appId, timestamp, nonceStr, signature: sha1(text) }
}

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(value),
})

/** Signs pages of one origin, and refuses the rest, unless it is told otherwise. */
interface Parts {
  /** Which URL it reads. */
  take?(question: Question): string | undefined
  isAllowed?(url: string): boolean
  /** Of the URL that it reads, the text that it signs. */
  toSigned?(url: string, question: Question): string
  answer?(url: string, question: Question): unknown
  reply?(fields: unknown, url: string, question: Question): Reply
  refuse?(code: string, status: number): Reply
}

const cut = (url: string) => url.split('#', 1)[0] ?? ''
export const isOfShop = (url: string) => /^https?:\/\/shop\.example\.com(\/|$)/.test(url)

export function backend(parts: Parts = {}) {
  const {
    take = ({ url }) => url,
    isAllowed = isOfShop,
    toSigned = cut,
    answer = (url, question) => fieldsFor(toSigned(url, question)),
    reply = (fields) => json(fields),
    refuse = (code, status) => json({ error: { code, message: 'refused' } }, status),
  } = parts
  return (question: Question): Reply => {
    if (!['GET', 'HEAD'].includes(question.method)) return refuse('method', 405)
    const url = take(question)
    if (!url || !/^https?:/.test(url)) return refuse('url', 400)
    return isAllowed(url) ? reply(answer(url, question), url, question) : refuse('origin', 403)
  }
}

const parts = (some: Parts) => () => backend(some)
const decoded = (url: string) => {
  try {
    return decodeURIComponent(url.replace(/\+/g, ' '))
  } catch {
    return url
  }
}
const withText = (change: (text: string) => string) =>
  parts({ reply: (fields) => text(change(JSON.stringify(fields))) })
const text = (body: string, headers: Record<string, string> = {}): Reply => ({
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body,
})
const digestOf = (make: (p: { nonceStr: string; timestamp: number; url: string }) => string, ticketless = false) =>
  parts({
    answer(url) {
      const { nonceStr, timestamp } = fieldsFor(url)
      const signature = make({ nonceStr, timestamp, url: cut(url) })
      return { appId, timestamp, nonceStr, signature, ...(ticketless && { url }) }
    },
  })

/** A cache before a backend that is right: what it answers again depends on `keyOf` alone. */
function cached(keyOf: (question: Question) => string, headers: Record<string, string>) {
  const kept = new Map<string, Reply>()
  const origin = backend()
  return (question: Question): Reply => {
    const key = question.method + keyOf(question)
    const reply = kept.get(key) ?? origin(question)
    if ((reply.status ?? 200) < 300) kept.set(key, reply)
    return { ...reply, headers: { ...reply.headers, ...headers } }
  }
}

export const faults: readonly Backend[] = [
  {
    manner: 'PHP',
    en: '`urldecode($_GET["url"])`: decoded once too often',
    finds: ['url-decoded'],
    create: parts({ toSigned: (url) => cut(decoded(url)) }),
  },
  {
    manner: 'PHP',
    en: '`htmlspecialchars($url)` before signing: `&amp;`',
    finds: ['url-html-escaped'],
    create: parts({ toSigned: (url) => cut(url).replace(/&/g, '&amp;') }),
  },
  {
    manner: 'PHP',
    en: 'the sample code signs `$_SERVER["HTTP_HOST"] . $_SERVER["REQUEST_URI"]`, the address of the endpoint',
    finds: ['url-own'],
    create: parts({ toSigned: (_, { address }) => address }),
  },
  {
    manner: 'PHP',
    en: 'signs `$_SERVER["HTTP_REFERER"]`',
    finds: ['url-referer'],
    create: parts({ toSigned: (_, { headers }) => String(headers.referer) }),
  },
  {
    manner: 'PHP',
    en: 'a warning of PHP before the JSON',
    finds: ['noise-around-json'],
    create: withText((body) => `<br />\n<b>Warning</b>: Undefined index in <b>sign.php</b> on line 7<br />\n${body}`),
  },
  {
    manner: 'PHP',
    en: '`echo json_encode(…)` without a header: `text/html`',
    finds: ['content-type'],
    create: parts({ reply: (fields) => text(JSON.stringify(fields), { 'content-type': 'text/html; charset=UTF-8' }) }),
  },
  {
    manner: 'PHP',
    en: 'answers `rawString` too, the signed text with the ticket in it',
    finds: ['leak'],
    create: parts({
      answer: (url) => ({
        ...fieldsFor(cut(url)),
        rawString: `jsapi_ticket=${ticket}&noncestr=x&timestamp=1&url=${url}`,
      }),
    }),
  },
  {
    manner: 'PHP',
    en: 'names the field `noncestr`',
    finds: ['field-names'],
    create: parts({
      answer: (url) => {
        const { nonceStr, ...rest } = fieldsFor(cut(url))
        return { ...rest, noncestr: nonceStr }
      },
    }),
  },
  {
    manner: 'Java',
    en: '`System.currentTimeMillis()`: the timestamp is in milliseconds',
    finds: ['timestamp'],
    create: parts({ answer: (url) => fieldsFor(cut(url), { timestamp: Date.now() }) }),
  },
  {
    manner: 'Java',
    en: 'an envelope: `{ code: 0, data: { … } }`',
    finds: ['envelope'],
    create: parts({ reply: (fields) => json({ code: 0, msg: 'ok', data: fields }) }),
  },
  {
    manner: 'Java',
    en: 'refuses with 200 and `{ code: 500 }`',
    finds: ['error-in-200'],
    create: parts({ refuse: (code) => json({ code: 500, msg: code }) }),
  },
  {
    manner: 'Java',
    en: '`HttpServletRequest.getRequestURL()` behind a proxy: `http` in place of `https`',
    finds: ['url-scheme'],
    create: parts({ toSigned: (url) => cut(url).replace(/^https:/, 'http:') }),
  },
  {
    manner: 'Java',
    en: '`URLEncoder.encode(url)` before signing',
    finds: ['url-encoded'],
    create: parts({ toSigned: (url) => encodeURIComponent(cut(url)) }),
  },
  {
    manner: 'Java',
    en: 'a stack trace and 500 for a URL that cannot be parsed',
    finds: ['error-crash'],
    create: parts({ refuse: (code, status) => json({ error: 'URISyntaxException' }, code === 'url' ? 500 : status) }),
  },
  {
    manner: 'Java',
    en: 'the fields sorted in another order (`TreeMap` of other names)',
    finds: ['algorithm'],
    create: digestOf((p) =>
      sha1(`noncestr=${p.nonceStr}&timestamp=${p.timestamp}&url=${p.url}&jsapi_ticket=${ticket}`),
    ),
  },
  {
    manner: 'Java',
    en: 'the digest in upper case',
    finds: ['signature-form', 'algorithm'],
    create: digestOf((p) =>
      sha1(`jsapi_ticket=${ticket}&noncestr=${p.nonceStr}&timestamp=${p.timestamp}&url=${p.url}`).toUpperCase(),
    ),
  },
  {
    manner: 'Express',
    en: '`decodeURIComponent(req.url)` before the query is split: cut at `&`',
    finds: ['url-cut', 'url-decoded'],
    create: parts({
      take: ({ query }) => new URLSearchParams(decoded(query)).get('url') ?? undefined,
      toSigned: (url) => cut(url),
    }),
  },
  {
    manner: 'Express',
    en: 'signs whatever it is given, for anybody',
    finds: ['open-signer'],
    create: parts({ isAllowed: () => true }),
  },
  {
    manner: 'Express',
    en: '`url.startsWith("https://shop.example.com")` as the list of origins',
    finds: ['lookalike-signed'],
    create: parts({ isAllowed: (url) => url.startsWith(origin) }),
  },
  {
    manner: 'Express',
    en: '`new URL(url)` with its query sorted and rebuilt',
    finds: ['url-rebuilt'],
    create: parts({
      toSigned: (url) => {
        const parsed = new URL(cut(url))
        parsed.searchParams.sort()
        return parsed.href
      },
    }),
  },
  {
    manner: 'Express',
    en: 'signs the fragment too',
    finds: ['url-fragment'],
    create: parts({ toSigned: (url) => url }),
  },
  {
    manner: 'Express',
    en: '`res.json(JSON.stringify(…))`',
    finds: ['json-in-string'],
    create: withText((body) => JSON.stringify(body)),
  },
  {
    manner: 'Express',
    en: 'the fallback of the single-page app answers, with `index.html`',
    finds: ['web-page'],
    create: () => () => ({ headers: { 'content-type': 'text/html' }, body: '<!doctype html><div id="app"></div>' }),
  },
  {
    manner: 'Python',
    en: 'signs the path without the query: `request.base_url`',
    finds: ['url-query-dropped'],
    create: parts({ toSigned: (url) => cut(url).split('?', 1)[0] ?? '' }),
  },
  {
    manner: 'Python',
    en: 'reads another parameter, and signs "None"',
    finds: ['url-missing'],
    create: parts({ toSigned: () => 'None' }),
  },
  {
    manner: 'Python',
    en: 'a line break at the end of the ticket, read from a file',
    finds: ['algorithm'],
    create: parts({ answer: (url) => fieldsFor(cut(url), { ticket: `${ticket}\n` }) }),
  },
  {
    manner: 'Go',
    en: 'one `nonceStr` for all, from the settings',
    finds: ['nonce-constant'],
    create: parts({ answer: (url) => fieldsFor(cut(url), { nonceStr: 'Wm3WZYTPz0wzccnW' }) }),
  },
  {
    manner: 'Go',
    en: 'passes the error of WeChat on: 40164',
    finds: ['wechat-error'],
    create: () => () => json({ errcode: 40164, errmsg: 'invalid ip 203.0.113.7, not in whitelist rid: 6' }),
  },
  {
    manner: 'Go',
    en: 'a ticket that is no longer the one of the account',
    finds: ['signature-unknown'],
    create: parts({ answer: (url) => fieldsFor(cut(url), { ticket: 'an_old_ticket' }) }),
  },
  {
    manner: 'Go',
    en: 'the clock an hour slow',
    finds: ['clock'],
    create: parts({ answer: (url) => fieldsFor(cut(url), { timestamp: Math.floor(Date.now() / 1000) - 3600 }) }),
  },
  {
    manner: 'Express',
    en: 'at `api.example.com`, without `Access-Control-Allow-Origin`',
    finds: ['cors'],
    at: 'https://api.example.com/signature',
    create: parts({}),
  },
  {
    manner: 'Proxy',
    en: 'at `api.example.com`, where both the app and the proxy add `Access-Control-Allow-Origin`',
    finds: ['cors'],
    at: 'https://api.example.com/signature',
    create: parts({ reply: (fields) => json(fields, 200, { 'access-control-allow-origin': `${origin}, ${origin}` }) }),
  },
  {
    manner: 'CDN',
    en: 'keeps each answer for a minute',
    finds: ['cacheable', 'same-twice'],
    create: () => cached(({ query }) => query, { 'cache-control': 'public, max-age=60', age: '12', 'x-cache': 'HIT' }),
  },
  {
    manner: 'CDN',
    en: 'keeps one answer, whatever the query',
    finds: ['cache-ignores-query'],
    create: () => cached(() => '', { 'x-cache': 'HIT' }),
  },
  {
    manner: 'CDN',
    en: 'a firewall refuses a URL with `%26` in it',
    finds: ['url-refused'],
    create: () => {
      const inner = backend()
      return (question) => (question.query.includes('%2526') ? { status: 418, body: 'blocked' } : inner(question))
    },
  },
  {
    manner: 'Proxy',
    en: 'redirects to the address with a slash',
    finds: ['redirect'],
    create: () => {
      const inner = backend()
      return (question) => {
        const [path = '', query] = question.address.split('?')
        if (path.endsWith('/')) return inner(question)
        return { status: 301, headers: { location: `${path}/?${query}` } }
      }
    },
  },
  {
    manner: 'Proxy',
    en: 'sends visitors to a login on another host',
    finds: ['redirect-away'],
    create: () => () => ({ status: 302, headers: { location: 'https://login.example.com/?from=shop' } }),
  },
  {
    manner: 'Proxy',
    en: '502, the app is not there',
    finds: ['status'],
    create: () => () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad Gateway</html>' }),
  },
  {
    manner: 'Proxy',
    en: 'turns `+` into a space',
    finds: ['url-plus'],
    create: parts({ toSigned: (url) => cut(url).replace(/\+/g, ' ') }),
  },
  {
    manner: 'Proxy',
    en: 'adds the port of the machine behind it',
    finds: ['url-port'],
    create: parts({ toSigned: (url) => cut(url).replace('shop.example.com', 'shop.example.com:8080') }),
  },
  {
    manner: 'Proxy',
    en: 'strips what WeChat adds when a page is shared (`from=…`)',
    finds: ['url-params-dropped'],
    create: parts({ toSigned: (url) => cut(url).replace('?from=singlemessage&isappinstalled=0', '') }),
  },
  {
    manner: 'Proxy',
    en: '500 for HEAD, which the load balancer asks with',
    finds: ['method-crash'],
    create: () => {
      const inner = backend()
      return (question) => (question.method === 'HEAD' ? { status: 500 } : inner(question))
    },
  },
]

export const harmless: readonly Backend[] = [
  {
    manner: 'Express',
    en: 'at `api.example.com`, open to pages of every origin (`*`)',
    finds: [],
    at: 'https://api.example.com/signature',
    create: parts({ reply: (fields) => json(fields, 200, { 'access-control-allow-origin': '*' }) }),
  },
  {
    manner: 'PHP',
    en: 'the timestamp is a string',
    finds: [],
    create: parts({
      answer: (url) => {
        const fields = fieldsFor(cut(url))
        return { ...fields, timestamp: String(fields.timestamp) }
      },
    }),
  },
  {
    manner: 'PHP',
    en: 'a byte order mark and line breaks before the JSON: every browser skips them',
    finds: [],
    create: withText((body) => `\ufeff\n\n${body}\n`),
  },
  {
    manner: 'Java',
    en: 'more fields: `jsApiList`, `debug`, `beta`',
    finds: [],
    create: parts({ answer: (url) => ({ debug: false, beta: true, jsApiList: [], ...fieldsFor(cut(url)) }) }),
  },
  {
    manner: 'Java',
    en: 'answers the decoded URL beside a signature of the right one',
    finds: [],
    create: parts({ answer: (url) => ({ ...fieldsFor(cut(url)), url: decoded(url) }) }),
  },
  {
    manner: 'Java',
    en: '`Cache-Control: private, no-cache, max-age=0` in place of `no-store`',
    finds: [],
    create: parts({ reply: (fields) => json(fields, 200, { 'cache-control': 'private, no-cache, max-age=0' }) }),
  },
  {
    manner: 'Express',
    en: 'HEAD gets 404, OPTIONS 405',
    finds: [],
    create: () => {
      const inner = backend()
      return (question) => (question.method === 'HEAD' ? { status: 404 } : inner(question))
    },
  },
  {
    manner: 'Express',
    en: 'refuses foreign pages with 404 and a page of HTML',
    finds: [],
    create: parts({ refuse: () => ({ status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>404</h1>' }) }),
  },
  {
    manner: 'Express',
    en: '`application/vnd.shop+json`',
    finds: [],
    create: parts({ reply: (fields) => text(JSON.stringify(fields), { 'content-type': 'application/vnd.shop+json' }) }),
  },
  {
    manner: 'Go',
    en: 'the clock 90 seconds fast, and all answers of one second with one timestamp',
    finds: [],
    create: parts({ answer: (url) => fieldsFor(cut(url), { timestamp: Math.floor(Date.now() / 1000) + 90 }) }),
  },
  {
    manner: 'Proxy',
    en: 'the endpoint is at the origin of the page, and sends no `Access-Control-Allow-Origin`',
    finds: [],
    create: parts({}),
  },
  {
    manner: 'CDN',
    en: 'headers of a cache that did not keep the answer (`x-cache: MISS`, `via`)',
    finds: [],
    create: parts({ reply: (fields) => json(fields, 200, { 'x-cache': 'MISS', via: '1.1 cdn', age: '0' }) }),
  },
  {
    manner: 'CDN',
    en: 'answers 429 after some questions',
    finds: [],
    create: () => {
      const inner = backend()
      let asked = 0
      return (question) => (++asked > 8 ? json({ error: 'slow down' }, 429) : inner(question))
    },
  },
]
