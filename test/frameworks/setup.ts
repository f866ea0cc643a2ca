import type { TestProject } from 'vitest/node'
import { type Installed, install, installations, inTwoLanes } from './projects.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The installed projects by name: `tools`, `vue`, … */
    projects: Record<string, Installed>
  }
}

/** Once per run: install the package, which is packed already, in every project. */
export default async function setup(project: TestProject): Promise<void> {
  const { tarball } = project.getProvidedContext()
  const start = performance.now()
  const installed = await inTwoLanes(installations().map((paths) => () => install(paths, tarball)))
  for (const several of installed) {
    const names = several.map(({ name }) => name).join(', ')
    console.log(`installed: ${names} in ${several[0]?.seconds.toFixed(0)} s`)
  }
  console.log(`installed: all in ${((performance.now() - start) / 1000).toFixed(0)} s`)
  project.provide('projects', Object.fromEntries(installed.flat().map((one) => [one.name, one])))
}
