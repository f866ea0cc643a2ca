import { withoutFragment } from '../knowledge/url.ts'
import type { FindingName } from './names.ts'

/** What a backend may have signed in place of the URL, and the finding that says so. */
export interface Mutation {
  readonly finding: FindingName
  /** Which of the changes behind the finding. */
  readonly variant: string
  readonly url: string
}

/** What a backend knows besides the URL that it was given. */
export interface MutationContext {
  readonly page: string
  /** The address of the request. */
  readonly request: string
  readonly referer: string
}

type Change = (url: string, context: MutationContext) => readonly string[]

const decode = (url: string) => {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}

const upTo = (url: string, mark: string) => (url.includes(mark) ? url.slice(0, url.indexOf(mark)) : url)
const swapScheme = (url: string) => url.replace(/^http(s?):/, (_, s) => (s ? 'http:' : 'https:'))

function ported(url: string): string[] {
  const [, host = '', rest = ''] = /^https?:\/\/([^/?#:]+)(?::\d+)?(.*)$/.exec(url) ?? []
  const ports = ['', ':80', ':443', ':8080', ':3000', ':8000', ':8443']
  return host ? ports.flatMap((port) => [`http://${host}${port}${rest}`, `https://${host}${port}${rest}`]) : []
}

/** As libraries write a query anew. */
function rebuilt(url: string): string[] {
  const [path = '', query] = url.split(/\?(.*)/s)
  if (query === undefined) return []
  const parts = query.split('&')
  const join = (some: string[]) => (some.length ? `${path}?${some.join('&')}` : path)
  const params = new URLSearchParams(query)
  const filled = parts.map((part) => (part.includes('=') ? part : `${part}=`))
  const encoded = [...params].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  const ends = [parts, filled, encoded].flatMap((some) => [some, [...some].sort(), [...some].reverse()])
  const bare = parts.map((part) => part.replace(/=$/, ''))
  const isFull = (part: string) => !/(^[^=]*|=)$/.test(part)
  return [`${path}?${params}`, ...[...ends, bare, parts.filter(isFull), encoded.filter(isFull)].map(join)]
}

function dropped(url: string): string[] {
  const [path = '', query] = url.split(/\?(.*)/s)
  if (query === undefined) return []
  const names = [/^(from|isappinstalled)=/, /^(code|state)=/, /^code=/, /^from=/, /^(from|isappinstalled|code|state)=/]
  return names.map((name) => {
    const rest = query.split('&').filter((part) => !name.test(part))
    return rest.length ? `${path}?${rest.join('&')}` : path
  })
}

function own(_: string, { request }: MutationContext): string[] {
  const path = new URL(request).pathname + new URL(request).search
  return [request, upTo(request, '?'), path].flatMap((url) => [url, swapScheme(url), decode(url)])
}

const CHANGES: readonly (readonly [FindingName, Change])[] = [
  ['url-query-dropped', (url) => [upTo(url, '?')]],
  ['url-cut', (url) => [upTo(url, '&')]],
  ['url-decoded', (url) => [decode(url), decode(url.replace(/\+/g, ' ')), decode(decode(url))]],
  ['url-plus', (url) => [' ', '%20', '%2B'].map((space) => url.replace(/\+/g, space))],
  [
    'url-encoded',
    (url) => [
      encodeURIComponent(url),
      encodeURI(url),
      encodeURIComponent(url).replace(/%20/g, '+'),
      lowerHex(encodeURIComponent(url)),
    ],
  ],
  ['url-html-escaped', (url) => ['&amp;', '&#38;', '\\u0026'].map((and) => url.replace(/&/g, and))],
  ['url-scheme', (url) => [swapScheme(url)]],
  ['url-port', ported],
  ['url-slash', (url) => [url.replace(/\/*(\?|$)/, '$1'), url.replace(/\/?(\?|$)/, '/$1')]],
  ['url-case', (url) => [url.toLowerCase(), lowerHex(url), url.replace(/%\w\w/g, (hex) => hex.toUpperCase())]],
  ['url-params-dropped', dropped],
  ['url-rebuilt', rebuilt],
  [
    'url-quoted',
    (url) => [JSON.stringify(url), `'${url}'`, `<${url}>`, url.replace(/\//g, '\\/'), `${url} `, `${url}\n`],
  ],
  ['url-fixed', (_, { page }) => [page, new URL(page).origin, `${new URL(page).origin}/`, upTo(page, '?')]],
  ['url-referer', (_, { referer }) => [referer, withoutFragment(referer)]],
  ['url-own', own],
  ['url-missing', () => ['', 'undefined', 'null', 'None', 'nil', '[object Object]']],
]

function lowerHex(url: string): string {
  return url.replace(/%\w\w/g, (hex) => hex.toLowerCase())
}

/** All that one change makes of a URL, without what leaves it as it is. */
export function mutationsOf(asked: string, context: MutationContext): Mutation[] {
  const url = withoutFragment(asked)
  const kept = asked === url ? [] : [{ finding: 'url-fragment' as const, variant: 'url-fragment', url: asked }]
  const changed = CHANGES.flatMap(([finding, change]) =>
    change(url, context).map((one, i) => ({ finding, variant: `${finding} ${i}`, url: one })),
  )
  return [...kept, ...changed].filter((one) => one.url !== url)
}

/** All that two changes make of a URL, the names of both. */
export function pairsOf(asked: string, context: MutationContext): { findings: FindingName[]; url: string }[] {
  return mutationsOf(asked, context).flatMap((first) =>
    mutationsOf(first.url || 'about:blank', context).map((second) => ({
      findings: [first.finding, second.finding],
      url: second.url,
    })),
  )
}
