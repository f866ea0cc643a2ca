import { hasher, sha1 } from '../knowledge/sha1.ts'
import { type Difference, firstDifference } from './compare.ts'
import { type BenchContext, type BenchInput, type Part, type Parts, partNames } from './parts.ts'
import { stringVariants, type Variant, variants } from './variants.ts'

/** What was signed instead. */
export interface Finding {
  /** Which of the four differs; `'string'`: how they are put together; `'signature'`: it was not copied whole. */
  readonly part: Part | 'string' | 'signature'
  /** A usual mistake by its name, or what is wrong with one character. */
  readonly kind: Variant['kind'] | Edit['kind'] | 'typo'
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

/** The string that is signed, appendix 1 of the documentation. */
export const stringToSign = ({ ticket, nonceStr, timestamp, url }: Parts): string =>
  `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`

/**
 * Recomputes a signature, and when it is another one, finds out what was signed instead: one of the usual mistakes, two
 * of them in two parts, or one wrong character anywhere. Nothing leaves the browser.
 */
export function judge(input: BenchInput, context: BenchContext = {}): Verdict {
  const missing = ([...partNames, 'signature'] as const).filter((name) => !input[name])
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

/** The signature is right but for its spelling. */
function mistypedSignature(given: string, hash: string): Finding | undefined {
  const found = given.trim().toLowerCase()
  const equal = [...hash].filter((character, index) => character === found[index]).length
  // By chance two or three of the forty are equal.
  const isNear = equal > 30 || found.includes(hash) || (found.length > 15 && hash.includes(found))
  return isNear ? finding('signature', 'typo', given, hash) : undefined
}

const finding = (part: Finding['part'], kind: Finding['kind'], given: string, signed: string): Finding => ({
  part,
  kind,
  given,
  signed,
  difference: firstDifference(given, signed),
})

/** One usual mistake in one part, or one in each of two. */
function usualMistakes(input: BenchInput, context: BenchContext): Finding[] | undefined {
  const isSigned = (parts: Parts) => sha1(stringToSign(parts)) === input.signature
  const all = variants(input, context)
  const told = (...found: readonly Variant[]) =>
    found.map((one) => finding(one.part, one.kind, input[one.part], one.value))
  for (const one of all) if (isSigned({ ...input, [one.part]: one.value })) return told(one)
  for (const { kind, value } of stringVariants(input)) {
    if (sha1(value) === input.signature) return [finding('string', kind, stringToSign(input), value)]
  }
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      if (other.part === one.part) continue
      if (isSigned({ ...input, [one.part]: one.value, [other.part]: other.value })) return told(one, other)
    }
  }
  return undefined
}

/** What happened to one character. */
interface Edit {
  readonly kind: 'replaced' | 'missing' | 'extra' | 'swapped'
  /** The text from the place on. */
  readonly rest: string
}

/**
 * The part that differs from what was signed by one character: replaced, missing, too many, or two neighbours swapped.
 */
function oneEdit(input: BenchInput): Finding | undefined {
  const whole = stringToSign(input)
  let end = 0
  for (const part of partNames) {
    const value = input[part]
    const start = whole.indexOf(`=${value}`, end) + 1
    end = start + value.length
    const after = whole.slice(end)
    for (let place = 0; place <= value.length; place++) {
      const hash = hasher(whole.slice(0, start + place))
      for (const { kind, rest } of editsAt(value, place, part === 'timestamp' ? digits : printable)) {
        if (hash(rest + after) !== input.signature) continue
        return finding(part, kind, value, value.slice(0, place) + rest)
      }
    }
  }
  return undefined
}

const digits = [...'0123456789']
const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index))

function* editsAt(value: string, place: number, alphabet: readonly string[]): Generator<Edit> {
  const rest = value.slice(place)
  if (rest) yield { kind: 'extra', rest: rest.slice(1) }
  if (rest.length > 1) yield { kind: 'swapped', rest: `${rest[1]}${rest[0]}${rest.slice(2)}` }
  for (const character of alphabet) {
    if (rest) yield { kind: 'replaced', rest: character + rest.slice(1) }
    yield { kind: 'missing', rest: character + rest }
  }
}
