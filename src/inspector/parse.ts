import type { BenchInput } from './signed-fields.ts'

/** What is recognised in a text that was pasted. */
export type Pasted = Partial<BenchInput & { appId: string }>

const names: Record<string, keyof Pasted> = {
  jsapi_ticket: 'ticket',
  jsapiticket: 'ticket',
  ticket: 'ticket',
  noncestr: 'nonceStr',
  nonce_str: 'nonceStr',
  nonce: 'nonceStr',
  timestamp: 'timestamp',
  url: 'url',
  signature: 'signature',
  sign: 'signature',
  appid: 'appId',
}

/**
 * Reads the fields out of a pasted text: the string that was signed, a signer's JSON (also in an envelope), the
 * argument of `wx.config`, a query string, or lines of `name: value`.
 */
export function parsePasted(text: string): Pasted {
  const signed = /jsapi_?ticket=([^&]*)&noncestr=([^&]*)&timestamp=([^&]*)&url=([\s\S]*)$/i.exec(text.trim())
  if (signed) {
    const [, ticket = '', nonceStr = '', timestamp = '', url = ''] = signed
    return { ticket, nonceStr, timestamp, url: url.replace(/\s+$/, '') }
  }
  return fromJson(text) ?? (isQuery(text) ? fromQuery(text) : fromPairs(text))
}

function fromJson(text: string): Pasted | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? collect(entriesWithin(value)) : undefined
  } catch {
    return undefined
  }
}

/** The fields of an object and, after them, of what it holds: an envelope's `data`. */
const entriesWithin = (value: object, depth = 0): [string, unknown][] => {
  const entries = Object.entries(value)
  const inner = entries.flatMap(([, one]) =>
    typeof one === 'object' && one !== null && depth < 3 ? entriesWithin(one, depth + 1) : [],
  )
  return [...entries, ...inner]
}

function collect(entries: Iterable<readonly [string, unknown]>): Pasted {
  const found: Record<string, string> = {}
  for (const [key, value] of entries) {
    const name = names[key.toLowerCase()]
    if (name && found[name] === undefined && (typeof value === 'string' || typeof value === 'number')) {
      found[name] = String(value)
    }
  }
  return found
}

const isQuery = (text: string) => /^[^\s{]*[\w]+=[^\s]*&[\w]+=\S*$/.test(text.trim())

/** Of a query string what follows the last `?`, unless it is within a value. */
const fromQuery = (text: string): Pasted =>
  collect(
    text
      .trim()
      .replace(/^[^=&]*\?/, '')
      .split('&')
      .map((pair) => {
        const at = pair.indexOf('=')
        return [pair.slice(0, at), decoded(pair.slice(at + 1))] as const
      }),
  )

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// A value is quoted, or goes on to the next space or comma.
const pair = /["']?\b(\w+)["']?\s*[:=]\s*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s,}]+))/g

const fromPairs = (text: string): Pasted =>
  collect([...text.matchAll(pair)].map(([, name = '', a, b, c, d]) => [name, a ?? b ?? c ?? d] as const))
