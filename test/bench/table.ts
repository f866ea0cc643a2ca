/** One line of the table: what was measured of this package, and what it is held against. */
export interface Row {
  what: string
  unit: '' | 'kB' | 'ms' | 'µs' | '/s'
  ours: number
  /** The least and the most that was measured. */
  spread?: [number, number]
  /** A peer, or the best that there can be. */
  peer?: string
  theirs?: number
  theirSpread?: [number, number]
  /** The ratio by pairs of measurements, one of each side per round: the median, and the quartiles. */
  pairs?: { ratio: number; quartiles: [number, number] }
  /** What has to be known of the peer's number, or what the peer does in its place. */
  note?: string
  /** `ours <= 5.0`, `ratio >= 2`; the ratio is that of the pairs, else `ours / theirs`. */
  bar?: string
  /** The words in Chinese: a row that has them is quoted in the documentation. */
  zh?: { what: string; peer?: string; note?: string }
}

type Language = 'en' | 'zh'

const words = {
  en: { head: ['what', 'ours', 'beside', 'ratio', 'bar', 'result'], ratio: 'ratio', met: 'met', missed: 'missed' },
  zh: { head: ['测量内容', '本库', '对照', '比值', '目标', '结果'], ratio: '比值', met: '达到', missed: '未达到' },
}

const decimals = { '': 0, kB: 1, ms: 0, µs: 2, '/s': 0 }

function amount(value: number, unit: Row['unit'], spread?: [number, number]): string {
  const digits = decimals[unit]
  const show = (one: number) =>
    one.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${show(value)}${unit && ` ${unit}`}${spread ? ` (${show(spread[0])}–${show(spread[1])})` : ''}`
}

const ratioOf = ({ ours, theirs, pairs }: Row) => pairs?.ratio ?? (theirs ? ours / theirs : undefined)

function ratioText(row: Row): string {
  const ratio = ratioOf(row)?.toFixed(2) ?? ''
  return row.pairs ? `${ratio} (${row.pairs.quartiles.map((one) => one.toFixed(2)).join('–')})` : ratio
}

function barOf({ bar = '', what }: Row) {
  const [, of, sign, limit] = /^(ours|ratio) (<=|>=) ([\d.]+)$/.exec(bar) ?? []
  if (!of || !sign || !limit) throw new Error(`"${what}" has no such bar as "${bar}"`)
  return { of, sign: sign === '<=' ? '≤' : '≥', limit }
}

/** Whether the row keeps to its bar, by the number that was measured, not by the rounded one. */
export function isMet(row: Row): boolean {
  const { of, sign, limit } = barOf(row)
  const value = of === 'ours' ? row.ours : ratioOf(row)
  if (value === undefined) throw new Error(`"${row.what}" has nothing to be divided by`)
  return sign === '≤' ? value <= Number(limit) : value >= Number(limit)
}

function cells(row: Row, language: Language): string[] {
  const { ratio, met, missed } = words[language]
  const { what, peer = row.peer, note = row.note } = { what: row.what, ...(language === 'zh' && row.zh) }
  const theirs = row.theirs === undefined ? [] : [amount(row.theirs, row.unit, row.theirSpread)]
  const beside = [...theirs, ...(note ? [note] : [])].join(language === 'zh' ? '，' : ', ')
  const { of, sign, limit } = row.bar ? barOf(row) : {}
  return [
    what,
    amount(row.ours, row.unit, row.spread),
    peer ? `${peer}${language === 'zh' ? '：' : ': '}${beside}` : beside,
    ratioText(row),
    of ? `${of === 'ratio' ? `${ratio} ` : ''}${sign} ${limit}${of === 'ours' && row.unit ? ` ${row.unit}` : ''}` : '',
    row.bar ? (isMet(row) ? met : missed) : '',
  ]
}

/** The head and the rows; what stands in the row above is not said again. */
function linesOf(rows: Row[], language: Language): string[][] {
  const lines = rows.map((row) => cells(row, language))
  const isSame = (one: string[], other?: string[]) => one[0] === other?.[0] && one[1] === other?.[1]
  const body = lines.map((line, index) => (isSame(line, lines[index - 1]) ? ['', '', ...line.slice(2)] : line))
  return [words[language].head, ...body]
}

/** The table for a terminal, its columns under each other. */
export function textTable(rows: Row[]): string {
  const lines = linesOf(rows, 'en')
  const widths = words.en.head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const [head = '', ...body] = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [head, widths.map((width) => '-'.repeat(width)).join('  '), ...body].join('\n')
}

/** The rows that the pages quote. */
export function markdownTable(rows: Row[], language: Language): string {
  const quoted = rows.filter(({ zh }) => zh)
  const [head = '', ...body] = linesOf(quoted, language).map((line) => `| ${line.join(' | ')} |`)
  return [head, `|${words[language].head.map(() => '---|').join('')}`, ...body].join('\n')
}

/** How many of the quoted rows miss their bar: the table says which. */
export function missedLine(rows: Row[], language: Language): string {
  const barred = rows.filter((row) => row.zh && row.bar)
  const missed = barred.filter((row) => !isMet(row)).length
  if (!missed) return language === 'zh' ? '全部目标都已达到。' : 'Every bar is met.'
  return language === 'zh'
    ? `未达到的目标：${missed} 项，共 ${barred.length} 项。`
    : `${missed} of ${barred.length} bars are missed.`
}
