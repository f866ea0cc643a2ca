import type { UrlVerdict } from '../knowledge/explain.ts'
import type { Text } from '../knowledge/text.ts'
import { type AskOptions, ask, type Exchange } from './exchange.ts'
import { foreignPages, type ProbeName, probesOf } from './probes.ts'
import { type Reading, read } from './reading.ts'
import type { Lang } from './types.ts'
import type { Account } from './wechat.ts'

/** An exchange with its parsed body. */
export interface Answer extends Exchange {
  readonly reading: Reading
}

/** The options of `diagnose` with their defaults. */
export interface Case {
  readonly endpoint: URL
  readonly page: URL
  /** The page's URL as it was given, without fragment. */
  readonly pageUrl: string
  readonly param: string
  /** Such as those of a login: every request to the backend carries them. */
  readonly headers: Readonly<Record<string, string>>
  readonly lang: Lang
  readonly appId?: string
  /** The backend's own keys, as far as they are known here: no answer may hold them. */
  readonly secrets: readonly string[]
  readonly asking: AskOptions
}

/** All answers of the backend and of WeChat; the checks read nothing else. */
export interface Evidence extends Case {
  readonly first: Answer
  /** The same URL once more. */
  readonly again?: Answer
  /** The page first. Without the others where the first answer has no signature. */
  readonly probes: readonly { readonly name: ProbeName; readonly answer: Answer }[]
  readonly foreign?: Answer
  readonly lookalikes: readonly Answer[]
  readonly notUrls: readonly Answer[]
  readonly noUrl?: Answer
  readonly methods: readonly { readonly method: string; readonly exchange: Exchange }[]
  readonly account?: Account
  /** A ticket was given, or came with the account. */
  readonly hasTicket?: boolean
  readonly recomputed?: Recomputed
  /** What the backend says that it signed, where that is not what it was asked for. */
  readonly echoed?: UrlVerdict<ProbeName>
}

/** Result of recomputing the signatures. */
export interface Recomputed {
  readonly verdict: UrlVerdict<ProbeName>
  readonly by: 'given-ticket' | 'account-ticket' | 'a-token'
  /** Some signature is that of a URL that could be named. */
  readonly isExplained: boolean
  /** What is wrong with the algorithm, where that explains it all. */
  readonly algorithm?: Text
  /** The given ticket is not that of the account. */
  readonly isOther?: boolean
  /** Which tickets there were. */
  readonly tickets: readonly ('given-ticket' | 'account-ticket')[]
  /** Answers for foreign pages that are signatures of these very pages. */
  readonly signedForeign: ReadonlySet<string>
}

/** The headers that a browser would send from this page. */
export function headersOf({ endpoint, page, headers: own }: Case): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json, text/plain, */*', ...lowerCase(own) }
  // Another path than the page's, to tell a backend that signs the Referer.
  headers.referer = refererOf(page)
  if (page.origin !== endpoint.origin) headers.origin = page.origin
  return headers
}

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

export const refererOf = (page: URL) => `${page.origin}/wechat-ready-doctor`

/** The address of the request for the signature of one URL. */
export function requestFor({ endpoint, param }: Case, asked: string | undefined): string {
  if (asked === undefined) return endpoint.href
  return `${endpoint.href}${endpoint.search ? '&' : '?'}${param}=${encodeURIComponent(asked)}`
}

/** Requests at a time: a diagnosis must not overload the backend. */
const AT_ONCE = 3

/** Sends all requests to the backend. */
export async function collect(subject: Case, onProgress: (words: string) => void): Promise<Evidence> {
  const headers = headersOf(subject)
  const send = (asked: string | undefined, method = 'GET') =>
    ask({ asked: asked ?? '', request: requestFor(subject, asked), method, headers }, subject.asking)
  const answerTo = async (asked: string | undefined): Promise<Answer> => {
    const exchange = await send(asked)
    return { ...exchange, reading: read(exchange.text) }
  }
  onProgress('GET ×1')
  const first = await answerTo(subject.pageUrl)
  const nothing = { lookalikes: [], notUrls: [], methods: [] }
  const plain = { name: 'plain' as const, answer: first }
  if (!first.reading.signature) return { ...subject, ...nothing, first, probes: [plain] }

  const probes = probesOf(subject.pageUrl).slice(1)
  const { foreign, lookalikes, notUrls } = foreignPages(subject.pageUrl)
  const pages = [subject.pageUrl, ...probes.map(({ url }) => url), foreign, ...lookalikes, ...notUrls, undefined]
  onProgress(`GET ×${pages.length}`)
  const answers = await inTurn(pages, answerTo)
  const methodNames = ['HEAD', 'OPTIONS']
  onProgress(methodNames.join(', '))
  const exchanges = await inTurn(methodNames, (method) => send(subject.pageUrl, method))
  const take = (count: number) => answers.splice(0, count)
  const [again] = take(1)
  const named = take(probes.length).map((answer, i) => ({ name: (probes[i] as { name: ProbeName }).name, answer }))
  const [foreignAnswer] = take(1)
  return {
    ...subject,
    first,
    again,
    probes: [plain, ...named],
    foreign: foreignAnswer,
    lookalikes: take(lookalikes.length),
    notUrls: take(notUrls.length),
    noUrl: answers[0],
    methods: methodNames.map((method, i) => ({ method, exchange: exchanges[i] as Exchange })),
  }
}

async function inTurn<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const work = async () => {
    while (next < items.length) {
      const i = next++
      results[i] = await act(items[i] as Item)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}

/** The fields of an answer that counts as a signature. */
export const isSigned = (answer: Answer | undefined) =>
  answer !== undefined && answer.status < 400 && (answer.reading.signature?.signature ?? '') !== ''

/** Whether two answers are the same signature, made once. */
export function isSame(one: Answer | undefined, other: Answer | undefined): boolean {
  const [a, b] = [one?.reading.signature, other?.reading.signature]
  return a !== undefined && b !== undefined && a.nonceStr === b.nonceStr && a.signature === b.signature
}
