// @ts-check
// Writes down the versions with which `npm run test:nightly` has run each recipe: test/frameworks/versions.json, and the table of
// docs/*/frameworks.md. With `--check` it writes nothing, and fails where another major version was run than is written down.
// Usage: node scripts/framework-versions.mjs [--check]
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

/**
 * The recipes that were run with other major versions than are written down. npm chooses others on another Node: those are not compared.
 *
 * @param {Record<string, Record<string, string>>} known versions.json
 * @param {Record<string, Record<string, string>>} ran what the last run has noted
 */
export function otherMajors(known, ran) {
  const major = (version = 'none') => version.split('.')[0]
  return Object.entries(ran).flatMap(([name, { node, ...versions }]) => {
    const own = known[name]
    if (own && own.node !== node) return []
    return Object.entries(versions)
      .filter(([tool, version]) => major(version) !== major(own?.[tool]))
      .map(([tool, version]) => `${name}: ${tool} ${version}, known: ${own?.[tool] ?? 'none'}`)
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const known = existsSync(file) ? read(file) : {}
  const names = existsSync(runs) ? readdirSync(runs) : []
  const ran = Object.fromEntries(names.map((name) => [name.replace(/\.json$/, ''), read(join(runs, name))]))
  if (process.argv.includes('--check')) {
    const other = otherMajors(known, ran)
    console.log(other.join('\n'))
    process.exit(other.length > 0 ? 1 : 0)
  }
  const sorted = Object.fromEntries(
    Object.entries({ ...known, ...ran }).sort(([one], [other]) => one.localeCompare(other)),
  )
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
