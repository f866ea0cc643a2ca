/*
 * Finds which mistake explains a signature that is not that of the URL. Pure: the caller says by a function whether a URL
 * or a text is the one that was signed.
 */
import {
  type BackendContext,
  type SignedParts,
  type StringMistake,
  stringMistakes,
  stringToSign,
  timestampMistakes,
  type UrlMistakeName,
  urlMistakes,
  valueMistakes,
} from './mistakes.ts'
import type { Text } from './text.ts'
import { withoutFragment } from './url.ts'

// --- One URL

/** A URL that may have been signed in place of another, and the mistake that leads to it. */
export interface UrlChange {
  readonly mistake: UrlMistakeName
  /** Which of the ways to make the mistake. */
  readonly variant: string
  readonly url: string
}

/** All that one mistake makes of a URL, without what leaves it as it is. */
export function urlChanges(asked: string, context: BackendContext): UrlChange[] {
  const url = withoutFragment(asked)
  const kept: UrlChange[] = asked === url ? [] : [{ mistake: 'fragment', variant: 'fragment', url: asked }]
  return [...kept, ...wholeUrlChanges(url, context)]
}

/** The same, of a URL with its fragment: of a backend that does not cut it. */
const wholeUrlChanges = (url: string, context: BackendContext): UrlChange[] =>
  Object.entries(urlMistakes)
    .flatMap(([name, { change }]) =>
      change(url, context).map((one, i) => ({ mistake: name as UrlMistakeName, variant: `${name} ${i}`, url: one })),
    )
    .filter((one) => one.url !== url)

/** Something that may have been signed, and the mistakes that lead to it. */
export interface UrlCandidate {
  readonly mistakes: readonly UrlMistakeName[]
  /** The ways in which the mistakes were made: see `UrlChange`. */
  readonly variants: readonly string[]
  readonly url: string
}

/** `undefined` when the URL itself was signed, else all that one mistake explains; two mistakes only where one does not. */
export function explainUrl(
  asked: string,
  context: BackendContext,
  isSigned: (url: string) => boolean,
): UrlCandidate[] | undefined {
  if (isSigned(withoutFragment(asked))) return undefined
  const changes = urlChanges(asked, context)
  const found = changes.filter(({ url }) => isSigned(url))
  if (found.length) return found.map(({ mistake, variant, url }) => ({ mistakes: [mistake], variants: [variant], url }))
  return changes.flatMap((first) =>
    wholeUrlChanges(first.url || 'about:blank', context)
      .filter(({ url }) => isSigned(url))
      .map((second) => ({
        mistakes: [first.mistake, second.mistake],
        variants: [first.variant, second.variant],
        url: second.url,
      })),
  )
}

// --- Many URLs

/** A URL whose signature is known, by a name of its own. */
export interface SignedUrl<Name extends string> {
  readonly name: Name
  readonly asked: string
  readonly context: BackendContext
  readonly isSigned: (url: string) => boolean
}

/** A mistake, and the URLs that show it. */
export interface UrlExplanation<Name extends string> {
  readonly mistake: UrlMistakeName
  readonly names: readonly Name[]
  /** What was signed in place of what, for one of them. */
  readonly asked: string
  readonly signed: string
}

export interface UrlVerdict<Name extends string> {
  readonly right: readonly Name[]
  readonly explanations: readonly UrlExplanation<Name>[]
  readonly unexplained: readonly Name[]
}

/** Finds the fewest mistakes that explain all signatures of one backend. */
export function explainUrls<Name extends string>(signed: readonly SignedUrl<Name>[]): UrlVerdict<Name> {
  const judged = signed.map((one) => ({ one, candidates: explainUrl(one.asked, one.context, one.isSigned) }))
  const right = judged.flatMap(({ one, candidates }) => (candidates ? [] : [one]))
  // A backend that made this mistake would have made it there too.
  const refuted = new Set(right.flatMap(({ asked, context }) => urlChanges(asked, context).map((one) => one.variant)))
  const isLikely = ({ variants }: UrlCandidate) => !variants.some((variant) => refuted.has(variant))
  const open = judged.flatMap(({ one, candidates }) => {
    if (!candidates) return []
    const likely = candidates.filter(isLikely)
    return [{ one, candidates: likely.length ? likely : candidates }]
  })
  return { right: right.map(({ name }) => name), ...cover(withoutRefutedPairs(open)) }
}

interface Open<Name extends string> {
  readonly one: SignedUrl<Name>
  readonly candidates: readonly UrlCandidate[]
}

/** Drops the second mistakes that a URL shows not to be made: where the first alone explains it, and they would change it. */
function withoutRefutedPairs<Name extends string>(open: readonly Open<Name>[]): readonly Open<Name>[] {
  const refuted = new Set<string>()
  for (const { one, candidates } of open) {
    for (const { mistakes, url } of candidates.filter((each) => each.mistakes.length === 1)) {
      for (const { variant } of wholeUrlChanges(url, one.context)) refuted.add(`${mistakes[0]} ${variant}`)
    }
  }
  const isRefuted = ({ mistakes, variants }: UrlCandidate) =>
    refuted.has(`${mistakes[0]} ${variants[1]}`) || refuted.has(`${mistakes[1]} ${variants[0]}`)
  return open.map(({ one, candidates }) => {
    const likely = candidates.filter((candidate) => !isRefuted(candidate))
    return { one, candidates: likely.length ? likely : candidates }
  })
}

function cover<Name extends string>(open: readonly Open<Name>[]): Omit<UrlVerdict<Name>, 'right'> {
  const unexplained = open.filter(({ candidates }) => candidates.length === 0).map(({ one }) => one.name)
  const explanations: UrlExplanation<Name>[] = []
  let rest = open.filter(({ candidates }) => candidates.length > 0)
  while (rest.length) {
    const mistake = mostFrequent(rest)
    const shows = (one: UrlCandidate) => one.mistakes.includes(mistake)
    const shown = rest.filter(({ candidates }) => candidates.some(shows))
    const { one, candidates } = shown[0] as Open<Name>
    const { url } = candidates.find(shows) as UrlCandidate
    explanations.push({ mistake, names: shown.map((each) => each.one.name), asked: one.asked, signed: url })
    rest = rest
      .map((each) => ({ ...each, candidates: each.candidates.map((candidate) => without(candidate, mistake)) }))
      .filter((each) => each.candidates.every(({ mistakes }) => mistakes.length > 0))
  }
  return { explanations, unexplained }
}

function mostFrequent(open: readonly Open<string>[]): UrlMistakeName {
  const counts = new Map<UrlMistakeName, number>()
  for (const { candidates } of open) {
    for (const name of new Set(candidates.flatMap(({ mistakes }) => mistakes))) {
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

const without = (candidate: UrlCandidate, mistake: UrlMistakeName): UrlCandidate => ({
  ...candidate,
  mistakes: candidate.mistakes.filter((name) => name !== mistake),
})

// --- The four values

export type Part = keyof SignedParts

/** What may have been signed in place of one of the four values. */
export interface PartChange {
  readonly part: Part
  readonly mistake: string
  readonly text: Text
  readonly value: string
}

/** What the mistakes make of the values, without what leaves them as they are. */
export function partChanges(parts: SignedParts, context: BackendContext = {}): PartChange[] {
  const values = (['ticket', 'nonceStr', 'timestamp', 'url'] as const).flatMap((part) =>
    changesOf(part, parts[part], valueMistakes),
  )
  const times = changesOf('timestamp', parts.timestamp, /^\d+$/.test(parts.timestamp) ? timestampMistakes : {})
  const bare = withoutFragment(parts.url)
  const urls = [{ mistake: 'fragment' as const, url: bare }, ...urlChanges(parts.url, context)].map(
    ({ mistake, url }): PartChange => ({ part: 'url', mistake, text: textOf(mistake), value: url }),
  )
  return [...values, ...times, ...urls].filter(({ part, value }) => value !== '' && value !== parts[part])
}

const textOf = (mistake: UrlMistakeName): Text => {
  const { saw, cure } = urlMistakes[mistake]
  return [`${saw[0]} ${cure[0]}`, saw[1] + cure[1]]
}

const changesOf = (
  part: Part,
  value: string,
  mistakes: Readonly<Record<string, { change(value: string): readonly string[]; text: Text }>>,
): PartChange[] =>
  Object.entries(mistakes).flatMap(([mistake, { change, text }]) =>
    change(value).map((one) => ({ part, mistake, text, value: one })),
  )

/** One mistake in one value, one in how the values are put together, or one in each of two values; else nothing. */
export function explainParts(
  parts: SignedParts,
  changes: readonly PartChange[],
  isSigned: (text: string) => boolean,
): readonly PartChange[] | StringMistake | undefined {
  const isChanged = (...some: readonly PartChange[]) =>
    isSigned(stringToSign({ ...parts, ...Object.fromEntries(some.map(({ part, value }) => [part, value])) }))
  const single = changes.find((one) => isChanged(one))
  if (single) return [single]
  const string = stringMistakes(parts).find(({ value }) => isSigned(value))
  if (string) return string
  for (const [index, one] of changes.entries()) {
    // Stryker disable next-line MethodExpression: saves time, the others have been tried with this one or alone
    const others = changes.slice(index + 1).filter(({ part }) => part !== one.part)
    const other = others.find((next) => isChanged(one, next))
    if (other) return [one, other]
  }
  return undefined
}
