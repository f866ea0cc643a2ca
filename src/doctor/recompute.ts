import { sha1 } from '../knowledge/sha1.ts'
import { withoutFragment } from '../knowledge/url.ts'
import { type Answer, type Evidence, isSame, type Recomputed, refererOf } from './evidence.ts'
import { explain, explainAll, type IsOf, type Signed } from './explain.ts'
import type { FindingName } from './names.ts'

const isOfTicket =
  (ticket: string): IsOf =>
  ({ nonceStr, timestamp, signature }, url) =>
    nonceStr !== '' && timestamp !== '' && sha1(rightText({ ticket, nonceStr, timestamp, url })) === signature

type Parts = { ticket: string; nonceStr: string; timestamp: string; url: string }

const rightText = (p: Parts) => `jsapi_ticket=${p.ticket}&noncestr=${p.nonceStr}&timestamp=${p.timestamp}&url=${p.url}`

const TEXTS: readonly (readonly [string, (parts: Parts) => string])[] = [
  ['nonceStr', (p) => `jsapi_ticket=${p.ticket}&nonceStr=${p.nonceStr}&timestamp=${p.timestamp}&url=${p.url}`],
  ['timeStamp', (p) => `jsapi_ticket=${p.ticket}&noncestr=${p.nonceStr}&timeStamp=${p.timestamp}&url=${p.url}`],
  ['jsapiTicket', (p) => `jsapiTicket=${p.ticket}&noncestr=${p.nonceStr}&timestamp=${p.timestamp}&url=${p.url}`],
  ['ticket', (p) => `ticket=${p.ticket}&noncestr=${p.nonceStr}&timestamp=${p.timestamp}&url=${p.url}`],
  ['order', (p) => `noncestr=${p.nonceStr}&jsapi_ticket=${p.ticket}&timestamp=${p.timestamp}&url=${p.url}`],
  ['order', (p) => `noncestr=${p.nonceStr}&timestamp=${p.timestamp}&url=${p.url}&jsapi_ticket=${p.ticket}`],
  ['order', (p) => `jsapi_ticket=${p.ticket}&timestamp=${p.timestamp}&noncestr=${p.nonceStr}&url=${p.url}`],
  ['order', (p) => `url=${p.url}&timestamp=${p.timestamp}&noncestr=${p.nonceStr}&jsapi_ticket=${p.ticket}`],
  ['values', (p) => [p.ticket, p.nonceStr, p.timestamp, p.url].sort().join('')],
  ['values', (p) => [p.ticket, p.nonceStr, p.timestamp, p.url].join('')],
  ['end', (p) => `jsapi_ticket=${p.ticket}&noncestr=${p.nonceStr}&timestamp=${p.timestamp}&url=${p.url}&`],
  [
    'encoded',
    (p) =>
      String(new URLSearchParams({ jsapi_ticket: p.ticket, noncestr: p.nonceStr, timestamp: p.timestamp, url: p.url })),
  ],
]

/**
 * What is wrong about the way in which a signature is made, as long as the URL is right; `undefined` when nothing known
 * is.
 */
export function wrongAlgorithm(ticket: string, { asked, fields }: Signed): string | undefined {
  const { nonceStr, timestamp } = fields
  const seconds = Number(timestamp)
  const parts = { ticket, nonceStr, timestamp, url: withoutFragment(asked) }
  const signature = fields.signature.toLowerCase()
  const is = (text: string) => sha1(text) === signature
  for (const [what, text] of TEXTS) if (is(text(parts))) return what
  for (const padded of [`${ticket}\n`, `${ticket}\r\n`, `${ticket} `, ` ${ticket}`, `"${ticket}"`]) {
    if (is(rightText({ ...parts, ticket: padded }))) return 'padded'
  }
  const others = [seconds * 1000, Math.floor(seconds / 1000), seconds / 1000, seconds + 1, seconds - 1]
  for (const other of others) if (is(rightText({ ...parts, timestamp: String(other) }))) return 'other-timestamp'
  if (fields.signature !== signature && is(rightText(parts))) return 'upper-case'
  return undefined
}

/** Backends that sign one of these do not read what they are asked for. */
const NOT_READ: readonly FindingName[] = ['url-own', 'url-fixed', 'url-referer', 'url-missing']

interface Ticket {
  readonly name: Recomputed['by']
  readonly value: string
}

/** Recomputes the signatures with each ticket, until one explains something. */
export async function recompute(evidence: Evidence, given: string | undefined): Promise<Recomputed | undefined> {
  const { account } = evidence
  const tickets: Ticket[] = []
  if (account?.ticket) tickets.push({ name: 'account-ticket', value: account.ticket })
  if (given && given !== account?.ticket) tickets.push({ name: 'given-ticket', value: given })
  // What a cache gave again says nothing about the backend.
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
    const verdict = await explainAll(signed, isOfTicket(value))
    const isExplained = verdict.right.length + verdict.explanations.length > 0
    const algorithm = isExplained ? undefined : wrongAlgorithm(value, signed[0] as Signed)
    const signedForeign = await foreignSigned(evidence, isOfTicket(value))
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
async function foreignSigned(evidence: Evidence, isOf: IsOf): Promise<ReadonlySet<string>> {
  const { foreign, lookalikes, noHttp } = evidence
  const signed = new Set<string>()
  for (const answer of [...(foreign ? [foreign] : []), ...lookalikes, ...noHttp]) {
    for (const one of signedOf('plain', answer, evidence)) {
      const candidates = await explain(one, isOf)
      const isRead = candidates?.some(({ findings }) => !findings.some((name) => NOT_READ.includes(name)))
      if (candidates === undefined || isRead) signed.add(answer.asked)
    }
  }
  return signed
}
