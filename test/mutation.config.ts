import { defineConfig } from 'vitest/config'
import config from '../vite.config.ts'

/**
 * Slow, or on a bundle or another process, where no mutant is alive: they would tell nothing. One evaluates the tables anew, and would be held alone against
 * all that these evaluate once.
 */
const blind = [
  'test/signer/{cluster,peers,redis,worker}.test.ts',
  'test/core/api-table.test.ts',
  'test/testing/table.test.ts',
  'test/*.test.ts',
]

const settings = { exclude: blind, setupFiles: ['test/mutation.setup.ts'], testTimeout: 5000 }

// What `npm run mutation` tests with: the fast tests, on the source.
const projects = config.test?.projects?.flatMap((project) =>
  typeof project === 'object' && 'test' in project && /^(unit|server)$/.test(`${project.test?.name}`)
    ? [{ ...project, test: { ...project.test, ...settings } }]
    : [],
)

export default defineConfig({ test: { projects } })
