import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import { vi } from 'vitest'

/** Builds the app in a folder for production, as its user would. */
export async function buildApp(root: string): Promise<{ built: string; remove(): void }> {
  const built = mkdtempSync(join(tmpdir(), 'wechat-ready-app-'))
  // Else the runner's own `test` makes Vite choose the development builds.
  vi.stubEnv('NODE_ENV', 'production')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('wx-open-') } } })],
    build: { outDir: built, emptyOutDir: true },
  })
  vi.unstubAllEnvs()
  return { built, remove: () => rmSync(built, { recursive: true, force: true }) }
}
