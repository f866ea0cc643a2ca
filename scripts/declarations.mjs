// @ts-check
// Finishes the declarations in dist/: what TypeScript 4.9 reads as well as 7, once for `import` and once, in dist/cjs/,
// for `require`.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.d.ts') && !/^cjs[\\/]/.test(file),
)

for (const file of files) {
  const text = readFileSync(join(dist, file), 'utf8')
  const finished = text
    // The compiler keeps the endings of the sources, which TypeScript reads from 5.0 on, and in sources only.
    .replace(/((?:from|import) ?\(?['"]\.[^'"\n]*)\.tsx?(?=['"])/g, '$1.js')
    // Of a module that has types only, this is the same; `export type *` came with TypeScript 5.0.
    .replace(/^export type \* from/gm, 'export * from')
    // What it is a view of is a type parameter since TypeScript 5.7.
    .replace(/\b(Uint8Array|DataView)<ArrayBuffer(Like)?>/g, '$1')
  writeFileSync(join(dist, file), finished)
  cpSync(join(dist, file), join(dist, 'cjs', file))
}
