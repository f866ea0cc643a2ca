import { explainParts, explainUrl, explainUrls, partChanges, type SignedUrl } from '../knowledge/explain.ts'
import { stringToSign, type UrlMistakeName } from '../knowledge/mistakes.ts'
import { sha1 } from '../knowledge/sha1.ts'
import type { Text } from '../knowledge/text.ts'
import { withoutFragment } from '../knowledge/url.ts'
import { type Answer, type Evidence, isSame, type Recomputed, refererOf } from './evidence.ts'
import type { ProbeName } from './probes.ts'
import type { SignatureFields } from './reading.ts'

/** A signed probe. */
type Signed = Omit<SignedUrl<ProbeName>, 'isSigned'> & { readonly fields: SignatureFields }

/** A probe with the result for one ticket. */
const withTicket = (one: Signed, ticket: string): SignedUrl<ProbeName> => ({
  ...one,
  isSigned: (url) => isOf(one.fields, ticket, url),
})

const isOf = ({ nonceStr, timestamp, signature }: SignatureFields, ticket: string, url: string): boolean =>
  nonceStr !== '' && timestamp !== '' && sha1(stringToSign({ ticket, nonceStr, timestamp, url })) === signature

/** What is wrong about how a signature is made, as long as its URL is right; `undefined` when no mistake explains it. */
function wrongAlgorithm(ticket: string, { asked, fields }: Signed): Text | undefined {
  const { nonceStr, timestamp } = fields
  const parts = { ticket, nonceStr, timestamp, url: withoutFragment(asked) }
  const signature = fields.signature.toLowerCase()
  const changes = partChanges(parts).filter(({ part }) => part === 'ticket' || part === 'timestamp')
  const found = explainParts(parts, changes, (text) => sha1(text) === signature)
  if (found) return 'text' in found ? found.text : found[0]?.text
  return fields.signature !== signature && isOf({ ...fields, signature }, ticket, parts.url) ? upperCase : undefined
}

const upperCase: Text = ['The hexadecimal digits are in upper case.', '十六进制用了大写。']

/** A backend that signs one of these ignores its parameter. */
const NOT_READ: readonly UrlMistakeName[] = ['own', 'fixed', 'referer', 'missing']

interface Ticket {
  readonly name: Recomputed['by']
  readonly value: string
}

/** Recomputes the signatures with each ticket, until one explains something. */
export function recompute(evidence: Evidence, given: string | undefined): Recomputed | undefined {
  const { account } = evidence
  const tickets: Ticket[] = []
  if (account?.ticket) tickets.push({ name: 'account-ticket', value: account.ticket })
  if (given && given !== account?.ticket) tickets.push({ name: 'given-ticket', value: given })
  // An answer out of a cache says nothing about the backend.
  const own = evidence.probes.filter(({ name, answer }) => name === 'plain' || !isSame(answer, evidence.first))
  const signed = own.flatMap(({ name, answer }) => signedOf(name, answer, evidence))
  if (!tickets.length || !signed.length) return undefined
  const known = {
    tickets: tickets.map(({ name }) => name as 'given-ticket' | 'account-ticket'),
    isOther: tickets.length > 1,
  }
  const all = account?.token ? [...tickets, { name: 'a-token' as const, value: account.token }] : tickets
  let nothing: Recomputed | undefined
  for (const { name, value } of all) {
    const verdict = explainUrls(signed.map((one) => withTicket(one, value)))
    const isExplained = verdict.right.length + verdict.explanations.length > 0
    const algorithm = isExplained ? undefined : wrongAlgorithm(value, signed[0] as Signed)
    const signedForeign = foreignSigned(evidence, value)
    const one = { ...known, verdict, by: name, algorithm, signedForeign, isExplained }
    if (isExplained || algorithm) return one
    nothing ??= one
  }
  return nothing
}

function signedOf(name: Signed['name'], answer: Answer, { page, pageUrl }: Evidence): Signed[] {
  const fields = answer.reading.signature
  if (!fields?.signature || answer.status >= 300) return []
  const context = { page: pageUrl, request: answer.request, referer: refererOf(page) }
  return [{ name, asked: answer.asked, fields, context }]
}

/** The foreign pages that were truly signed. */
function foreignSigned(evidence: Evidence, ticket: string): ReadonlySet<string> {
  const { foreign, lookalikes, notUrls } = evidence
  const signed = new Set<string>()
  for (const answer of [...(foreign ? [foreign] : []), ...lookalikes, ...notUrls]) {
    for (const one of signedOf('plain', answer, evidence)) {
      const { context, isSigned } = withTicket(one, ticket)
      const candidates = explainUrl(one.asked, context, isSigned)
      const isRead = candidates?.some(({ mistakes }) => !mistakes.some((name) => NOT_READ.includes(name)))
      if (candidates === undefined || isRead) signed.add(answer.asked)
    }
  }
  return signed
}
