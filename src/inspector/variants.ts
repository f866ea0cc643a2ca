import type { BenchContext, BenchInput, Part, Parts } from './parts.ts'

/** A usual mistake, and the value that it makes. */
export interface Variant {
  readonly part: Part
  readonly kind:
    | 'spaces'
    | 'quotes'
    | 'milliseconds'
    | 'case'
    | 'page'
    | 'decoded'
    | 'encoded'
    | 'cut'
    | 'fragment'
    | 'protocol'
    | 'slash'
    | 'entity'
    | 'plus'
    | 'port'
    | 'other-url'
    | 'order'
    | 'key'
    | 'line'
  readonly value: string
}

/** The values that the usual mistakes make of the four parts, without those that are given. */
export function variants(input: BenchInput, context: BenchContext): Variant[] {
  const { page = {}, urls = [] } = context
  const all = [
    ...spelled('ticket', input.ticket),
    ...spelled('nonceStr', input.nonceStr),
    ...spelled('timestamp', input.timestamp),
    ...times(input.timestamp),
    ...(['nonceStr', 'timestamp'] as const).map((part) => of(part, 'page', page[part] ?? '')),
    ...[...urls, page.url ?? ''].map((url) => of('url', 'other-url', url)),
    ...spelled('url', input.url),
    ...urlVariants(input.url),
  ]
  return all.filter(({ part, value }) => value !== '' && value !== input[part])
}

const of = (part: Part, kind: Variant['kind'], value: string): Variant => ({ part, kind, value })

const spelled = (part: Part, value: string): Variant[] => [
  of(part, 'spaces', value.trim()),
  ...['\n', '\r\n', ' '].map((space) => of(part, 'spaces', value + space)),
  of(part, 'quotes', value.replace(/^(["'])([\s\S]*)\1$/, '$2')),
  of(part, 'quotes', `"${value}"`),
  of(part, 'case', value.toLowerCase()),
  of(part, 'case', value.toUpperCase()),
]

const times = (timestamp: string): Variant[] =>
  /^\d+$/.test(timestamp)
    ? [
        of('timestamp', 'milliseconds', timestamp.slice(0, -3)),
        of('timestamp', 'milliseconds', `${timestamp}000`),
        of('timestamp', 'milliseconds', `${timestamp}.0`),
      ]
    : []

function urlVariants(url: string): Variant[] {
  const cuts = [...url.matchAll(/[?&]/g)].map(({ index }) => url.slice(0, index))
  const bare = url.replace(/#[\s\S]*/, '')
  return [
    ...tried(decodeURIComponent, url).map((value) => of('url', 'decoded', value)),
    ...tried(decodeURI, url).map((value) => of('url', 'decoded', value)),
    ...tried((text) => decodeURIComponent(decodeURIComponent(text)), url).map((value) => of('url', 'decoded', value)),
    ...cuts.map((value) => of('url', 'cut', value)),
    of('url', 'fragment', bare),
    of('url', 'fragment', `${bare}#`),
    of('url', 'fragment', `${bare}#/`),
    of('url', 'protocol', url.replace(/^https:/, 'http:')),
    of('url', 'protocol', url.replace(/^http:/, 'https:')),
    of('url', 'protocol', url.replace(/^https?:\/\//, '')),
    of('url', 'slash', url.replace(/\/(?=$|\?)/, '')),
    of('url', 'slash', url.replace(/([^/])(?=\?|$)/, '$1/')),
    of('url', 'entity', url.replace(/&/g, '&amp;')),
    of('url', 'entity', url.replace(/&amp;/g, '&')),
    of('url', 'plus', url.replace(/\+/g, ' ')),
    of('url', 'plus', url.replace(/%20/g, '+')),
    of('url', 'plus', url.replace(/\+/g, '%20')),
    of('url', 'port', url.replace(/^(\w+:\/\/[^/?#:]+):\d+/, '$1')),
    of('url', 'port', url.replace(/^(https:\/\/[^/?#:]+)(?=[/?]|$)/, '$1:443')),
    of('url', 'port', url.replace(/^(http:\/\/[^/?#:]+)(?=[/?]|$)/, '$1:80')),
    ...[encodeURI, encodeURIComponent, normalized].flatMap((encode) =>
      tried(encode, url).map((value) => of('url', 'encoded', value)),
    ),
  ]
}

const normalized = (url: string): string => new URL(url).href

function tried(change: (text: string) => string, text: string): string[] {
  try {
    return [change(text)]
  } catch {
    return []
  }
}

/** What is signed when the string is put together in another way. */
export function stringVariants(parts: Parts): Omit<Variant, 'part'>[] {
  const { ticket, nonceStr, timestamp, url } = parts
  const [j, n, t, u] = [`jsapi_ticket=${ticket}`, `noncestr=${nonceStr}`, `timestamp=${timestamp}`, `url=${url}`]
  const orders = permutations([j, n, t, u]).map((pieces) => pieces.join('&'))
  const right = orders[0] as string
  return [
    ...orders.slice(1).map((value) => ({ kind: 'order' as const, value })),
    { kind: 'key', value: right.replace('&noncestr=', '&nonceStr=') },
    { kind: 'key', value: right.replace('&noncestr=', '&nonce_str=') },
    { kind: 'key', value: right.replace('jsapi_ticket=', 'jsapiTicket=') },
    { kind: 'key', value: right.replace('jsapi_ticket=', 'ticket=') },
    { kind: 'key', value: [ticket, nonceStr, timestamp, url].join('') },
    { kind: 'key', value: [nonceStr, ticket, timestamp, url].sort().join('') },
    { kind: 'line', value: [j, n, t, u].join('\n') },
    { kind: 'line', value: [j, n, t, u].join('&amp;') },
  ]
}

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, index) =>
        permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
      )
