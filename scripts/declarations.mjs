// @ts-check
// Finishes the declarations in dist/: what TypeScript 4.9 reads as well as 7. The ones that the entries need are in
// dist/cjs/, for `import` and for `require`: an ES module may take its types from a CommonJS one, not the other way round.
// In dist/ itself are the entries alone, which augment `vue` and `react` for either kind of import.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.d.ts') && !/^cjs[\\/]/.test(file))
  .map((file) => file.replaceAll('\\', '/'))
const isEntry = (/** @type {string} */ file) => !file.includes('/')

const finished = new Map(
  files.map((file) => {
    const text = readFileSync(join(dist, file), 'utf8')
      // The compiler keeps the endings of the sources, which TypeScript reads from 5.0 on, and in sources only.
      .replace(/((?:from|import) ?\(?['"]\.[^'"\n]*)\.tsx?(?=['"])/g, '$1.js')
      // Of a module that has types only, this is the same; `export type *` came with TypeScript 5.0.
      .replace(/^export type \* from/gm, 'export * from')
      // What it is a view of is a type parameter since TypeScript 5.7.
      .replace(/\b(Uint8Array|DataView)<ArrayBuffer(Like)?>/g, '$1')
    return [file, text]
  }),
)

/** The relative paths in a declaration: as far as the quote that ends them. */
const relative = /(?<=(?:from|import) ?\(?['"])\.[^'"\n]*(?=['"])/g

// A set that grows while it is walked: what is added gets its turn.
const needed = new Set(files.filter(isEntry))
for (const file of needed) {
  for (const [path] of finished.get(file)?.matchAll(relative) ?? []) {
    const target = join(dirname(file), path).replaceAll('\\', '/').replace(/\.js$/, '.d.ts')
    if (!finished.has(target)) throw new Error(`dist/${file} imports ${path}, which has no declaration`)
    needed.add(target)
  }
}

for (const file of files) rmSync(join(dist, file))
for (const file of needed) {
  const text = finished.get(file) ?? ''
  mkdirSync(dirname(join(dist, 'cjs', file)), { recursive: true })
  writeFileSync(join(dist, 'cjs', file), text)
  if (isEntry(file))
    writeFileSync(
      join(dist, file),
      text.replace(relative, (path) => `./cjs/${path.slice(2)}`),
    )
}
