// @ts-check
// Makes test/mutation.md of what Stryker has found: the scores, what survives, and the reasons that the code gives.
// test/mutation.json keeps what was found before in files that have not changed since.
// Usage: node scripts/mutation.mjs           after `npm run mutation -- --mutate <file>`
//        node scripts/mutation.mjs --check   ends with 1 when a file has changed since it was measured
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * @typedef {{ line: number, column: number }} Position
 * @typedef {{ status: string, mutatorName: string, replacement?: string, statusReason?: string, location: { start:
 * Position, end: Position } }} Mutant
 * @typedef {{ source: string, mutants: Mutant[] }} Measured
 * @typedef {{ code: string, fault: string, reason?: string }} Survivor
 * @typedef {{ source: string, killed: number, timedOut: number, survived: number, notReached: number, survivors:
 * Survivor[] }} Score
 * @typedef {Record<string, Score>} Scores
 */

const REPORT = 'reports/mutation/incremental.json'
const RECORD = 'test/mutation.json'
const PAGE = 'test/mutation.md'
/** @type {{ mutate: string[] }} */
const { mutate } = JSON.parse(readFileSync('stryker.config.json', 'utf8'))
const files = mutate.flatMap(filesOf).sort()
const INTRO = `# What the tests would not notice

[Stryker](https://stryker-mutator.io) makes one fault at a time in \`src/core/\` and \`src/signer/\` and runs the fast tests that
reach it. A fault that they notice is killed; one that never ends is timed out, which is as good. What survives is a
test that is missing, or a fault that changes nothing: then a comment beside the code says so.

\`\`\`sh
npm run mutation -- --mutate src/core/verify.ts   # one file; minutes
npm run mutation                                  # everything; hours
npm run mutation:page                             # makes this page of what was found
npm run mutation:page -- --check                  # fails when a file has changed since it was measured
\`\`\`

On a busy machine a fault may be timed out that would have survived. Faults in what a module evaluates but once, such
as the tables, are left out: each would need every test. This page is made by \`scripts/mutation.mjs\`.

## Scores
`
const isCheck = process.argv.includes('--check')
/** @type {Scores} */
const known = read(RECORD)
/** @type {Record<string, Measured>} */
const measured = isCheck ? {} : (read(REPORT).files ?? {})

const scores = Object.fromEntries(files.flatMap((file) => entryOf(file)))
const unmeasured = files.filter((file) => !(file in scores))

if (!isCheck) {
  writeFileSync(RECORD, `${JSON.stringify(scores, null, 2)}\n`)
  writeFileSync(PAGE, page())
} else if (page() !== readFileSync(PAGE, 'utf8')) {
  const stale = Object.keys(known).filter((file) => !(file in scores))
  console.error(`${PAGE} is older than the sources${stale.length > 0 ? `: ${stale.join(', ')}` : ''}`)
  process.exitCode = 1
}

/** @param {string} pattern `<folder>/**` and an ending */
function filesOf(pattern) {
  const folder = pattern.slice(0, pattern.indexOf('/**'))
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`)
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

/** @param {string} text */
function digest(text) {
  return createHash('sha1').update(text).digest('hex').slice(0, 10)
}

/**
 * What is known of a file as it is now: from the last report, or from before.
 * @param {string} file
 * @returns {[string, Score][]}
 */
function entryOf(file) {
  const source = readFileSync(file, 'utf8')
  const found = measured[file]
  if (found?.source === source && found.mutants.length > 0) return [[file, scoreOf(found)]]
  return known[file]?.source === digest(source) ? [[file, known[file]]] : []
}

/**
 * @param {Measured} measured
 * @returns {Score}
 */
function scoreOf({ source, mutants }) {
  const count = (/** @type {string} */ status) => mutants.filter((mutant) => mutant.status === status).length
  // Stryker ignores what a module evaluates but once without a reason of ours.
  const left = mutants.filter(
    ({ status, statusReason }) =>
      /^(Survived|NoCoverage)$/.test(status) || (status === 'Ignored' && !isStatic(statusReason)),
  )
  return {
    source: digest(source),
    killed: count('Killed'),
    timedOut: count('Timeout'),
    survived: count('Survived'),
    notReached: count('NoCoverage'),
    survivors: left.map((mutant) => survivorOf(mutant, source)),
  }
}

/** @param {string | undefined} reason */
function isStatic(reason) {
  return /^Static mutant/i.test(reason ?? '')
}

/**
 * @param {Mutant} mutant
 * @param {string} source
 * @returns {Survivor}
 */
function survivorOf({ location: { start, end }, replacement = '', mutatorName, status, statusReason }, source) {
  const line = source.split('\n')[start.line - 1] ?? ''
  const code = line.slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined)
  const fault = replacement.split('\n')[0] || mutatorName
  return status === 'Ignored' ? { code, fault, reason: statusReason ?? '' } : { code, fault }
}

function page() {
  const all = Object.entries(scores)
  const excused = all.flatMap(([file, { survivors }]) => survivors.filter(isExcused).map((one) => ({ file, ...one })))
  const open = all.flatMap(([file, { survivors }]) =>
    survivors.filter((one) => !isExcused(one)).map((one) => ({ file, ...one })),
  )
  return `${INTRO}
${table(
  '| file | killed | timed out | survived | not reached | excused | score |\n|---|--:|--:|--:|--:|--:|--:|',
  all.map(([file, score]) => rowOf(file, score)),
)}
${unmeasured.length > 0 ? `\nNot measured as they are now: ${unmeasured.map(shown).join(', ')}.\n` : ''}
## What survives

What a test should notice, and none does. Add the test, or say beside the code why the fault changes nothing.

${table(
  '| file | code | fault |\n|---|---|---|',
  open.map((one) => `| ${shown(one.file)} | ${cell(one.code)} | ${cell(one.fault)} |`),
)}

## What is excused

By a comment beside the code: \`// Stryker disable next-line <mutator>: <reason>\`.

${table(
  '| file | code | fault | reason |\n|---|---|---|---|',
  excused.map((one) => `| ${shown(one.file)} | ${cell(one.code)} | ${cell(one.fault)} | ${one.reason} |`),
)}
`
}

/** @param {Survivor} survivor */
function isExcused({ reason }) {
  return reason !== undefined
}

/**
 * @param {string} file
 * @param {Score} score
 */
function rowOf(file, { killed, timedOut, survived, notReached, survivors }) {
  const total = killed + timedOut + survived + notReached
  const score = total > 0 ? `${((100 * (killed + timedOut)) / total).toFixed(1)} %` : ''
  const numbers = [killed, timedOut, survived, notReached, survivors.filter(isExcused).length, score]
  return `| ${shown(file)} | ${numbers.join(' | ')} |`
}

/**
 * @param {string} head
 * @param {string[]} rows
 */
function table(head, rows) {
  return rows.length > 0 ? `${head}\n${rows.join('\n')}` : 'Nothing.'
}

/** @param {string} file */
function shown(file) {
  return `\`${file.replace('src/', '')}\``
}

/** @param {string} code */
function cell(code) {
  return `\`\` ${code.replaceAll('|', '\\|')} \`\``
}
