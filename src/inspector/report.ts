import { redactNamed } from '../knowledge/redact.ts'
import type { View } from './model.ts'

/** What a report is made of beside the view. */
export interface ReportFacts {
  readonly userAgent: string
  /** Of the report. */
  readonly at: Date
  /** The panel's first line. */
  readonly verdict?: string | undefined
}

/** Everything that the panel shows as Markdown, for a report of a fault, without secrets. */
export function report(view: View, { userAgent, at, verdict }: ReportFacts): string {
  const { environment, status, failure, signature } = view
  const sections = [
    '## WeChat JS-SDK report (wechat-ready)',
    list([
      ['status', status],
      ['verdict', verdict],
      ['client', `${JSON.stringify(environment)}`],
      ['user agent', userAgent],
      ['time', at.toISOString()],
      ['endpoint', view.endpoint],
      ['appId', signature?.appId],
      ['signature', signature && `timestamp ${signature.timestamp}, ${age(signature.timestamp, at)}`],
    ]),
    failure && section('Error', errorLines(view)),
    section(
      'URLs',
      view.lanes.map(({ role, url, difference }) => {
        const mark = difference ? ` (differs at character ${difference.index + 1})` : ''
        return `- ${role}: ${url === undefined ? 'unknown' : `\`${url}\``}${mark}`
      }),
    ),
    view.steps.length > 0 && section('Steps', table(['step', 'URL', 'ms', 'error'], view.steps.map(stepCells))),
    view.denied.length > 0 && section('Denied', [view.denied.join(', ')]),
    view.calls.length > 0 && section('Last calls', table(['API', 'ms', 'outcome'], view.calls.map(callCells))),
    view.shared && section('Shared', list(Object.entries(view.shared)).split('\n')),
    view.earlier.length > 0 &&
      section(
        'Earlier configurations',
        view.earlier.map(({ url, status, duration }) => `- ${status} ${round(duration)} \`${url}\``),
      ),
  ]
  return `${redactNamed(sections.filter(Boolean).join('\n\n'))}\n`
}

function errorLines({ failure, clientReason }: View): string[] {
  if (!failure) return []
  const { code, message, api, errMsg, urls, cause } = failure
  return list([
    ['code', code],
    ['message', message],
    ['api', api],
    ['errMsg', errMsg],
    ['sent to the signer', urls.join(', ')],
    ['cause', cause],
    ['the fake client says', clientReason],
    ['advice', failure.explanation.meaning[0]],
  ]).split('\n')
}

const stepCells = ({ name, url, duration, error }: View['steps'][number]): string[] => [
  name,
  url ?? '',
  round(duration),
  error === undefined ? '' : String(error),
]

const callCells = ({ api, duration, outcome, failure }: View['calls'][number]): string[] => [
  api,
  round(duration),
  failure ? `${outcome}: ${failure.message}` : outcome,
]

const round = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '' : `${Math.round(milliseconds)}`

function age(timestamp: number | string, at: Date): string {
  const seconds = Math.round(at.getTime() / 1000 - Number(timestamp))
  return seconds < 0 ? `${-seconds} s in the future of this device's clock` : `${seconds} s old by this device's clock`
}

const section = (title: string, lines: readonly string[]): string => `### ${title}\n\n${lines.join('\n')}`

const list = (entries: readonly (readonly [name: string, value: string | undefined])[]): string =>
  entries.flatMap(([name, value]) => (value ? [`- ${name}: ${oneLine(value)}`] : [])).join('\n')

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`)

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ')
const cell = (text: string): string => oneLine(text).replace(/\|/g, '\\|')
