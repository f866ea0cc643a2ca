import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { buildApp, builtPackage } from '../kit/build.ts'
import { engines } from './browsers.ts'

/** Once per run: say which browsers are not here, and bundle the consumer page from the built package. */
export default async function setup(project: TestProject): Promise<() => void> {
  for (const { title, missing } of Object.values(engines)) {
    const reason = missing()
    if (reason) console.log(`skipped: ${title} (${reason})`)
  }
  await builtPackage()
  const { built, remove } = await buildApp(fileURLToPath(new URL('app', import.meta.url)), {
    build: { rolldownOptions },
  })
  project.provide('app', built)
  return remove
}

const rolldownOptions = {
  output: {
    // The SDK's chunk bears its name, so that a test can tell whether it was asked for.
    chunkFileNames: ({ moduleIds }: { moduleIds: string[] }) =>
      moduleIds.some((id) => id.includes('/weixin-js-sdk/')) ? 'assets/weixin-js-sdk.js' : 'assets/[name]-[hash].js',
  },
}
