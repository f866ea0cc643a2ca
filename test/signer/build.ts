import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Bundles one TypeScript file for a place that cannot read it; packages stay imports in an `es` bundle. Returns the file's path. */
export async function bundle(entry: string, format: 'es' | 'iife'): Promise<string> {
  const outDir = mkdtempSync(join(root, 'node_modules', '.bundle-'))
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: [{ find: /^wechat-ready\/([\w-]+)$/, replacement: join(root, 'src/$1.ts') }] },
    build: {
      outDir,
      minify: false,
      target: 'es2022',
      lib: { entry: join(root, entry), formats: [format], name: 'bundle', fileName: () => 'bundle.mjs' },
      rolldownOptions: { external: format === 'es' ? ['redis'] : [] },
    },
  })
  return join(outDir, 'bundle.mjs')
}
