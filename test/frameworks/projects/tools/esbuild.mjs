import { build } from 'esbuild'

const { warnings } = await build({
  entryPoints: ['main.js'],
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  outdir: 'dist/esbuild',
})
if (warnings.length) throw new Error(JSON.stringify(warnings))
