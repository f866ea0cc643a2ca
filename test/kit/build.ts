import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { build, type InlineConfig } from 'vite'
import { root } from './built.mjs'

export { builtDemo, builtPackage } from './built.mjs'

/** Builds the app in a folder for production, as its user would. Returns where it is, and how to remove it. */
export async function buildApp(app: string, config: InlineConfig = {}): Promise<{ built: string; remove(): void }> {
  const built = mkdtempSync(join(tmpdir(), 'wechat-ready-app-'))
  const isOpenTag = (tag: string) => tag.startsWith('wx-open-')
  await inProduction(() =>
    build({
      root: app,
      configFile: false,
      logLevel: 'warn',
      plugins: [vue({ template: { compilerOptions: { isCustomElement: isOpenTag } } })],
      ...config,
      build: { outDir: built, emptyOutDir: true, ...config.build },
    }),
  )
  return { built, remove: () => rmSync(built, { recursive: true, force: true }) }
}

/**
 * Bundles one TypeScript file for a place that cannot read it; packages stay imports in an `es` bundle. Returns the
 * file's path.
 */
export async function bundleFile(entry: string, format: 'es' | 'iife'): Promise<string> {
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
      rolldownOptions: { external: format === 'es' ? ['redis', 'ioredis'] : [] },
    },
  })
  return join(outDir, 'bundle.mjs')
}

/** The runner's own `NODE_ENV`, `test`, makes Vite choose the development builds. */
async function inProduction(act: () => Promise<unknown>): Promise<void> {
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  await act().finally(() => {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  })
}
