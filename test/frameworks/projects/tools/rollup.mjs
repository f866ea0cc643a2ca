// Usage: node rollup.mjs [bare], without the plugin for CommonJS
import commonjs from '@rollup/plugin-commonjs'
import resolve from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'

const bare = process.argv[2] === 'bare'
const bundle = await rollup({
  input: 'main.js',
  plugins: [resolve({ browser: true }), ...(bare ? [] : [commonjs()])],
  onwarn: (warning) => {
    // Without the plugin it says, rightly, that a CommonJS file exports nothing.
    if (!bare) throw new Error(warning.message)
  },
})
await bundle.write({ dir: bare ? 'dist/rollup-bare' : 'dist/rollup', format: 'es' })
