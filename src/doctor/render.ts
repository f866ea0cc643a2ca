import { inLanguage } from '../knowledge/text.ts'
import type { Diagnosis, Lang } from './types.ts'

const WORDS = {
  passed: ['checks passed', '项检查通过'],
  skipped: ['could not be made', '项未能检查'],
  error: ['error', '错误'],
  warning: ['warning', '警告'],
  unknown: ['Not known:', '无法得知：'],
  well: ['Nothing found.', '没有发现问题。'],
  found: ['Found:', '发现：'],
} as const

/** The report for a person, as lines. */
export function render({ endpoint, page, findings, checks, notes, unknown }: Diagnosis, lang: Lang, colours: boolean) {
  const word = (name: keyof typeof WORDS) => inLanguage(WORDS[name], lang)
  const paint = (code: number, text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text)
  const marks = { error: paint(31, '✗'), warning: paint(33, '!') }
  const ofOutcome = (outcome: string) => checks.filter((check) => check.outcome === outcome).map(({ name }) => name)
  const count = (level: string) => findings.filter((finding) => finding.level === level).length
  const lines = ['wechat-ready doctor', `  ${endpoint}`, `  ${page}`, '']
  for (const { name, level, saw, cure, docs } of findings) {
    lines.push(`${marks[level]} ${paint(1, name)}  ${saw}`, `  → ${cure}`, `    ${paint(2, docs)}`, '')
  }
  const passed = ofOutcome('passed')
  const skipped = ofOutcome('skipped')
  lines.push(`${paint(32, '✓')} ${passed.length} ${word('passed')}: ${passed.join(', ')}`)
  if (skipped.length) lines.push(`- ${skipped.length} ${word('skipped')}: ${skipped.join(', ')}`)
  lines.push(...notes.map((note) => `· ${note}`))
  lines.push('', word('unknown'), ...unknown.map((one) => `  ? ${one}`), '')
  const total = `${word('found')} ${count('error')} ${word('error')}, ${count('warning')} ${word('warning')}`
  lines.push(findings.length ? total : word('well'))
  return lines
}
