// @ts-check
// Writes down the versions with which `npm run test:nightly` has run each recipe: test/frameworks/versions.json.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const file = join(root, 'test/frameworks/versions.json')
const runs = join(root, 'reports/recipes')

const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'))

const all = existsSync(file) ? read(file) : {}
for (const name of readdirSync(runs)) all[name.replace(/\.json$/, '')] = read(join(runs, name))
const sorted = Object.fromEntries(Object.entries(all).sort(([one], [other]) => one.localeCompare(other)))
writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`)
