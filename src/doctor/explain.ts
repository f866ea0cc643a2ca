import { withoutFragment } from '../knowledge/url.ts'
import { type MutationContext, mutationsOf, pairsOf } from './mutations.ts'
import type { FindingName } from './names.ts'
import type { ProbeName } from './probes.ts'
import type { SignatureFields } from './reading.ts'

/** A signed probe, and what was found out about its signature. */
export interface Signed {
  readonly name: ProbeName
  readonly asked: string
  readonly fields: SignatureFields
  readonly context: MutationContext
}

/** What explains a signature that is not that of the URL. */
export interface Explanation {
  readonly finding: FindingName
  /** The probes that show it. */
  readonly probes: readonly ProbeName[]
  /** What was signed in place of what, for one of them. */
  readonly asked: string
  readonly signed: string
}

export interface Verdict {
  /** Probes whose signature is right. */
  readonly right: readonly ProbeName[]
  readonly explanations: readonly Explanation[]
  /** Probes whose signature nothing explains. */
  readonly unexplained: readonly ProbeName[]
}

/** Something that may have been signed, and the changes that lead to it. */
export interface Candidate {
  readonly findings: readonly FindingName[]
  /** Of a single change: see `Mutation`. */
  readonly variant?: string
  readonly url: string
}

/** Whether these fields are a signature of `url`. */
export type IsOf = (fields: SignatureFields, url: string) => boolean | Promise<boolean>

/** Finds out which URL each signature is of. */
export async function explainAll(signed: readonly Signed[], isOf: IsOf): Promise<Verdict> {
  const right: Signed[] = []
  const open: { one: Signed; candidates: readonly Candidate[] }[] = []
  for (const one of signed) {
    const candidates = await explain(one, isOf)
    if (candidates) open.push({ one, candidates })
    else right.push(one)
  }
  // A backend that made this change would have made it there too.
  const refuted = new Set(
    right.flatMap(({ asked, context }) => mutationsOf(asked, context).map(({ variant }) => variant)),
  )
  const likely = open.map(({ one, candidates }) => {
    const some = candidates.filter(({ variant }) => variant === undefined || !refuted.has(variant))
    return { one, candidates: some.length ? some : candidates }
  })
  return { right: right.map(({ name }) => name), ...cover(likely) }
}

/** `undefined` when the signature is right, else all that one change explains; two only where one does not. */
export async function explain({ asked, fields, context }: Signed, isOf: IsOf): Promise<Candidate[] | undefined> {
  if (await isOf(fields, withoutFragment(asked))) return undefined
  const found: Candidate[] = []
  for (const { finding, variant, url } of mutationsOf(asked, context)) {
    if (await isOf(fields, url)) found.push({ findings: [finding], variant, url })
  }
  if (found.length) return found
  for (const pair of pairsOf(asked, context)) {
    if (await isOf(fields, pair.url)) return [pair]
  }
  return []
}

/** The fewest causes that explain all. */
function cover(open: { one: Signed; candidates: readonly Candidate[] }[]) {
  const unexplained = open.filter(({ candidates }) => candidates.length === 0).map(({ one }) => one.name)
  const explanations: Explanation[] = []
  let rest = open.filter(({ candidates }) => candidates.length > 0)
  while (rest.length) {
    const counts = new Map<FindingName, number>()
    for (const { candidates } of rest) {
      for (const name of new Set(candidates.flatMap(({ findings }) => findings))) {
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
    }
    const [finding] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))
    const shows = ({ candidates }: (typeof rest)[number]) => candidates.some((one) => one.findings.includes(finding))
    const shown = rest.filter(shows)
    const { one, candidates } = shown[0] as (typeof shown)[number]
    const signed = candidates.find(({ findings }) => findings.includes(finding))?.url ?? ''
    explanations.push({ finding, probes: shown.map(({ one }) => one.name), asked: one.asked, signed })
    rest = rest
      .map(({ one, candidates }) => ({ one, candidates: candidates.map((each) => without(each, finding)) }))
      .filter(({ candidates }) => candidates.every(({ findings }) => findings.length > 0))
  }
  return { explanations, unexplained }
}

const without = ({ findings, url }: Candidate, finding: FindingName) => ({
  findings: findings.filter((name) => name !== finding),
  url,
})
