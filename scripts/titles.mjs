// @ts-check
// The titles of the tests, as they are written: `${…}` and `%s` stand as they are.
// Usage: node scripts/titles.mjs prints each below those of its groups.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @typedef {{ line: number, depth: number, title: string }} Title */

/** The title of a call of `test`, `it` or `describe`, or of a chain such as `test.skipIf(…).each(…)`. */
export const titleOf = (/** @type {ts.Node} */ node) =>
  ts.isCallExpression(node) && /^(test|it|describe)$/.test(startOf(node.expression))
    ? textOf(node.arguments[0])
    : undefined

/**
 * The name that a chain of calls starts with.
 *
 * @param {ts.Expression} chain
 * @returns {string}
 */
function startOf(chain) {
  if (ts.isPropertyAccessExpression(chain) || ts.isCallExpression(chain)) return startOf(chain.expression)
  if (ts.isTaggedTemplateExpression(chain)) return startOf(chain.tag)
  return ts.isIdentifier(chain) ? chain.text : ''
}

/**
 * What a literal says; a variable has no text.
 *
 * @param {ts.Node | undefined} node
 * @returns {string | undefined}
 */
function textOf(node) {
  if (!node) return
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) return node.getText().slice(1, -1)
  if (!ts.isBinaryExpression(node)) return
  const [left, right] = [textOf(node.left), textOf(node.right)]
  return left === undefined || right === undefined ? undefined : left + right
}

/**
 * The titles in a file, in their order.
 *
 * @param {string} text
 * @param {string} [path]
 */
export function titlesIn(text, path = 'titles.tsx') {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  /** @type {Title[]} */
  const titles = []
  const visit = (/** @type {ts.Node} */ node, /** @type {number} */ depth) => {
    const title = titleOf(node)
    const { line } = file.getLineAndCharacterOfPosition(node.getStart())
    if (title !== undefined) titles.push({ line: line + 1, depth, title })
    node.forEachChild((child) => visit(child, title === undefined ? depth : depth + 1))
  }
  visit(file, 0)
  return titles
}

/** The titles of all tests, each with its file. */
export const allTitles = () =>
  readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('node_modules'))
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
    .sort()
    .flatMap((path) => titlesIn(readFileSync(join(root, path), 'utf8'), path).map((title) => ({ path, ...title })))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, line, depth, title } of allTitles()) console.log(`${path}:${line}: ${'  '.repeat(depth)}${title}`)
}
