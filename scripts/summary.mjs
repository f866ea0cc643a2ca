// @ts-check
// Prints the last line of `.ci/run` from Vitest's report, and ends with 1 unless all is well.
// Usage: node scripts/summary.mjs <exit code of what ran before>
import { readFileSync } from 'node:fs'

const status = Number(process.argv[2])
const { passed, failed, skipped } = count(read('reports/vitest.json'))
// Something failed outside of the tests (a stage, an unhandled rejection), or nothing ran.
const outside = failed === 0 && (status !== 0 || passed === 0) ? 1 : 0

console.log(`${passed} passed, ${failed + outside} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed + outside > 0 ? 1 : 0

/**
 * @typedef {{ status: string, assertionResults: { status: string }[] }} File
 * @typedef {{ testResults: File[] }} Report
 */

/**
 * @param {string} path
 * @returns {Report}
 */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { testResults: [] }
  }
}

/** @param {Report} report */
function count({ testResults }) {
  const all = testResults.flatMap(({ assertionResults }) => assertionResults.map((test) => test.status))
  const passed = all.filter((one) => one === 'passed').length
  const failed = all.filter((one) => one === 'failed').length
  // A file that cannot be loaded, or whose preparation fails, has no failed test.
  const broken = testResults.filter((file) => file.status === 'failed' && !hasFailed(file)).length
  return { passed, failed: failed + broken, skipped: all.length - passed - failed }
}

/** @param {File} file */
function hasFailed({ assertionResults }) {
  return assertionResults.some(({ status }) => status === 'failed')
}
