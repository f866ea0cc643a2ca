import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import config from '../vite.config.ts'

/**
 * The room whose faults are looked for: see `scripts/mutate.mjs`.
 */
const room = process.env.MUTATED_ROOM ?? ''

/** By room: the project whose fast tests are about it, and which of them. */
const tests: Record<string, { project: string; include: string[] }> = {
  core: { project: 'unit', include: ['test/{core,bindings,vue,vue2,react}/**/*.test.ts'] },
  knowledge: { project: 'unit', include: ['test/{knowledge,inspector,core}/**/*.test.ts'] },
  login: { project: 'server', include: ['test/{login,server}/**/*.test.ts'] },
  server: { project: 'server', include: ['test/{server,signer,login}/**/*.test.ts'] },
  signer: { project: 'server', include: ['test/{server,signer}/**/*.test.ts'] },
}

/**
 * Slow, or about a bundle, another process or a file of the documentation: no fault is put into those. `api-table`
 * evaluates the tables again in every test, so that it alone would run for all faults in them.
 */
const blind = [
  'test/{core,signer}/*.property.test.ts',
  'test/signer/{cluster,day,forced-tokens,peers,redis,worker}.test.ts',
  'test/login/cluster.test.ts',
  'test/core/{api-table,leaks,sdk-picture}.test.ts',
  'test/knowledge/pages.test.ts',
  'test/inspector/{bench,faults-table}.test.ts',
]

const chosen = tests[room]
if (!chosen) throw new Error(`MUTATED_ROOM is "${room}", none of ${Object.keys(tests).join(', ')}`)

/** Those that are through already: see `scripts/mutate.mjs`. */
const ended: string[] = JSON.parse(process.env.MUTATION_ENDED ?? '[]')

const projects = config.test?.projects?.flatMap((project) => {
  if (typeof project !== 'object' || !('test' in project) || project.test?.name !== chosen.project) return []
  const settings = {
    include: chosen.include,
    exclude: [...blind, ...ended],
    setupFiles: ['test/mutation.setup.ts'],
    // The runner has a time limit of its own, in ticks.
    testTimeout: 120_000,
    runner: './test/mutation.runner.ts',
    pool: 'forks' as const,
  }
  return [{ ...project, test: { ...project.test, ...settings } }]
})

/** The names of the files that the faults are in: `share` is what share-page.test.ts is about, too. */
const mutated = (JSON.parse(process.env.MUTATED_FILES ?? '[]') as string[]).map((file) => basename(file, '.ts'))

/** The files that tell the most in the least time first: the faults that they notice are settled for the others. */
class Order extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]) {
    const costOf = (path: string) =>
      statSync(path).size * (/property|day|secrets|model|deployments/.test(path) ? 100 : 1)
    const isOfRoom = (path: string) => path.includes(`/test/${room}/`)
    const isNamed = (path: string) => {
      const about = basename(path).replace(/\..*/, '')
      return mutated.some((name) => about.startsWith(name) || name.startsWith(about))
    }
    const rankOf = (path: string) => costOf(path) * (isOfRoom(path) ? (isNamed(path) ? 0.001 : 1) : 1000)
    return [...files].sort((one, other) => rankOf(one.moduleId) - rankOf(other.moduleId))
  }
}

export default defineConfig({
  test: {
    tags: config.test?.tags,
    sequence: { sequencer: Order },
    projects,
    // A fault may make any number of errors that nothing catches: it takes long to print them.
    reporters: [{}],
    dangerouslyIgnoreUnhandledErrors: true,
    silent: true,
    maxWorkers: Number(process.env.MUTATION_WORKERS ?? 2),
  },
})
