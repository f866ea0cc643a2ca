import { type Text, t } from './words.ts'

/**
 * One parameter of an API, as a visitor fills it in. What it holds is always text, or a list of texts; empty: the
 * parameter is left out.
 */
export type Field = {
  readonly label?: Text
  /** What an earlier call has brought that fits here. */
  readonly from?: RecentId
} & (
  | { readonly kind: 'text'; readonly value?: string | Text }
  | { readonly kind: 'number'; readonly value?: number; readonly min?: number; readonly max?: number }
  /** One of these. */
  | { readonly kind: 'choice'; readonly options: readonly (string | number)[]; readonly value?: string | number }
  /** Any of these. */
  | { readonly kind: 'many'; readonly options: readonly string[]; readonly value?: readonly string[] }
  /** One a line. */
  | { readonly kind: 'lines'; readonly value?: readonly string[] }
  | { readonly kind: 'json'; readonly value?: unknown }
)

/** What a call brings that another one takes. */
export type RecentId = 'picture' | 'pictureUrl' | 'voice' | 'pictureServerId' | 'voiceServerId'

export type Fields = Readonly<Record<string, Field>>
export type Values = Readonly<Record<string, string | readonly string[]>>

/** What a form shows to begin with. */
export function initialValue(field: Field): string | readonly string[] {
  const { kind, value } = field
  if (kind === 'many') return value ?? []
  if (kind === 'text' && typeof value === 'object') return t(value)
  if (kind === 'lines') return (value ?? []).join('\n')
  if (kind === 'json') return value === undefined ? '' : JSON.stringify(value, null, 2)
  return value === undefined ? '' : String(value)
}

/**
 * The parameters that a filled-in form stands for; `undefined` when there are none.
 *
 * @throws {SyntaxError} for a JSON field that holds something else
 */
export function toParams(fields: Fields, values: Values): Record<string, unknown> | undefined {
  const params: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = parse(field, values[name] ?? initialValue(field))
    if (value !== undefined) params[name] = value
  }
  return Object.keys(params).length > 0 ? params : undefined
}

function parse(field: Field, value: string | readonly string[]): unknown {
  if (value.length === 0) return undefined
  if (typeof value !== 'string') return [...value]
  if (field.kind === 'number') return Number(value)
  if (field.kind === 'choice') return field.options.find((option) => String(option) === value)
  if (field.kind === 'lines') return value.split('\n').filter(Boolean)
  return field.kind === 'json' ? JSON.parse(value) : value
}

/** A value as one would write it in a program. */
export function toCode(value: unknown, indent = ''): string {
  if (typeof value === 'string') {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'"
    const escaped = value.replace(quote === '"' ? /\\/g : /[\\']/g, '\\$&').replace(/\n/g, '\\n')
    return quote + escaped + quote
  }
  if (typeof value !== 'object' || value === null) return String(value)
  const isList = Array.isArray(value)
  const items = Object.entries(value).map(([name, item]) => {
    const key = isList ? '' : `${/^[a-z_$][\w$]*$/i.test(name) ? name : toCode(name)}: `
    return key + toCode(item, `${indent}  `)
  })
  const [open, close] = isList ? ['[', ']'] : ['{ ', ' }']
  const line = open + items.join(', ') + close
  if (items.length === 0 || (line.length <= 46 && !line.includes('\n')))
    return items.length ? line : isList ? '[]' : '{}'
  return `${open.trim()}\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}${close.trim()}`
}
