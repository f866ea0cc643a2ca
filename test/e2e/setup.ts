import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { engines } from './browsers.ts'

/** Once per run: say which browsers are not here, and bundle the consumer page from the built package. */
export default async function setup(project: TestProject): Promise<() => void> {
  for (const { title, missing } of Object.values(engines)) {
    const reason = missing()
    if (reason) console.log(`${process.env.CI ? 'missing' : 'skipped'}: ${title} (${reason})`)
  }
  if (!existsSync(new URL('../../dist/index.js', import.meta.url)))
    throw new Error('no dist/: run `npm run build` first')
  const app = mkdtempSync(join(tmpdir(), 'wechat-ready-app-'))
  // Else the runner's own `test` makes Vite choose the development build of the package.
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  await buildApp(app).finally(() => Object.assign(process.env, { NODE_ENV }))
  project.provide('app', app)
  return () => rmSync(app, { recursive: true, force: true })
}

function buildApp(outDir: string) {
  return build({
    root: fileURLToPath(new URL('app', import.meta.url)),
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        output: {
          // The SDK's chunk bears its name, so that a test can tell whether it was asked for.
          chunkFileNames: ({ moduleIds }) =>
            moduleIds.some((id) => id.includes('/weixin-js-sdk/'))
              ? 'assets/weixin-js-sdk.js'
              : 'assets/[name]-[hash].js',
        },
      },
    },
  })
}
