import { defineConfig } from 'vitest/config'
import config from '../vite.config.ts'

/**
 * Slow, or on a bundle or another process, where no mutant is alive: they would tell nothing. One evaluates the tables
 * anew, and would be held alone against all that these evaluate once.
 */
const blind = [
  'test/signer/{cluster,credentials.property,peers,redis,worker}.test.ts',
  'test/core/{api-table,leaks,session-navigation.property,session.property}.test.ts',
]

/** What is mutated is the browser's core and the signer: by project, the tests that are about them. */
const include: Record<string, string[]> = {
  unit: ['test/{core,bindings,vue,vue2,react}/**/*.test.ts'],
  server: ['test/{server,signer}/**/*.test.ts'],
}

const settings = { exclude: blind, setupFiles: ['test/mutation.setup.ts'], testTimeout: 5000 }

// What `npm run mutation` tests with: the fast tests, on the source.
const projects = config.test?.projects?.flatMap((project) => {
  if (typeof project !== 'object' || !('test' in project)) return []
  const tests = include[`${project.test?.name}`]
  return tests ? [{ ...project, test: { ...project.test, ...settings, include: tests } }] : []
})

export default defineConfig({ test: { projects, tags: config.test?.tags } })
