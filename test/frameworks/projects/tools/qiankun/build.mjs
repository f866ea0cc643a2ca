import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const at = (file) => join(import.meta.dirname, file)
await build({
  entryPoints: [at('host.js'), at('things.ts')],
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'things',
  // How qiankun finds the life cycle of a sub-application.
  footer: { js: 'window.things ??= things' },
  outdir: at('../dist/qiankun'),
})
cpSync(at('index.html'), at('../dist/qiankun/index.html'))
