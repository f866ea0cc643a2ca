import { clients } from '../../../src/knowledge/clients.ts'
import { type Certainty, chineseCertainties, type Fact, knownFacts } from '../../../src/knowledge/facts.ts'
import type { Text } from '../words.ts'
import type { Client } from './client.ts'
import { expectationOf, type QuestionId, questions } from './questions.ts'
import { fits, type Pattern, type Seen, vocabulary } from './seen.ts'

export type Verdict = 'expected' | 'differs' | 'unasked'

/** One line of the report. */
export interface Row {
  readonly id: QuestionId
  readonly title: Text
  readonly fact: Fact
  readonly expected: Text
  /** `undefined`: not yet, or never. */
  readonly seen: Text | undefined
  readonly verdict: Verdict
}

export const verdicts: Readonly<Record<Verdict, Text>> = {
  expected: ['as expected', '符合预期'],
  differs: ['differs', '不同'],
  unasked: ['could not be asked', '无法检验'],
}

export const certaintyOf = (certainty: Certainty): Text => [certainty, chineseCertainties[certainty]]

/** The client in words: `Android, WeChat 8.0.61`. */
export function nameOf({ model, version, inMiniProgram }: Client): Text {
  const [english, chinese] = clients[model === 'oldAndroid' ? 'android' : model].device
  return [
    `${english}, WeChat ${version}${inMiniProgram ? ', in a mini program' : ''}`,
    `${chinese}，微信 ${version}${inMiniProgram ? '，小程序 web-view' : ''}`,
  ]
}

/** A line for each question that this client is asked. */
export function rowsOf(client: Client, seen: ReadonlyMap<QuestionId, Seen>): Row[] {
  return (Object.keys(questions) as QuestionId[]).flatMap((id) => {
    const expectation = expectationOf(id, client)
    if (!expectation) return []
    const one = seen.get(id)
    const patterns: readonly Pattern[] = expectation.seen
    const fit = one !== undefined && patterns.some((pattern) => fits(one, pattern))
    return {
      id,
      title: questions[id].title,
      fact: knownFacts[expectation.fact],
      expected: joined(patterns.map(textOf)),
      seen: one === undefined ? undefined : textOf(one),
      verdict: one === undefined ? 'unasked' : fit ? 'expected' : 'differs',
    }
  })
}

/** How many rows ended in each way. */
export function tally(rows: readonly Row[]): Record<Verdict, number> {
  const counts = { expected: 0, differs: 0, unasked: 0 }
  for (const { verdict } of rows) counts[verdict]++
  return counts
}

/** What a report holds beside its rows. */
export interface Heading {
  readonly client: Client
  readonly userAgent: string
  /** Why the run ended early. */
  readonly stopped?: Text | undefined
  /** Whether the client was a fake. */
  readonly played: boolean
}

/** The report as Markdown. It names no URL, no account and no signature. */
export function toMarkdown({ client, userAgent, stopped, played }: Heading, rows: readonly Row[], language: 0 | 1) {
  const say = (text: Text) => text[language]
  const cells = (...texts: readonly string[]) => `| ${texts.map(escaped).join(' | ')} |`
  const counts = tally(rows)
  const table = rows.map(({ title, fact, expected, seen, verdict }) =>
    cells(say(title), say(certaintyOf(fact.certainty)), say(expected), seen ? say(seen) : '–', say(verdicts[verdict])),
  )
  return [
    `## ${say(nameOf(client))}${played ? say([' (played)', '（模拟）']) : ''}`,
    '',
    `\`${withoutToken(userAgent)}\``,
    '',
    (['expected', 'differs', 'unasked'] as const).map((name) => `${say(verdicts[name])}: ${counts[name]}`).join(' · '),
    ...(stopped ? ['', say(stopped)] : []),
    '',
    cells(
      say(['Question', '检验项']),
      say(['Certainty', '可信度']),
      say(['Expected', '预期']),
      say(['Seen', '实际']),
      say(['Verdict', '结论']),
    ),
    '|---|---|---|---|---|',
    ...table,
    '',
  ].join('\n')
}

/** Devtools name a token of their own in the user agent. */
export const withoutToken = (userAgent: string): string => userAgent.replace(/ token\/\S+/, ' token/…')

const escaped = (text: string) => text.replaceAll('|', '\\|')

const textOf = (one: Seen | Pattern): Text => (typeof one === 'string' ? vocabulary[one] : [one.says, one.says])

const joined = (texts: readonly Text[]): Text => [
  texts.map(([english]) => english).join(' / '),
  texts.map(([, chinese]) => chinese).join(' / '),
]
