import { readFileSync } from 'node:fs'

export interface CodeBlock {
  /** The heading of the second level above it. */
  section: string
  /** `ts`, `vue`, `sh`, … */
  language: string
  code: string
  /** What the first line calls the file, `// src/wechat.ts`. */
  file?: string
}

const fence = /^```(\w+)\n(.*?)^```$/gms
const fileName = /^(?:\/\/|<!--) ([\w./[\]-]+\.\w+)(?: -->)?\n/

/** The blocks of code, in their order. */
export function codeBlocks(path: string): CodeBlock[] {
  const sections = readFileSync(path, 'utf8').split(/^## /m)
  return sections.flatMap((text) =>
    [...text.matchAll(fence)].map(([, language = '', code = '']) => {
      const file = fileName.exec(code)?.[1]
      return { section: text.slice(0, text.indexOf('\n')), language, code, ...(file && { file }) }
    }),
  )
}

/** The text without its blocks of code. */
export const prose = (path: string) => readFileSync(path, 'utf8').replace(fence, '')

export interface Heading {
  level: number
  text: string
  /** What links to it say. */
  anchor: string
}

/** The headings, with the anchors that GitHub gives them. */
export function headings(path: string): Heading[] {
  return [...prose(path).matchAll(/^(#+) (.+)$/gm)].map(([, marks = '', text = '']) => ({
    level: marks.length,
    text,
    anchor: text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-'),
  }))
}

/** The rows of the tables, cell by cell, without their heads. */
export function tables(path: string): string[][][] {
  return [...prose(path).matchAll(/^\|(?:-+\|)+\n((?:\|.*\n)+)/gm)].map(([, body = '']) =>
    body.trim().split('\n').map(cells),
  )
}

const cells = (row: string) =>
  row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim())
