import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { slug } from '../../docs/.vitepress/slug.ts'

export interface CodeBlock {
  /** The page: the file's name without its ending. */
  page: string
  /** `ts`, `vue`, `sh`, … */
  language: string
  code: string
  /** What the first line calls the file, `// src/wechat.ts`; else its path in the page's folder of `docs/snippets`. */
  file?: string
}

const fence = /^(?: *<!-- snippet: (?:docs\/snippets\/[\w-]+\/)?(\S+) -->\n)?( *)```(\w+)\n(.*?)^ *```$/gms
const fileName = /^(?:\/\/|<!--) ([\w./[\]-]+\.\w+)(?: -->)?\n/

/** The blocks of code, in their order; those in lists without their indentation. */
export function codeBlocks(path: string): CodeBlock[] {
  return [...readFileSync(path, 'utf8').matchAll(fence)].map(([, source, indent = '', language = '', text = '']) => {
    const code = text.replace(new RegExp(`^${indent}`, 'gm'), '')
    const file = fileName.exec(code)?.[1] ?? source
    return { page: basename(path, '.md'), language, code, ...(file && { file }) }
  })
}

const isWords = (text: string) => /[^\x20-\x7e]|\w \w|^.[A-Z]/.test(text)

/** Code as both languages have it: without its comments, and without the texts that a person reads. */
export const withoutWords = (code: string): string =>
  code
    .replace(/\/\*[\s\S]*?\*\/|<!-- .*? -->|(?<!:)\/\/ .*$|^#.*$| +# .*$/gm, (comment) =>
      fileName.test(`${comment}\n`) ? comment : '',
    )
    .replace(/'[^'\n]*'|`[^`]*`/g, (text) => (isWords(text) ? "''" : text))
    .replace(/(?<=>)[^<>{}=;]*[^\s<>{}=;][^<>{}=;]*(?=[<{])/g, '')

/** The text without its blocks of code. */
export const prose = (path: string) => readFileSync(path, 'utf8').replace(fence, '')

export interface Heading {
  level: number
  text: string
  /** What links to it say. */
  anchor: string
}

/** The headings, with the anchors that GitHub and the site give them. */
export function headings(path: string): Heading[] {
  return [...prose(path).matchAll(/^(#+) (.+)$/gm)].map(([, marks = '', text = '']) => ({
    level: marks.length,
    text,
    anchor: slug(text),
  }))
}

/** The rows of the tables, cell by cell, without their heads. */
export function tables(path: string): string[][][] {
  return [...prose(path).matchAll(/^\|(?: ?-+ ?\|)+\n((?:\|.*\n)+)/gm)].map(([, body = '']) =>
    body.trim().split('\n').map(cells),
  )
}

const cells = (row: string) =>
  row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim())
