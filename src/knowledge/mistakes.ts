/*
 * What backends do to a URL, to the other values and to the string before they sign it. A mistake is one row: how it
 * changes the value, and the words for it.
 */
import type { Text } from './text.ts'
import { withoutFragment } from './url.ts'

/** What a backend knows besides the URL that it is asked to sign; what is not known here is left out. */
export interface BackendContext {
  /** The page's own URL. */
  readonly page?: string
  /** The address of the request for a signature. */
  readonly request?: string
  readonly referer?: string
}

/** Something that backends do to a URL before they sign it. */
interface UrlMistake {
  /** What is signed in place of a URL without fragment. Each place in the list is one way to make the mistake. */
  readonly change: (url: string, context: BackendContext) => readonly string[]
  /** What the server does, as a sentence. */
  readonly saw: Text
  readonly cure: Text
}

const encodeOnce: Text = [
  'encodeURIComponent encodes once, the framework decodes once: sign exactly what it gives.',
  'encodeURIComponent 编码一次，框架解码一次：拿到什么就签什么。',
]

/** What backends do to a URL, by the name of the mistake; the doctor's finding is `url-` and this name. */
export const urlMistakes = {
  'query-dropped': {
    change: (url) => [upTo(url, '?')],
    saw: ['The server drops the query.', '服务端丢掉了查询参数。'],
    cure: [
      'Everything before “#” is part of the signed URL, the query included.',
      '“#” 之前的内容都要参与签名，包括查询参数。',
    ],
  },
  cut: {
    change: (url) => [...url.matchAll(/&/g)].map(({ index }) => url.slice(0, index)),
    saw: ['The server cuts the URL at “&”.', '服务端在 “&” 处截断了 URL。'],
    cure: [
      'Split the query before decoding it, or let the framework do so. The page must use encodeURIComponent.',
      '查询串要先拆分、再解码，最好交给框架。页面要用 encodeURIComponent。',
    ],
  },
  decoded: {
    change: (url) => [decode(url), decode(url.replace(/\+/g, ' ')), decode(decode(url)), tried(decodeURI, url)],
    saw: ['The server decodes the URL once too often.', '服务端多解码了一次。'],
    cure: encodeOnce,
  },
  plus: {
    change: (url) => [...[' ', '%20', '%2B'].map((space) => url.replace(/\+/g, space)), url.replace(/%20/g, '+')],
    saw: ['The server changes “+” or a space.', '服务端改动了 “+” 或空格。'],
    cure: encodeOnce,
  },
  encoded: {
    change: (url) => [
      tried(encodeURIComponent, url),
      tried(encodeURI, url),
      tried(encodeURIComponent, url).replace(/%20/g, '+'),
      lowerHex(tried(encodeURIComponent, url)),
    ],
    saw: ['The server encodes the URL again, or does not decode it.', '服务端又编码了一次，或者没有解码。'],
    cure: encodeOnce,
  },
  'html-escaped': {
    change: (url) => [
      ...['&amp;', '&#38;', '\\u0026'].map((and) => url.replace(/&/g, and)),
      url.replace(/&amp;/g, '&'),
    ],
    saw: [
      'The server signs escaped text, such as “&amp;” for “&”.',
      '服务端签的是转义后的文本，例如把 “&” 变成了 “&amp;”。',
    ],
    cure: [
      'No htmlspecialchars, template escaping or XSS filter for this parameter: it is signed, not shown.',
      '不要对这个参数使用 htmlspecialchars、模板转义或 XSS 过滤：它是用来签名的，不是用来显示的。',
    ],
  },
  scheme: {
    change: (url) => [swapScheme(url), url.replace(/^https?:\/\//, '')],
    saw: ['http and https are mixed up.', 'http 和 https 弄混了。'],
    cure: [
      'Behind a proxy the server sees http: sign the URL that the page sends.',
      '在代理后面，服务端看到的是 http：请签页面传来的 URL。',
    ],
  },
  port: {
    change: ported,
    saw: ['The server adds or drops a port.', '服务端多加或丢掉了端口。'],
    cure: [
      "Sign the URL that the page sends, not one that is built of the server's host and port.",
      '请签页面传来的 URL，不要用服务器的主机名和端口拼接。',
    ],
  },
  slash: {
    change: (url) => [url.replace(/\/*(\?|$)/, '$1'), url.replace(/\/?(\?|$)/, '/$1')],
    saw: ['The server adds or drops a slash at the end of the path.', '服务端在路径末尾多加或丢掉了斜杠。'],
    cure: [
      'Sign the URL byte for byte: a router, trim() and new URL() change it.',
      'URL 要逐字节原样签名：路由、trim() 和 new URL() 都会改动它。',
    ],
  },
  case: {
    change: (url) => [url.toLowerCase(), lowerHex(url), url.replace(/%\w\w/g, (hex) => hex.toUpperCase())],
    saw: ['The server changes upper and lower case.', '服务端改动了大小写。'],
    cure: [
      'Sign the URL byte for byte: “%e4” and “%E4” differ as well.',
      'URL 要逐字节原样签名，“%e4” 和 “%E4” 也不能互换。',
    ],
  },
  'params-dropped': {
    change: withoutParameters,
    saw: ['The server drops some parameters.', '服务端丢掉了部分参数。'],
    cure: ['Sign all parameters, also those that WeChat and its login add.', '所有参数都要签，包括微信和登录添加的。'],
  },
  rebuilt: {
    change: rebuilt,
    saw: ['The server builds the query again from parsed parameters.', '服务端用解析后的参数重新拼接了查询串。'],
    cure: ['Sign the text that arrived, not a URL that is built again.', '请签收到的原文，不要重新拼 URL。'],
  },
  quoted: {
    change: (url) => [JSON.stringify(url), `'${url}'`, `<${url}>`, url.replace(/\//g, '\\/'), `${url} `, `${url}\n`],
    saw: ['The server signs something around the URL as well.', '服务端把 URL 前后多余的内容也签进去了。'],
    cure: [
      'Sign the bare text: no JSON, no quotes, no space, no line break.',
      '只签 URL 原文：不要 JSON 编码，不要引号、空格或换行。',
    ],
  },
  fixed: {
    change: (_, { page }) => (page ? [page, originOf(page), `${originOf(page)}/`, upTo(page, '?')] : []),
    saw: ['The server always signs the same page.', '服务端总是签同一个页面。'],
    cure: [
      'Sign the URL that the page sends: it changes with every route.',
      '请签页面传来的 URL：路由一变，它就变了。',
    ],
  },
  referer: {
    change: (_, { referer }) => (referer ? [referer, withoutFragment(referer)] : []),
    saw: ['The server signs the Referer.', '服务端签的是 Referer。'],
    cure: [
      'Sign the parameter: browsers shorten the Referer, or do not send it.',
      '请签参数里的 URL：浏览器会截短 Referer，甚至不发送。',
    ],
  },
  own: {
    change: ownAddress,
    saw: ['The server signs its own address.', '服务端签的是接口自己的地址。'],
    cure: [
      'Sign the URL that the page sends, not the URL of the request.',
      '请签页面传来的 URL，而不是当前请求的 URL。',
    ],
  },
  missing: {
    change: () => ['', 'undefined', 'null', 'None', 'nil', '[object Object]'],
    saw: ['The server does not read the parameter with the URL.', '服务端没有读到传 URL 的参数。'],
    cure: ['Read the parameter under the name that the page sends.', '用页面发送的参数名读取。'],
  },
  fragment: {
    change: (url) => [`${url}#`, `${url}#/`],
    saw: ['The fragment, from “#” on, is signed as well.', '# 及其后面的部分也被签进去了。'],
    cure: [
      'Cut the URL at the first “#”: the client checks it without its fragment.',
      '在第一个 “#” 处截断：客户端校验时不含片段。',
    ],
  },
} as const satisfies Readonly<Record<string, UrlMistake>>

export type UrlMistakeName = keyof typeof urlMistakes

/** The four values that are signed. */
export interface SignedParts {
  readonly ticket: string
  readonly nonceStr: string
  readonly timestamp: string
  readonly url: string
}

/** The string that is signed, as appendix 1 of the documentation has it. */
export const stringToSign = ({ ticket, nonceStr, timestamp, url }: SignedParts): string =>
  `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`

/** What happens to a value that is signed, whichever of the four it is. */
export const valueMistakes = {
  spaces: {
    change: (value: string) => [value.trim(), `${value}\n`, `${value}\r\n`, `${value} `, ` ${value}`],
    text: [
      'A space or a line break before or after the value is signed on one side only: trim it.',
      '值的前后有空格或换行，而两边只有一边签了它：请去掉。',
    ],
  },
  quotes: {
    change: (value: string) => [value.replace(/^(["'])([\s\S]*)\1$/, '$2'), `"${value}"`],
    text: ['Quotation marks are signed as part of the value: take them off.', '引号被当成值的一部分签了名：请去掉。'],
  },
  case: {
    change: (value: string) => [value.toLowerCase(), value.toUpperCase()],
    text: [
      'Only upper and lower case differ: a template or a database changed the value.',
      '只有大小写不同：可能被模板或数据库改了。',
    ],
  },
} as const satisfies Readonly<Record<string, { change(value: string): string[]; text: Text }>>

/** What happens to a timestamp besides. */
export const timestampMistakes = {
  milliseconds: {
    change: (value: string) => [value.slice(0, -3), `${value}000`, `${value}.0`, String(Number(value) / 1000)],
    text: [
      'Seconds on one side, milliseconds on the other: sign and answer the same 10 digits.',
      '一边是秒，一边是毫秒：签名和返回必须用同一个 10 位数字。',
    ],
  },
  'another-second': {
    change: (value: string) => [String(Number(value) + 1), String(Number(value) - 1)],
    text: [
      'Another timestamp is signed than is answered: read the clock once.',
      '签名用的 timestamp 与返回的不同：只取一次时间。',
    ],
  },
} as const satisfies Readonly<Record<string, { change(value: string): string[]; text: Text }>>

/** A string that is signed in place of the right one. */
export interface StringMistake {
  readonly mistake: 'order' | 'key' | 'values' | 'separator' | 'end' | 'encoded'
  readonly text: Text
  readonly value: string
}

/** The ways in which the four values are put together wrongly. */
export function stringMistakes(parts: SignedParts): StringMistake[] {
  const right = stringToSign(parts)
  const pairs = right.split('&', 3)
  const [ticket = '', nonceStr = '', timestamp = ''] = pairs
  const url = `url=${parts.url}`
  const values = [parts.ticket, parts.nonceStr, parts.timestamp, parts.url]
  const of = (mistake: StringMistake['mistake'], text: Text, ...strings: string[]) =>
    strings.map((value) => ({ mistake, text, value }))
  const orders = permutations([ticket, nonceStr, timestamp, url]).map((some) => some.join('&'))
  return [
    ...of(
      'order',
      [
        'The fields are in another order: it must be jsapi_ticket, noncestr, timestamp, url.',
        '字段顺序不对：应为 jsapi_ticket、noncestr、timestamp、url。',
      ],
      ...orders.slice(1),
    ),
    ...wrongKeys.flatMap(([key, wrong]) =>
      of(
        'key',
        [`The signed text has “${wrong}” where “${key}” belongs.`, `签名原文里应是 “${key}”，而不是 “${wrong}”。`],
        right.replace(`${key}=`, `${wrong}=`),
      ),
    ),
    ...of(
      'values',
      ['The values are joined without their names.', '只拼接了值，没有字段名。'],
      values.join(''),
      [...values].sort().join(''),
    ),
    ...of(
      'separator',
      ['The fields are joined by something other than “&”.', '字段之间不是用 “&” 连接的。'],
      [ticket, nonceStr, timestamp, url].join('\n'),
      [ticket, nonceStr, timestamp, url].join('&amp;'),
    ),
    ...of('end', ['There is an “&” at the end.', '末尾多了一个 “&”。'], `${right}&`),
    ...of(
      'encoded',
      ['The values are percent-encoded.', '值被编码了。'],
      String(
        new URLSearchParams({
          jsapi_ticket: parts.ticket,
          noncestr: parts.nonceStr,
          timestamp: parts.timestamp,
          url: parts.url,
        }),
      ),
    ),
  ]
}

const wrongKeys = [
  ['noncestr', 'nonceStr'],
  ['noncestr', 'nonce_str'],
  ['timestamp', 'timeStamp'],
  ['jsapi_ticket', 'jsapiTicket'],
  ['jsapi_ticket', 'ticket'],
] as const

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, index) =>
        permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
      )

function tried(change: (text: string) => string, text: string): string {
  try {
    return change(text)
  } catch {
    return text
  }
}

const decode = (url: string) => tried(decodeURIComponent, url)
const upTo = (url: string, mark: string) => url.split(mark, 1)[0] ?? url
const swapScheme = (url: string) => url.replace(/^http(s?):/, (_, s) => (s ? 'http:' : 'https:'))
const lowerHex = (url: string) => url.replace(/%\w\w/g, (hex) => hex.toLowerCase())
const originOf = (url: string) => /^\w+:\/\/[^/?#]*/.exec(url)?.[0] ?? url
/** The path and, where there is one, the query. */
const splitQuery = (url: string) => {
  const at = url.indexOf('?')
  return at < 0 ? { path: url } : { path: url.slice(0, at), query: url.slice(at + 1) }
}
const withQuery = (path: string, parts: readonly string[]) => (parts.length ? `${path}?${parts.join('&')}` : path)

function ported(url: string): string[] {
  const [, host = '', rest = ''] = /^https?:\/\/([^/?#:]+)(?::\d+)?(.*)$/.exec(url) ?? []
  const ports = ['', ':80', ':443', ':8080', ':3000', ':8000', ':8443']
  return host ? ports.flatMap((port) => [`http://${host}${port}${rest}`, `https://${host}${port}${rest}`]) : []
}

/** The ways in which libraries serialise a query. */
function rebuilt(url: string): string[] {
  const normalized = tried((text) => new URL(text).href, url)
  const { path, query } = splitQuery(url)
  if (query === undefined) return [normalized]
  const parts = query.split('&')
  const params = new URLSearchParams(query)
  const filled = parts.map((part) => (part.includes('=') ? part : `${part}=`))
  const encoded = [...params].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  const ends = [parts, filled, encoded].flatMap((some) => [some, [...some].sort(), [...some].reverse()])
  const bare = parts.map((part) => part.replace(/=$/, ''))
  const isFull = (part: string) => !/(^[^=]*|=)$/.test(part)
  const joined = [...ends, bare, parts.filter(isFull), encoded.filter(isFull)].map((some) => withQuery(path, some))
  return [normalized, `${path}?${params}`, ...joined]
}

function withoutParameters(url: string): string[] {
  const { path, query } = splitQuery(url)
  if (query === undefined) return []
  const names = [/^(from|isappinstalled)=/, /^(code|state)=/, /^code=/, /^from=/, /^(from|isappinstalled|code|state)=/]
  return names.map((name) =>
    withQuery(
      path,
      query.split('&').filter((part) => !name.test(part)),
    ),
  )
}

function ownAddress(_: string, { request }: BackendContext): string[] {
  if (!request) return []
  const path = request.slice(originOf(request).length)
  return [request, upTo(request, '?'), path].flatMap((url) => [url, swapScheme(url), decode(url)])
}
