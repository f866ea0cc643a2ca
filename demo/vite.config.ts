import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { backend } from './server/plugin.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const src = at('../src')

export default defineConfig(({ command }) => ({
  root: at('.'),
  envDir: at('..'),
  plugins: [backend(), vue()],
  resolve: {
    // The package by its name, but from its source: nothing has to be built before.
    alias: [
      { find: '#advice', replacement: `${src}/core/advice.ts` },
      { find: /^wechat-ready$/, replacement: `${src}/index.ts` },
      { find: /^wechat-ready\/([\w-]+)$/, replacement: `${src}/$1.ts` },
    ],
  },
  // For the phone in the same network.
  server: { host: true, warmup: { clientFiles: ['./src/main.ts'] } },
  // They are imported when they are needed: found that late, they would reload the page.
  optimizeDeps: {
    include: ['weixin-js-sdk', 'preact', 'preact/hooks', 'preact/jsx-runtime', 'preact/jsx-dev-runtime'],
  },
  build: {
    target: 'es2020',
    outDir: 'dist/client',
    emptyOutDir: true,
    // A `'use client'` means nothing here, and that one build takes as long as those in it is no news.
    rolldownOptions: { checks: { moduleLevelDirective: false, bundlerTimings: false } },
  },
  // The built server is one file; only `redis`, which not every machine needs, is left out of it. In `vite dev`
  // packages stay outside: some are CommonJS.
  ...(command === 'build' && { ssr: { noExternal: true, external: ['redis'] } }),
}))
