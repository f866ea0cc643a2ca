// @ts-check
// Puts the code of files into the pages: `<!-- snippet: path -->` before a block of code names its file.
// In Chinese pages the lines that people read are those of docs/snippets/zh.json.
// Usage: node scripts/snippets.mjs
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8')

// A block may keep a first line that names the file as the reader's project has it.
const block =
  /^( *)<!-- snippet: (\S+) -->\n *```(\w+)\n( *(?:\/\/|<!--) [\w./[\]-]+\.\w+(?: -->)?\n)?[\s\S]*?^ *```$/gm

/** @returns {Record<string, string>} English lines of code with their Chinese ones */
export const readWords = () => JSON.parse(read('docs/snippets/zh.json'))

/**
 * The files that a page embeds.
 *
 * @param {string} page the page's text
 */
export const snippetsOf = (page) => [...page.matchAll(block)].map(([, , file = '']) => file)

/**
 * The page with the code of its files.
 *
 * @param {string} page the page's text
 * @param {Record<string, string>} [words] lines to put in place of others, without their indentation
 */
export function withSnippets(page, words = {}) {
  return page.replace(block, (_, indent, file, language, name = '') => {
    const code = read(file)
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/\S.*$/, (text) => words[text] ?? text))
      .map((line) => (line ? indent + line : ''))
      .join('\n')
    return `${indent}<!-- snippet: ${file} -->\n${indent}\`\`\`${language}\n${name}${code}\n${indent}\`\`\``
  })
}

/**
 * The pages that may have snippets.
 *
 * @param {'en' | 'zh'} language
 */
export function pagesWithSnippets(language) {
  const pages = readdirSync(join(root, 'docs', language)).filter((name) => name.endsWith('.md'))
  return [language === 'en' ? 'README.md' : 'README.zh-CN.md', ...pages.map((name) => `docs/${language}/${name}`)]
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    for (const page of pagesWithSnippets(language)) {
      const text = read(page)
      const whole = withSnippets(text, language === 'zh' ? readWords() : {})
      if (whole !== text) writeFileSync(join(root, page), whole)
    }
  }
}
