import { defineConfig } from 'vitest/config'
import config from '../vite.config.ts'

/** Slow, or on a bundle or another process, where no mutant is alive: they would tell nothing. */
const blind = ['test/signer/{cluster,peers,redis,worker}.test.ts', 'test/core/api-table.test.ts', 'test/*.test.ts']

// What `npm run mutation` tests with: the fast tests, on the source.
const projects = config.test?.projects?.flatMap((project) =>
  typeof project === 'object' && 'test' in project && /^(unit|server)$/.test(`${project.test?.name}`)
    ? [{ ...project, test: { ...project.test, exclude: blind, testTimeout: 5000 } }]
    : [],
)

export default defineConfig({ test: { projects } })
