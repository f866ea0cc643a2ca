// @ts-check
// Makes package.json follow from src/: a file directly in src/ is an entry of the package.
// Usage: node scripts/entries.mjs           writes `exports`, `main`, `types` and `typesVersions`
//        node scripts/entries.mjs stubs     makes a folder per entry, for tools that read no `exports` (webpack 4, Parcel)
//        node scripts/entries.mjs unstub    removes these folders
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const json = (/** @type {unknown} */ value) => `${JSON.stringify(value, null, 2)}\n`

const names = readdirSync(at('src'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .sort((a, b) => (a === 'index' ? -1 : b === 'index' ? 1 : a < b ? -1 : 1))
const inFolders = names.filter((name) => name !== 'index')

/** `module` comes before `require`: a bundler that meets both kinds of import puts one copy into the page. */
const conditions = (/** @type {string} */ name) => ({
  import: { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
  module: `./dist/${name}.js`,
  require: { types: `./dist/cjs/${name}.d.ts`, default: `./dist/cjs/${name}.js` },
})

function write() {
  const before = readFileSync(at('package.json'), 'utf8')
  const manifest = JSON.parse(before)
  manifest.main = './dist/cjs/index.js'
  manifest.types = './dist/cjs/index.d.ts'
  manifest.typesVersions = { '*': Object.fromEntries(inFolders.map((name) => [name, [`./dist/cjs/${name}.d.ts`]])) }
  manifest.exports = {
    ...Object.fromEntries(names.map((name) => [name === 'index' ? '.' : `./${name}`, conditions(name)])),
    // By this name, as a path of the package: bundlers and CDNs that read `exports` find the classic script.
    './dist/wechat-ready.global.js': './dist/wechat-ready.global.js',
    './package.json': './package.json',
  }
  manifest.files = [
    ...new Set([...manifest.files.filter(isNoEntry), ...inFolders.map((name) => `${name}/package.json`)]),
  ]
  const after = json(manifest)
  if (after !== before) writeFileSync(at('package.json'), after)
}

const isNoEntry = (/** @type {string} */ file) => !file.endsWith('/package.json')

function writeStubs() {
  for (const name of inFolders) {
    mkdirSync(at(name), { recursive: true })
    writeFileSync(
      at(`${name}/package.json`),
      json({ main: `../dist/cjs/${name}.js`, types: `../dist/cjs/${name}.d.ts` }),
    )
  }
}

function removeStubs() {
  for (const name of inFolders) rmSync(at(name), { recursive: true, force: true })
}

const acts = { write, stubs: writeStubs, unstub: removeStubs }
const act = acts[/** @type {keyof typeof acts} */ (process.argv[2] ?? 'write')]
if (!act) throw new Error(`${process.argv[2]} is none of ${Object.keys(acts).join(', ')}`)
act()
