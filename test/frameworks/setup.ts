import type { TestProject } from 'vitest/node'
import { type Installed, inParallel, install, projects } from './projects.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The installed projects by name: `bundlers`, `vue`, … */
    projects: Record<string, Installed>
  }
}

/** Once per run: install the package, which is packed already, in every project. */
export default async function setup(project: TestProject): Promise<void> {
  const { tarball } = project.getProvidedContext()
  const start = performance.now()
  const installed = await inParallel(projects.map((path) => () => install(path, tarball)))
  for (const { name, seconds } of installed) console.log(`installed: ${name} in ${seconds.toFixed(0)} s`)
  console.log(`installed: all in ${((performance.now() - start) / 1000).toFixed(0)} s`)
  project.provide('projects', Object.fromEntries(installed.map((one) => [one.name, one])))
}
