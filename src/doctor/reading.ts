/** What `wx.config` needs, as it was found in an answer. */
export interface SignatureFields {
  readonly appId: string
  readonly timestamp: string
  readonly nonceStr: string
  readonly signature: string
  /** The URL that the backend says it signed. */
  readonly url?: string
}

/** What an answer's body is. */
export interface Reading {
  readonly form: 'json' | 'json-in-string' | 'jsonp' | 'noise' | 'web-page' | 'text' | 'empty'
  readonly value?: unknown
  readonly signature?: SignatureFields
  /** Where in the answer the signature is, such as `data` or `result.config`; empty at the top. */
  readonly path: string
  /** The names that the fields have, where they are not the right ones: `nonceStr` → `noncestr`. */
  readonly renamed: Readonly<Record<string, string>>
  readonly missing: readonly string[]
}

const SPELLINGS: Readonly<Record<string, RegExp>> = {
  appId: /^app_?id$/i,
  timestamp: /^time_?stamp$/i,
  nonceStr: /^nonce_?(str)?$/i,
  signature: /^(signature|sign|sha1)$/i,
}

/** Objects that are looked through for the signature. */
const MAX_OBJECTS = 200
const MAX_DEPTH = 5

/** Reads a body as a page would, and where that fails, finds out what it is. */
export function read(text: string): Reading {
  const body = text.replace(/^\ufeff/, '').trim()
  const parsed = parse(body)
  if (parsed !== undefined) {
    const inner = typeof parsed === 'string' ? parse(parsed) : undefined
    return typeof inner === 'object' && inner ? of('json-in-string', inner) : of('json', parsed)
  }
  if (body === '') return of('empty')
  // Express writes: /**/ typeof cb === 'function' && cb({…});
  const guard = /^(\/\*[\s\S]*?\*\/\s*)?(typeof\s+[\w$.[\]'"]+\s*===?\s*['"]function['"]\s*&&\s*)?/
  const call = /^[\w$.[\]'"]+\s*\(([\s\S]*)\)\s*;?$/.exec(body.replace(guard, ''))
  const argument = call?.[1] === undefined ? undefined : parse(call[1])
  if (argument !== undefined) return of('jsonp', argument)
  const [from, to] = [body.indexOf('{'), body.lastIndexOf('}')]
  const middle = from >= 0 && to > from ? parse(body.slice(from, to + 1)) : undefined
  if (middle !== undefined) return of('noise', middle)
  return of(/^<(!doctype|html|head|body|\?xml)/i.test(body) ? 'web-page' : 'text')
}

function of(form: Reading['form'], value?: unknown): Reading {
  const found = findSignature(value)
  return { form, value, path: '', renamed: {}, missing: [], ...found }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Looks through the answer, level by level, for an object with a signature and one more of its fields. */
function findSignature(root: unknown): Partial<Reading> {
  const queue = [{ value: root, path: [] as string[] }]
  for (let i = 0; i < queue.length && i < MAX_OBJECTS; i++) {
    const { value, path } = queue[i] as (typeof queue)[number]
    if (!isObject(value)) continue
    const names = spell(value)
    if (names.signature && (names.nonceStr || names.timestamp)) return describe(value, names, path.join('.'))
    if (path.length >= MAX_DEPTH) continue
    for (const key of Object.keys(value).slice(0, MAX_OBJECTS)) queue.push({ value: value[key], path: [...path, key] })
  }
  return {}
}

/** Under which name each field is there. */
function spell(value: Record<string, unknown>): Record<string, string | undefined> {
  const keys = Object.keys(value).slice(0, MAX_OBJECTS)
  const nameOf = (field: string) => (keys.includes(field) ? field : keys.find((key) => SPELLINGS[field]?.test(key)))
  return Object.fromEntries(Object.keys(SPELLINGS).map((field) => [field, nameOf(field)]))
}

function describe(value: Record<string, unknown>, names: Record<string, string | undefined>, path: string) {
  const text = (field: string) => {
    const one = value[names[field] ?? '']
    return typeof one === 'string' || typeof one === 'number' ? String(one) : ''
  }
  const fields = Object.keys(SPELLINGS)
  const signature: SignatureFields = {
    appId: text('appId'),
    timestamp: text('timestamp'),
    nonceStr: text('nonceStr'),
    signature: text('signature'),
    ...(typeof value.url === 'string' && { url: value.url }),
  }
  const renamed: Record<string, string> = {}
  for (const field of fields) {
    const name = names[field]
    if (name !== undefined && name !== field) renamed[field] = name
  }
  return { signature, path, renamed, missing: fields.filter((field) => text(field) === '') }
}

/** The first words of an error in an answer, and WeChat's code where it is passed on. */
export function errorIn(value: unknown): { words: string; errcode?: number } {
  const queue = [value]
  for (let i = 0; i < queue.length && i < 20; i++) {
    const one = queue[i]
    if (!isObject(one)) continue
    const words = [one.message, one.errmsg, one.msg, one.detail, one.error, one.title, one.code].find(
      (word) => typeof word === 'string',
    )
    const errcode = Number(one.errcode)
    if (errcode) return { words: String(words ?? ''), errcode }
    if (words !== undefined) return { words: String(words) }
    queue.push(...Object.values(one).slice(0, 20))
  }
  return { words: '' }
}
