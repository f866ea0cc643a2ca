import { expect, inject, test } from 'vitest'
import { run } from '../kit/run.ts'

const folder = inject('projects').tools?.folder

test.each([
  ['CommonJS', 'commonjs', {}],
  ['ES modules', 'modules', { NODE_OPTIONS: '--experimental-vm-modules' }],
])('a test in Jest, with %s and jsdom, plays WeChat and makes a call', (_, name, env) => {
  const args = ['node_modules/jest/bin/jest.js', '--selectProjects', name, '--no-cache']
  const { stderr } = run(process.execPath, args, { cwd: folder, env })
  expect(stderr).toMatch(/Tests: +1 passed, 1 total/)
})
