// @ts-check
// Makes test/mutation.md of what scripts/mutate.mjs has found: the scores, what survives, and the reasons that the code
// gives. test/mutation.json is the record; it keeps what was found before in files that have not been measured again.
// Usage: node scripts/mutation.mjs           after `npm run mutation`
//        node scripts/mutation.mjs --check   ends with 1 when the page is not the one that the record makes
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/**
 * @typedef {{ line: number, column: number }} Position
 * @typedef {{ status: string, mutatorName: string, replacement?: string, statusReason?: string, location: { start:
 * Position, end: Position } }} Mutant
 * @typedef {{ source: string, date: string, mutants: Mutant[] }} Measured
 * @typedef {{ line: number, code: string, fault: string, reason?: string }} Survivor
 * @typedef {{ source: string, date: string, commit: string, killed: number, timedOut: number, survived: number,
 * notReached: number, evaluatedOnce: number, survivors: Survivor[] }} Score
 * @typedef {Record<string, Score>} Scores
 */

/** The rooms whose faults are looked for, the ones that are measured in the least time first. */
export const ROOMS = ['login', 'server', 'signer', 'knowledge', 'core']
export const RECORD = 'test/mutation.json'
export const PAGE = 'test/mutation.md'

const INTRO = `# What the tests do not notice

A fault is a small change to the code, such as \`<\` in place of \`<=\`, or an empty function. [Stryker](https://stryker-mutator.io)
knows which ones there are; \`scripts/mutate.mjs\` puts them into \`src/{core,knowledge,login,server,signer}\`, one at a time, and
runs the fast tests of that room that reach it.

- **killed**: a test fails.
- **timed out**: a test does not end, because of an endless loop or because it waits for what never comes. The time is
  counted in turns of the process, so that a busy machine does not time out what would have passed.
- **survived**: every test passes. A test is missing, or the fault changes nothing: then a comment beside the code says so
  (excused).
- **not reached**: no fast test runs this code.
- **evaluated once**: a fault in what a module evaluates when it is loaded, such as a table. These are not tried, and do not
  count: the tests hold the tables in other ways.

The score is killed and timed out, of all that was tried.

\`\`\`sh
npm run mutation -- src/core/verify.ts   # one file; a minute
npm run mutation -- login server         # two rooms; minutes each
npm run mutation                         # everything
npm run mutation:page                    # makes this page of what was found
npm run mutation:page -- --check         # fails when a file has changed since it was measured and the page does not say so
\`\`\`

This page is made by \`scripts/mutation.mjs\`. The commit is the last one that had
changed the file when it was measured.

## Scores
`

/**
 * The files of the rooms, by their paths.
 * @returns {string[]}
 */
export function measurableFiles() {
  const all = ROOMS.flatMap((room) =>
    readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' }).map((name) => `src/${room}/${name}`),
  )
  return all.filter((file) => file.endsWith('.ts')).sort()
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

/** @param {string} text */
export function digest(text) {
  return createHash('sha1').update(text).digest('hex').slice(0, 10)
}

/** @param {string} file */
const lastCommitOf = (file) =>
  execFileSync('git', ['log', '-1', '--format=%h', '--abbrev=9', '--', file], { encoding: 'utf8' }).trim()

/**
 * The record with what the last runs have found.
 * @returns {Scores}
 */
function updated() {
  /** @type {Scores} */
  const known = read(RECORD)
  const entries = measurableFiles().flatMap((file) => {
    const room = file.split('/')[1]
    /** @type {Measured | undefined} */
    const found = read(`reports/mutation/${room}.json`).files?.[file]
    const before = known[file]
    if (!found || found.source !== readFileSync(file, 'utf8')) return before ? [[file, before]] : []
    return [[file, scoreOf(found, lastCommitOf(file))]]
  })
  return Object.fromEntries(entries)
}
/**
 * @param {Measured} measured
 * @param {string} commit
 * @returns {Score}
 */
function scoreOf({ source, date, mutants }, commit) {
  const count = (/** @type {string} */ status) => mutants.filter((mutant) => mutant.status === status).length
  const left = mutants.filter(
    ({ status, statusReason }) =>
      /^(Survived|NoCoverage)$/.test(status) || (status === 'Ignored' && !isStatic(statusReason)),
  )
  return {
    ...{ source: digest(source), date, commit },
    killed: count('Killed'),
    timedOut: count('Timeout'),
    survived: count('Survived'),
    notReached: count('NoCoverage'),
    evaluatedOnce: mutants.filter(({ status, statusReason }) => status === 'Ignored' && isStatic(statusReason)).length,
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
  const survivor = { line: start.line, code, fault }
  return status === 'Ignored' ? { ...survivor, reason: statusReason ?? '' } : survivor
}

/**
 * The page that a record makes for the sources as they are now.
 * @param {Scores} record
 * @returns {string}
 */
export function pageOf(record) {
  const files = measurableFiles()
  const isCurrent = (/** @type {string} */ file) => record[file]?.source === digest(readFileSync(file, 'utf8'))
  const all = files.filter(isCurrent).flatMap((file) => (record[file] ? [{ file, score: record[file] }] : []))
  const changed = files.filter((file) => record[file] && !isCurrent(file))
  const never = files.filter((file) => !record[file])
  const left = all.flatMap(({ file, score }) => score.survivors.map((one) => ({ file, ...one })))
  const stale = [
    ['Changed since they were measured', changed],
    ['Never measured', never],
  ].flatMap(([what, names]) => (names && names.length > 0 ? [`\n${what}: ${[...names].map(shown).join(', ')}.\n`] : []))
  return `${INTRO}
${table(
  '| room | files | faults tried | killed | timed out | survived | not reached | excused | lowest score |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|',
  ROOMS.flatMap((room) => roomRow(room, all)),
)}

${table(
  '| file | killed | timed out | survived | not reached | excused | evaluated once | score | measured | commit |\n|---|--:|--:|--:|--:|--:|--:|--:|---|---|',
  all.map(({ file, score }) => rowOf(file, score)),
)}
${stale.join('')}
## What survives

What a test should notice, and none does. Add the test, or say beside the code why the fault changes nothing.

${table(
  '| file | line | code | fault |\n|---|--:|---|---|',
  left
    .filter((one) => !isExcused(one))
    .map((one) => `| ${shown(one.file)} | ${one.line} | ${cell(one.code)} | ${cell(one.fault)} |`),
)}

## What is excused

By a comment beside the code: \`// Stryker disable next-line <mutator>: <reason>\`.

${table(
  '| file | line | code | fault | reason |\n|---|--:|---|---|---|',
  left
    .filter(isExcused)
    .map((one) => `| ${shown(one.file)} | ${one.line} | ${cell(one.code)} | ${cell(one.fault)} | ${one.reason} |`),
)}
`
}

/** @param {Survivor} survivor */
function isExcused({ reason }) {
  return reason !== undefined
}

const sum = (/** @type {number[]} */ numbers) => numbers.reduce((all, one) => all + one, 0)

const triedIn = (/** @type {Score} */ { killed, timedOut, survived, notReached }) =>
  killed + timedOut + survived + notReached

const percentOf = (/** @type {Score} */ score) =>
  triedIn(score) > 0 ? (100 * (score.killed + score.timedOut)) / triedIn(score) : undefined

const asPercent = (/** @type {number | undefined} */ percent) =>
  percent === undefined ? '' : `${percent.toFixed(1)} %`

/**
 * @param {string} room
 * @param {{ file: string, score: Score }[]} all
 */
function roomRow(room, all) {
  const scores = all.filter(({ file }) => file.startsWith(`src/${room}/`)).map(({ score }) => score)
  if (scores.length === 0) return []
  const percents = scores.flatMap((score) => percentOf(score) ?? [])
  const numbers = [
    scores.length,
    sum(scores.map(triedIn)),
    ...['killed', 'timedOut', 'survived', 'notReached'].map((name) =>
      sum(scores.map((score) => score[/** @type {'killed'} */ (name)])),
    ),
    sum(scores.map(({ survivors }) => survivors.filter(isExcused).length)),
    asPercent(percents.length > 0 ? Math.min(...percents) : undefined),
  ]
  return [`| \`${room}/\` | ${numbers.join(' | ')} |`]
}

/**
 * @param {string} file
 * @param {Score} score
 */
function rowOf(file, score) {
  const { killed, timedOut, survived, notReached, evaluatedOnce, survivors, date, commit } = score
  const excused = survivors.filter(isExcused).length
  const numbers = [killed, timedOut, survived, notReached, excused, evaluatedOnce, asPercent(percentOf(score))]
  return `| ${shown(file)} | ${numbers.join(' | ')} | ${date} | \`${commit}\` |`
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--check')) {
    if (pageOf(read(RECORD)) !== readFileSync(PAGE, 'utf8')) {
      console.error(`${PAGE} is not what ${RECORD} and the sources make: npm run mutation:page`)
      process.exitCode = 1
    }
  } else {
    const record = updated()
    writeFileSync(RECORD, `${JSON.stringify(record, null, 2)}\n`)
    writeFileSync(PAGE, pageOf(record))
  }
}
