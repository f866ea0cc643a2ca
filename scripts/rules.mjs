// @ts-check
// Writes test/rules.md: each promise of test/rules.ts, with the tests that have it among their tags. `--check` writes
// nothing, and fails where the page is not what it would be. The tests are read, not run.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { runnerImport } from 'vite'
import { titleOf } from './titles.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = join(root, 'test/rules.md')

/** @typedef {{ file: string, title: string, tags: string[] }} TaggedTest */

/**
 * The tests and groups of a source text that have tags.
 *
 * @param {string} text
 * @param {string} file the path from test/
 * @returns {TaggedTest[]}
 */
export function taggedTests(text, file) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  /** @type {TaggedTest[]} */
  const found = []
  /** @param {ts.Node} node @param {string[]} groups */
  function visit(node, groups) {
    const title = titleOf(node)
    if (title === undefined) return void node.forEachChild((child) => visit(child, groups))
    const call = /** @type {ts.CallExpression} */ (node)
    const path = [...groups, title]
    const tags = tagsOf(call)
    if (tags.length && /\.(skip|todo|fails)\b/.test(call.expression.getText()))
      throw new Error(`${file}: "${title}" holds nothing, it does not run`)
    if (tags.length) found.push({ file, title: path.join(' › '), tags })
    for (const argument of call.arguments) visit(argument, path)
  }
  visit(source, [])
  return found
}

/** @param {ts.CallExpression} call */
function tagsOf({ arguments: [, options] }) {
  if (!options || !ts.isObjectLiteralExpression(options)) return []
  const property = options.properties.find((property) => property.name?.getText() === 'tags')
  if (!property) return []
  const value = ts.isPropertyAssignment(property) ? property.initializer : property
  const items = ts.isArrayLiteralExpression(value) ? [...value.elements] : [value]
  return items.map((item) => {
    if (ts.isStringLiteralLike(item)) return item.text
    throw new Error(
      `${item.getSourceFile().fileName}: ${item.getText()}: write the tag out, so that it can be read here`,
    )
  })
}

/** All tagged tests below test/. */
export function allTaggedTests() {
  const folder = join(root, 'test')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
  return files
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'))
    .sort()
    .flatMap((file) => taggedTests(readFileSync(join(folder, file), 'utf8'), file))
}

/**
 * The page, the promises that no test holds, and the tags that are no promise.
 *
 * @param {Record<string, Record<string, string>>} rules
 * @param {TaggedTest[]} tests
 */
export function rulesPage(rules, tests) {
  const names = Object.values(rules).flatMap((section) => Object.keys(section))
  const unheld = names.filter((name) => !tests.some(({ tags }) => tags.includes(name)))
  const unknown = tests.flatMap(({ file, tags }) =>
    tags.filter((tag) => !names.includes(tag)).map((tag) => `${file}: ${tag}`),
  )
  const text = [
    '# What is promised, and which tests hold it',
    '',
    'Made by `npm run rules` from test/rules.ts and the tags of the tests. The tests of one promise:',
    '`npx vitest run --tags-filter=ready-free`.',
    '',
    `${names.length} promises, ${unheld.length} held by no test.`,
    ...Object.entries(rules).flatMap(([section, promises]) => [
      '',
      `## ${section}`,
      ...Object.entries(promises).flatMap(([name, sentence]) => ['', ...promiseLines(name, sentence, tests)]),
    ]),
  ].join('\n')
  return { text: `${text}\n`, unheld, unknown }
}

/** @param {string} name @param {string} sentence @param {TaggedTest[]} tests */
function promiseLines(name, sentence, tests) {
  const holding = tests.filter(({ tags }) => tags.includes(name))
  const lines = holding.map(
    ({ file, title }) => `- [${file.replace(/(\.test)?\.tsx?$/, '')}](${file}): ${plain(title)}`,
  )
  return [`**${sentence}** \`${name}\``, '', ...(lines.length ? lines : ['- **held by no test**'])]
}

/** A title as text of Markdown. @param {string} title */
const plain = (title) => title.replace(/[\\`*_<>[\]|]/g, '\\$&').replaceAll('\n', ' ')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { module } = await runnerImport(join(root, 'test/rules.ts'), { configFile: false, logLevel: 'error' })
  const { text, unheld, unknown } = rulesPage(module.rules, allTaggedTests())
  const isStale = !existsSync(page) || readFileSync(page, 'utf8') !== text
  if (!process.argv.includes('--check')) writeFileSync(page, text)
  else if (isStale) console.error('test/rules.md is not up to date: npm run rules')
  for (const name of unheld) console.error(`held by no test: ${name}`)
  for (const tag of unknown) console.error(`no promise of test/rules.ts: ${tag}`)
  if (unheld.length || unknown.length || (isStale && process.argv.includes('--check'))) process.exitCode = 1
}
