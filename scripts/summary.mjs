// @ts-check
// Prints what `.ci/run` has done: its stages with their seconds, the ten slowest tests, what was skipped, and in the last
// line how many tests passed and failed. Ends with 1 unless all is well. With EVERYTHING=1 in the environment, a skipped
// test counts as a failure. Usage: node scripts/summary.mjs <folder of stages.tsv and of the reports of Vitest>
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * @typedef {{ status: string, fullName: string, duration?: number }} Test
 * @typedef {{ name: string, status: string, assertionResults: Test[] }} File
 * @typedef {{ name: string, code: number, seconds: number, files: File[] }} Stage
 */

const folder = process.argv[2] ?? 'reports'
const stages = readStages()
const tests = stages.flatMap(({ files }) =>
  files.flatMap(({ name, assertionResults }) => assertionResults.map((test) => ({ ...test, file: name }))),
)
const skipped = tests.filter(({ status }) => status === 'skipped' || status === 'pending')
const passed = tests.filter(({ status }) => status === 'passed').length
const failures = stages.flatMap(failuresOf)
if (process.env.EVERYTHING) failures.push(...skipped.map(({ fullName }) => `skipped: ${fullName}`))
if (passed === 0 && failures.length === 0) failures.push('no test has run')

print('stages', [
  ...stages.map(({ name, seconds, code }) => `${column(seconds)}  ${name}${code ? ', failed' : ''}`),
  column(stages.reduce((sum, { seconds }) => sum + seconds, 0)),
])
print('the ten slowest tests', slowest(10))
print(
  'skipped',
  [...new Set(skipped.map(({ file }) => file))].map(
    (file) => `${skipped.filter((test) => test.file === file).length} in ${relative('.', file)}`,
  ),
)
print('failed', failures)
console.log(`${passed} passed, ${failures.length} failed`)
process.exitCode = failures.length > 0 ? 1 : 0

/** @returns {Stage[]} */
function readStages() {
  const path = join(folder, 'stages.tsv')
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []
  return lines.map((line) => {
    const [name = '', code, seconds] = line.split('\t')
    return { name, code: Number(code), seconds: Number(seconds), files: reportOf(name) }
  })
}

/**
 * @param {string} stage `test:unit`, whose report is `test-unit.json`: a `package.json` would make the folder a package
 * @returns {File[]}
 */
function reportOf(stage) {
  const path = join(folder, `${stage.replace(':', '-')}.json`)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).testResults : []
}

/**
 * The tests that failed; the files that could not be loaded, or whose preparation failed; and the stage itself, when it
 * failed for something else.
 * @param {Stage} stage
 */
function failuresOf({ name, code, files }) {
  const failed = files.flatMap((file) => {
    const names = file.assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
    const isBroken = file.status === 'failed' && names.length === 0
    return isBroken ? [relative('.', file.name)] : names.map((test) => `${relative('.', file.name)}: ${test}`)
  })
  return code && failed.length === 0 ? [`${name}, which ended with ${code}`] : failed
}

/** @param {number} count */
function slowest(count) {
  const byTime = [...tests].sort((a, b) => (b.duration ?? 0) - (a.duration ?? 0)).slice(0, count)
  return byTime.map(
    ({ duration = 0, file, fullName }) =>
      `${column((duration / 1000).toFixed(1))}  ${relative('.', file)}: ${fullName}`,
  )
}

/** @param {number | string} seconds */
function column(seconds) {
  return `${seconds} s`.padStart(9)
}

/**
 * @param {string} title
 * @param {string[]} lines
 */
function print(title, lines) {
  if (lines.length > 0) console.log(`== ${title}\n${lines.join('\n')}`)
}
