// @ts-check
// Refuses words for which the style has a better one, in what users read, in the code and in the titles of tests; and
// titles that are too long to be read where a test fails.
// Usage: npm run words
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { allTitles } from './titles.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Each word, and what stands in its place. */
const better = {
  anew: 'again, or a new one',
  nobody: 'name what is missing: no caller, no handler, no user',
  somebody: 'name the role: the user, another script',
  whoever: 'anyone who, or the role',
  he: 'they, or the role',
  his: 'their, or the role',
  him: 'them, or the role',
}

const pattern = new RegExp(`\\b(${Object.keys(better).join('|')})\\b`, 'gi')

/**
 * The words to replace in a text.
 *
 * @param {string} text
 * @returns {{ line: number, word: string, instead: string }[]}
 */
export const wordsIn = (text) =>
  text.split('\n').flatMap((content, index) =>
    [...content.matchAll(pattern)].map(([word]) => ({
      line: index + 1,
      word,
      instead: better[/** @type {keyof typeof better} */ (word.toLowerCase())],
    })),
  )

const below = (/** @type {string} */ folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`)

/** The files that are checked, from the repository's root. */
export const checkedFiles = () =>
  [...below('src'), ...below('docs/en'), 'README.md', 'CHANGELOG.md'].filter((path) => /\.(tsx?|md)$/.test(path))

const longestTitle = 90

/**
 * What is wrong with the title of a test, if anything.
 *
 * @param {string} title
 */
export const faultsOfTitle = (title) => [
  ...(title.length > longestTitle ? [`${title.length} characters, ${longestTitle} at most`] : []),
  ...wordsIn(title).map(({ word, instead }) => `"${word}": ${instead}`),
]

/** What is wrong, as `path:line: what`. */
export const findings = () => [
  ...checkedFiles().flatMap((path) =>
    wordsIn(readFileSync(join(root, path), 'utf8')).map(
      ({ line, word, instead }) => `${path}:${line}: "${word}": ${instead}`,
    ),
  ),
  ...allTitles().flatMap(({ path, line, title }) =>
    faultsOfTitle(title).map((fault) => `${path}:${line}: ${fault}: ${title}`),
  ),
]

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = findings()
  for (const finding of found) console.error(finding)
  if (found.length > 0) process.exitCode = 1
}
