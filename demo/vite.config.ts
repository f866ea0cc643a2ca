import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { backend } from './server/plugin.ts'

const src = fileURLToPath(new URL('../src', import.meta.url))

export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  envDir: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [backend()],
  resolve: {
    // The package by its name, but from its source: nothing has to be built before.
    alias: [
      { find: '#advice', replacement: `${src}/core/advice.ts` },
      { find: /^wechat-ready$/, replacement: `${src}/index.ts` },
      { find: /^wechat-ready\/([\w-]+)$/, replacement: `${src}/$1.ts` },
    ],
  },
  // For the phone in the same network.
  server: { host: true, warmup: { clientFiles: ['./src/main.tsx'] } },
  // It is imported only inside WeChat: found that late, it would reload the page.
  optimizeDeps: {
    include: ['weixin-js-sdk', 'preact', 'preact/hooks', 'preact/jsx-runtime', 'preact/jsx-dev-runtime'],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { target: 'es2020', outDir: 'dist/client', emptyOutDir: true },
  // The built server is one file; only `redis`, which not every machine needs, is left out of it. In `vite dev` packages stay outside: some are CommonJS.
  ...(command === 'build' && { ssr: { noExternal: true, external: ['redis'] } }),
}))
