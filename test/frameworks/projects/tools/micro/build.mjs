import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const at = (file) => join(import.meta.dirname, file)
const outdir = at('../dist/micro')
const options = { bundle: true, minify: true, format: 'iife', outdir }
await build({ ...options, entryPoints: [at('host.js')], globalName: 'host' })
// How qiankun finds the life cycle of a sub-application.
const footer = { js: 'window.things ??= things' }
await build({ ...options, entryPoints: [at('things.js')], globalName: 'things', footer })
for (const page of ['index.html', 'things.html']) cpSync(at(page), join(outdir, page))
