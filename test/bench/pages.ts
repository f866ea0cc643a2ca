import { readFileSync, writeFileSync } from 'node:fs'
import { markdownTable, missedLine, type Row } from './table.ts'

const pages = {
  'docs/en/measurements.md': { language: 'en', machine: (facts: string[]) => `Measured on ${facts.join('; ')}.` },
  'docs/zh/measurements.md': {
    language: 'zh',
    machine: (facts: string[]) =>
      `测量环境：${facts.join('；').replace(' cores', ' 核').replace('load average', '平均负载')}。`,
  },
} as const

/** Puts the table and the machine between the markers of both pages of measurements. */
export function writePages(rows: Row[], facts: string[]): void {
  for (const [file, { language, machine }] of Object.entries(pages)) {
    const page = readFileSync(file, 'utf8')
    const between = /(<!-- bench -->\n).*(<!-- \/bench -->)/s
    if (!between.test(page)) throw new Error(`${file} lacks <!-- bench --> and <!-- /bench -->`)
    const content = `${machine(facts)}\n\n${markdownTable(rows, language)}\n\n${missedLine(rows, language)}\n`
    writeFileSync(
      file,
      page.replace(between, (_, start, end) => start + content + end),
    )
  }
}
