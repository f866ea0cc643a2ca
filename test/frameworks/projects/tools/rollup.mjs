// Usage: node rollup.mjs [bare|bridge]: without the plugin for CommonJS; the page that loads no SDK
import commonjs from '@rollup/plugin-commonjs'
import resolve from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'

const [, , kind] = process.argv
const bare = kind === 'bare'
const bundle = await rollup({
  input: kind === 'bridge' ? 'bridged.js' : 'main.js',
  plugins: [resolve({ browser: true }), ...(bare ? [] : [commonjs()])],
  onwarn: (warning) => {
    // Without the plugin it says, rightly, that a CommonJS file exports nothing.
    if (!bare) throw new Error(warning.message)
  },
})
await bundle.write({ dir: kind ? `dist/rollup-${kind}` : 'dist/rollup', entryFileNames: 'main.js', format: 'es' })
