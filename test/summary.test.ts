import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

type Status = 'passed' | 'failed' | 'skipped'

/**
 * What `scripts/summary.mjs` prints of these stages: name, exit code, and the tests' states of its report if it wrote
 * one.
 */
function summary(stages: [name: string, code: number, tests?: Status[]][], env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'wechat-ready-summary-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'stages.tsv'), stages.map(([name, code]) => `${name}\t${code}\t7\n`).join(''))
  for (const [name, , tests] of stages) {
    if (tests) writeFileSync(join(folder, `${name.replace(':', '-')}.json`), JSON.stringify(report(tests)))
  }
  const { stdout, status } = spawnSync(process.execPath, ['scripts/summary.mjs', folder], {
    encoding: 'utf8',
    env: { ...process.env, EVERYTHING: '', ...env },
  })
  return { last: stdout.trim().split('\n').at(-1), status, stdout }
}

const report = (tests: Status[]) => ({
  testResults: [
    {
      name: join(process.cwd(), 'test/some.test.ts'),
      status: tests.includes('failed') || tests.length === 0 ? 'failed' : 'passed',
      assertionResults: tests.map((status, at) => ({ status, fullName: `number ${at}`, duration: 1000 * at })),
    },
  ],
})

test('the last line counts the tests of all stages', () => {
  const { last, status } = summary([
    ['check', 0],
    ['test:unit', 0, ['passed', 'passed']],
    ['test:server', 1, ['passed', 'failed', 'skipped']],
  ])
  expect({ last, status }).toEqual({ last: '3 passed, 1 failed', status: 1 })
})

test('the summary succeeds if every stage and every test does', () => {
  const { last, status } = summary([['test:unit', 0, ['passed', 'skipped']]])
  expect({ last, status }).toEqual({ last: '1 passed, 0 failed', status: 0 })
})

test('a stage without a report and a file that cannot be loaded count as failures', () => {
  const { last, status } = summary([
    ['check', 2],
    ['test:unit', 1, []],
    ['test:server', 0, ['passed']],
    ['test:e2e', 1],
  ])
  expect({ last, status }).toEqual({ last: '1 passed, 3 failed', status: 1 })
})

test('a run without stages counts as a failure', () => {
  expect(summary([])).toMatchObject({ last: '0 passed, 1 failed', status: 1 })
})

test('a skipped test is listed, and counts as a failure if everything must run', () => {
  const stages: Parameters<typeof summary>[0] = [['test:e2e', 0, ['passed', 'skipped']]]
  expect(summary(stages).stdout).toContain('1 in test/some.test.ts')
  expect(summary(stages, { EVERYTHING: '1' })).toMatchObject({ last: '1 passed, 1 failed', status: 1 })
})

test('the ten slowest tests are listed with their seconds, slowest first', () => {
  const { stdout } = summary([['test:unit', 0, Array<Status>(12).fill('passed')]])
  const slowest = [...stdout.matchAll(/([\d.]+) s {2}test\/some\.test\.ts: number/g)].map(([, seconds]) =>
    Number(seconds),
  )
  expect(slowest).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
})
