import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { build, defineConfig, type Plugin, type ResolvedConfig } from 'vite'
import { backend } from './server/plugin.ts'
import { frameworks } from './src/frameworks.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const src = at('../src')

let config: ResolvedConfig

/** Builds every app but that at `/` by itself: built together, they would share files, and each page would load more of them. */
const otherApps: Plugin = {
  name: 'other-apps',
  apply: (_, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
  configResolved(resolved) {
    config = resolved
  },
  async writeBundle() {
    const { configFile, logLevel, build: options } = config
    if (!configFile || options.rolldownOptions.input) return
    for (const { base } of frameworks) {
      if (base === '/') continue
      const input = at(`.${base}index.html`)
      const { outDir } = options
      await build({
        configFile,
        logLevel: logLevel ?? 'info',
        build: { outDir, emptyOutDir: false, copyPublicDir: false, rolldownOptions: { input } },
      })
    }
  },
}

export default defineConfig(({ command }) => ({
  root: at('.'),
  envDir: at('..'),
  plugins: [backend(), vue(), otherApps],
  resolve: {
    // The package by its name, but from its source: nothing has to be built before.
    alias: [
      { find: '#advice', replacement: `${src}/core/advice.ts` },
      { find: /^wechat-ready$/, replacement: `${src}/index.ts` },
      { find: /^wechat-ready\/([\w-]+)$/, replacement: `${src}/$1.ts` },
    ],
  },
  // For the phone in the same network.
  server: { host: true, warmup: { clientFiles: ['./preact/main.tsx'] } },
  // It is imported only inside WeChat: found that late, it would reload the page.
  optimizeDeps: {
    include: ['weixin-js-sdk', 'preact', 'preact/hooks', 'preact/jsx-runtime', 'preact/jsx-dev-runtime'],
  },
  // React's files say themselves that they are React's.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2020',
    outDir: 'dist/client',
    emptyOutDir: true,
    // A `'use client'` means nothing here, and that one build takes as long as those in it is no news.
    rolldownOptions: { checks: { moduleLevelDirective: false, bundlerTimings: false } },
  },
  // The built server is one file; only `redis`, which not every machine needs, is left out of it. In `vite dev` packages stay outside: some are CommonJS.
  ...(command === 'build' && { ssr: { noExternal: true, external: ['redis'] } }),
}))
