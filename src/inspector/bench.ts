import { type Difference, firstDifference } from '../knowledge/compare.ts'
import { explainParts, type Part, type PartChange, partChanges } from '../knowledge/explain.ts'
import { stringToSign } from '../knowledge/mistakes.ts'
import { hasher, sha1 } from '../knowledge/sha1.ts'
import type { Text } from '../knowledge/text.ts'
import { type BenchContext, type BenchInput, signedFields } from './signed-fields.ts'

/** What was signed instead. */
export interface Finding {
  /** Which of the four differs; `'string'`: how they are put together; `'signature'`: it was copied in part. */
  readonly part: Part | 'string' | 'signature'
  /** A usual mistake by its name, or what is wrong with one character. */
  readonly kind: string
  /** What the mistake is and what to do; an edit of one character is described by its index. */
  readonly text?: Text | undefined
  readonly given: string
  readonly signed: string
  readonly difference: Difference | undefined
}

/** A field that is not what the page has. */
export interface Deviation {
  readonly part: Exclude<keyof BenchInput, 'ticket'>
  readonly given: string
  readonly page: string
  readonly difference: Difference
}

export type Verdict =
  | { readonly status: 'incomplete'; readonly missing: readonly (keyof BenchInput)[] }
  | {
      /** `'right'`: the signature is of these four. `'explained'`: the findings say of what it is. */
      readonly status: 'right' | 'explained' | 'unexplained'
      /** The string that is signed. */
      readonly string: string
      readonly sha1: string
      readonly findings: readonly Finding[]
      readonly deviations: readonly Deviation[]
    }

/**
 * Recomputes a signature, and when it is another one, finds out what was signed instead: one of the usual mistakes, two
 * of them in two parts, or one wrong character anywhere. Nothing leaves the browser.
 */
export function judge(input: BenchInput, context: BenchContext = {}): Verdict {
  const missing = ([...signedFields, 'signature'] as const).filter((name) => !input[name])
  if (missing.length > 0) return { status: 'incomplete', missing }
  const string = stringToSign(input)
  const hash = sha1(string)
  const deviations = deviationsOf(input, context)
  if (hash === input.signature) return { status: 'right', string, sha1: hash, findings: [], deviations }
  const findings = explain(input, context, hash)
  return { status: findings.length > 0 ? 'explained' : 'unexplained', string, sha1: hash, findings, deviations }
}

function deviationsOf(input: BenchInput, { page = {} }: BenchContext): Deviation[] {
  return (['nonceStr', 'timestamp', 'url', 'signature'] as const).flatMap((part) => {
    const [given, onPage] = [input[part], page[part]]
    const difference = onPage === undefined ? undefined : firstDifference(given, onPage)
    return onPage !== undefined && difference ? [{ part, given, page: onPage, difference }] : []
  })
}

function explain(input: BenchInput, context: BenchContext, hash: string): Finding[] {
  const mistyped = mistypedSignature(input.signature, hash)
  if (mistyped) return [mistyped]
  const known = usualMistakes(input, context)
  if (known) return known
  const edit = oneEdit(input)
  return edit ? [edit] : []
}

/** The signature is right except for a few characters, or was copied in part. */
function mistypedSignature(given: string, hash: string): Finding | undefined {
  const found = given.trim().toLowerCase()
  const equal = [...hash].filter((character, index) => character === found[index]).length
  // By chance two or three of the forty are equal.
  const isNear = equal > 30 || found.includes(hash) || (found.length > 15 && hash.includes(found))
  return isNear ? finding('signature', 'typo', given, hash, copiedWrongly) : undefined
}

const copiedWrongly: Text = [
  'All of its other characters agree: it was cut off when it was copied, or one character is wrong.',
  '其余字符都一致：复制时不完整，或者有一个字符错误。',
]

const finding = (part: Finding['part'], kind: string, given: string, signed: string, text?: Text): Finding => ({
  part,
  kind,
  given,
  signed,
  text,
  difference: firstDifference(given, signed),
})

/** What the page has in place of the given values. */
function pageChanges(input: BenchInput, { page = {}, urls = [] }: BenchContext): PartChange[] {
  const of = (part: Part, mistake: string, text: Text, value = ''): PartChange => ({ part, mistake, text, value })
  const all = [
    ...(['nonceStr', 'timestamp'] as const).map((part) => of(part, 'page', pageValue, page[part])),
    ...[...urls, page.url].map((url) => of('url', 'other-url', otherUrl, url)),
  ]
  return all.filter(({ part, value }) => value !== '' && value !== input[part])
}

const pageValue: Text = [
  'The value of the page was signed, not the one here.',
  '签名时用的是页面上的值，不是这里填的值。',
]
const otherUrl: Text = [
  'Another URL of this page was signed: the landing URL instead of the current one, or the reverse.',
  '签名用的是本页的另一个 URL：入口 URL 与当前 URL 弄反了。',
]

/** One usual mistake, or one in each of two values. */
function usualMistakes(input: BenchInput, context: BenchContext): Finding[] | undefined {
  const page = context.page?.url
  // A wrong digit is described by its index.
  const usual = partChanges(input, page ? { page } : {}).filter(({ mistake }) => mistake !== 'another-second')
  const changes = [...pageChanges(input, context), ...usual]
  const found = explainParts(input, changes, (text) => sha1(text) === input.signature)
  if (!found) return undefined
  if ('text' in found) return [finding('string', found.mistake, stringToSign(input), found.value, found.text)]
  return found.map(({ part, mistake, value, text }) => finding(part, mistake, input[part], value, text))
}

/** What happened to one character. */
interface Edit {
  readonly kind: 'replaced' | 'missing' | 'extra' | 'swapped'
  /** The text from that index on. */
  readonly rest: string
}

/**
 * The part that differs from what was signed by one character: replaced, missing, too many, or two neighbours swapped.
 */
function oneEdit(input: BenchInput): Finding | undefined {
  const whole = stringToSign(input)
  let end = 0
  for (const part of signedFields) {
    const value = input[part]
    const start = whole.indexOf(`=${value}`, end) + 1
    end = start + value.length
    const after = whole.slice(end)
    for (let index = 0; index <= value.length; index++) {
      const hash = hasher(whole.slice(0, start + index))
      for (const { kind, rest } of editsAt(value, index, part === 'timestamp' ? digits : printable)) {
        if (hash(rest + after) !== input.signature) continue
        return finding(part, kind, value, value.slice(0, index) + rest)
      }
    }
  }
  return undefined
}

const digits = [...'0123456789']
const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index))

function* editsAt(value: string, index: number, alphabet: readonly string[]): Generator<Edit> {
  const rest = value.slice(index)
  if (rest) yield { kind: 'extra', rest: rest.slice(1) }
  if (rest.length > 1) yield { kind: 'swapped', rest: `${rest[1]}${rest[0]}${rest.slice(2)}` }
  for (const character of alphabet) {
    if (rest) yield { kind: 'replaced', rest: character + rest.slice(1) }
    yield { kind: 'missing', rest: character + rest }
  }
}
