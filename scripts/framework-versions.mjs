// @ts-check
// Writes down the versions with which `npm run test:nightly` has run each recipe: test/frameworks/versions.json, and the table of
// docs/*/frameworks.md. Usage: node scripts/framework-versions.mjs
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const file = join(root, 'test/frameworks/versions.json')
const runs = join(root, 'reports/recipes')

const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'))

/** `16.4` of `16.4.3`. */
const minor = (/** @type {string} */ version) => version.split('.').slice(0, 2).join('.')

/**
 * A row for each scaffold, or for each tool that no scaffold of npm makes, with the versions of all its recipes.
 *
 * @param {Record<string, Record<string, string>>} all versions.json
 */
export function tableOf(all) {
  /** @type {Map<string, Set<string>>} */
  const rows = new Map()
  for (const { node: _, ...versions } of Object.values(all)) {
    const [first = '', ...more] = Object.entries(versions).map(([name, version]) => `${name} ${minor(version)}`)
    rows.set(first, new Set([...(rows.get(first) ?? []), ...more]))
  }
  return [
    '| | |',
    '|---|---|',
    ...[...rows].sort().map(([first, more]) => `| ${first} | ${[...more].join(', ')} |`),
  ].join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const all = existsSync(file) ? read(file) : {}
  for (const name of existsSync(runs) ? readdirSync(runs) : [])
    all[name.replace(/\.json$/, '')] = read(join(runs, name))
  const sorted = Object.fromEntries(Object.entries(all).sort(([one], [other]) => one.localeCompare(other)))
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`)
  for (const language of ['en', 'zh']) {
    const page = join(root, `docs/${language}/frameworks.md`)
    const table = `<!-- versions -->\n${tableOf(sorted)}\n<!-- /versions -->`
    writeFileSync(
      page,
      readFileSync(page, 'utf8').replace(/<!-- versions -->.*<!-- \/versions -->/s, () => table),
    )
  }
}
