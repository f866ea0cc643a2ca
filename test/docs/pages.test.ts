import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pagesOf, sidebarOf } from '../../docs/.vitepress/pages.ts'
import { pagesWithSnippets, readWords, snippetsOf, withSnippets } from '../../scripts/snippets.mjs'
import { clientPlatforms } from '../../src/knowledge/clients.ts'
import { codeBlocks, headings, prose, tables, withoutWords } from './markdown.ts'

const readmes = ['README.md', 'README.zh-CN.md'] as const

/** Every page with its Chinese one. */
const pairs: readonly (readonly [english: string, chinese: string])[] = [
  readmes,
  ...pagesOf('en').map((page) => [`docs/en/${page}.md`, `docs/zh/${page}.md`] as const),
]
const all = pairs.flat()

/** `0.2` of the package's version `0.2.0`. */
const version = JSON.parse(readFileSync('package.json', 'utf8')).version.split('.').slice(0, 2).join('.')

test.each(readmes)('%s has at most 10 000 characters, and installs the package in its first command', (file) => {
  const text = readFileSync(file, 'utf8')
  expect(text.length).toBeLessThanOrEqual(10_000)
  const [first] = codeBlocks(file).filter(({ language }) => language === 'sh')
  expect(first?.code).toBe('npm install wechat-ready\n')
})

test.each(readmes)('%s says in "Is it for you?" its version, what is not verified, and the sources', (file) => {
  const section = /^## (?:Is it for you\?|适用范围与限制)\n(.*?)^## /ms.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
  expect(section).toMatch(new RegExp(`(?:Version|版本) ${version}\\b`))
  expect(section).toMatch(/\*\*(?:Not verified on a physical device|尚未在真机上验证)\*\*/)
  expect(section).toMatch(/\]\(docs\/(?:en|zh)\/support\.md\)/)
})

test.each(['docs/en/support.md', 'docs/zh/support.md'])('%s begins with what is not verified', (file) => {
  const [, first] = readFileSync(file, 'utf8').split('\n\n')
  expect(first).toMatch(/has not been verified on a physical device|尚未在真机上验证/)
})

test.each(readmes)('%s names the two setup commands for a clone', (file) => {
  const commands = codeBlocks(file).map(({ code }) => code.replace(/ +#.*/g, ''))
  expect(commands).toContain('npm install && npm run demo\nnpm install && npm test\n')
})

test('each page exists in both languages', () => {
  expect(pagesOf('zh').sort()).toEqual(pagesOf('en').sort())
})

test('the sidebar has every page once, under its first heading', () => {
  for (const language of ['en', 'zh'] as const) {
    const items = sidebarOf(language, '/').flatMap((group) => group.items)
    expect(items.map(({ link }) => link.slice(1)).sort()).toEqual(pagesOf(language).sort())
    expect(items.filter(({ text }) => !text)).toEqual([])
  }
})

describe.each(pairs)('%s and %s', (english, chinese) => {
  test('have the same number of headings, at the same levels', () => {
    const levels = (file: string) => headings(file).map(({ level }) => level)
    expect(levels(chinese)).toEqual(levels(english))
  })

  test('have the same code, except for its words', () => {
    // What a program prints is `text`: it speaks the reader's language.
    const code = (file: string) =>
      codeBlocks(file).map(({ language, code }) => [language, language === 'text' ? '' : withoutWords(code)])
    expect(code(chinese)).toEqual(code(english))
  })

  test('have the same tables: as many rows, and the same code in the first column', () => {
    // A row is named by code, or by a sentence, whose order is the language's own.
    const isCode = (cell: string) => !/[\p{L}]/u.test(cell.replace(/`[^`]+`/g, ''))
    const code = (cell = '') => (isCode(cell) ? cell.match(/`[^`]+`/g) : null)
    const shape = (file: string) =>
      tables(file).map((rows) => rows.map(([first, ...more]) => [code(first), more.length]))
    expect(shape(chinese)).toEqual(shape(english))
  })
})

describe.each(['en', 'zh'] as const)('the code of the pages in %s', (language) => {
  const words = language === 'zh' ? readWords() : {}

  test.each(pagesWithSnippets(language))(
    'is in %s the code of its files, up to date with `npm run docs:snippets`',
    (page) => {
      const text = readFileSync(page, 'utf8')
      expect(text).toBe(withSnippets(text, words))
      const blocks = codeBlocks(page).filter(({ language }) => /^(?:jsx?|tsx?|vue|html)$/.test(language))
      expect(blocks).toHaveLength(snippetsOf(text).length)
    },
  )
})

test('every file of docs/snippets is used, and so is every Chinese line of code', () => {
  const texts = (language: 'en' | 'zh') => pagesWithSnippets(language).map((page) => readFileSync(page, 'utf8'))
  const shown = texts('en').flatMap(snippetsOf)
  const files = readdirSync('docs/snippets', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'zh.json')
    .map((entry) => join(entry.parentPath, entry.name))
  expect(files.filter((file) => !shown.includes(file))).toEqual([])
  const chinese = texts('zh').join('\n')
  expect(Object.values(readWords()).filter((line) => !chinese.includes(line))).toEqual([])
})

test('both languages quote the same run of the benchmark', () => {
  const bench = (language: string) =>
    /<!-- bench -->(.*)<!-- \/bench -->/s.exec(readFileSync(`docs/${language}/measurements.md`, 'utf8'))?.[1] ?? ''
  const numbers = (language: string) => bench(language).match(/\d+([.,:-]\d+)*/g)
  expect(numbers('en')?.length).toBeGreaterThan(30)
  expect(numbers('zh')).toEqual(numbers('en'))
})

test.each(['en', 'zh'])(
  'the numbers in docs/%s/benchmarks.md about its peers are those that were measured',
  (language) => {
    const page = (name: string) => readFileSync(`docs/${language}/${name}.md`, 'utf8')
    const said =
      page('benchmarks')
        .split(/^## /m)
        .at(-1)
        ?.match(/\d+\.\d+/g) ?? []
    expect(said.length).toBeGreaterThan(7)
    const measured = page('measurements').match(/\d+\.\d+/g)
    expect(said.filter((number) => !measured?.includes(number))).toEqual([])
  },
)

test.each(all)('every link in %s has a target', (file) => {
  const text = prose(file).replace(/`[^`\n]*`/g, 'code')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(([, link = '', src]) => src ?? link)
  const isGood = (link: string) => {
    if (/^(https:\/\/|http:\/\/localhost:5173\/)/.test(link)) return true
    const [path = '', anchor] = link.split('#')
    const target = path ? join(dirname(file), path) : file
    if (!existsSync(target)) return false
    // The site has the pages and the pictures; it has no other file of the repository.
    if (file.startsWith('docs/') && !/^docs\/|\.webp$/.test(relative('.', target))) return false
    return anchor === undefined || headings(target).some((heading) => heading.anchor === anchor)
  }
  expect(links.filter((link) => !isGood(link))).toEqual([])
})

test('comments in the code of Chinese pages are Chinese', () => {
  const english = (code: string) => code.match(/^ *(?:\/\/|\*) .*\b(?:the|of|is|and)\b.*$/gm)
  const found = pagesOf('zh').flatMap((page) =>
    codeBlocks(`docs/zh/${page}.md`).flatMap(({ code }) => english(code) ?? []),
  )
  expect(found).toEqual([])
})

/** The members of an interface, or of a union of texts, in the source. */
function namesIn(file: string, declaration: RegExp, name: RegExp): string[] {
  const body = declaration.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
  return [...body.matchAll(name)].map(([, found = '']) => found)
}

/** The names in the first cells of a page's table that has `name` there. */
function documented(page: string, name: string): string[] {
  const table = tables(`docs/en/${page}.md`).find((rows) => rows.some(([first]) => first?.includes(`\`${name}\``)))
  return (table ?? [])
    .flatMap(([first = '', second = '']) => [...(/`/.test(first) ? first : second).matchAll(/`([\w-]+)/g)])
    .map(([, found = '']) => found)
}

const member = /^ {2}(\w+)[?(:]/gm
const literal = /'([\w-]+)'/g

test('the page of errors has a section for exactly the existing codes', { tags: 'error-pages' }, () => {
  const codes = namesIn('src/knowledge/codes.ts', /type WechatErrorCode =(.*?)\n(?:\n|$)/s, literal)
  expect(codes.length).toBe(20)
  const sections = headings('docs/en/errors.md').filter(({ level }) => level === 3)
  expect(sections.map(({ text }) => text)).toEqual(codes)
})

test('the page of options explains exactly the options of createWechat()', () => {
  const options = namesIn('src/core/options.ts', /interface WechatOptions \{(.*?)\n\}/s, member)
  expect(options.length).toBeGreaterThan(9)
  expect(documented('options', 'signUrl').sort()).toEqual(options.sort())
})

test('all 24 known errors of the official documentation have an answer', () => {
  const rows = tables('docs/en/errors.md').find(([first]) => first?.[0] === '1') ?? []
  expect(rows.map(([number]) => Number(number))).toEqual(Array.from({ length: 24 }, (_, index) => index + 1))
  expect(rows.filter((row) => row.length !== 3 || row.includes(''))).toEqual([])
})

/** The scenes that the page of the demo links to, with their codes. */
const scenes = () =>
  tables('docs/en/demo.md').flatMap((rows) =>
    rows.flatMap(([first = '', , code = '']) => {
      const [, client, fault] = /5173\/\?client=(\w+)&fault=(\w+)/.exec(first) ?? []
      return fault ? [{ client, fault, code: code.replaceAll('`', '') }] : []
    }),
  )

test('the page of the demo links to exactly the faults that the demo has', () => {
  const faults = [
    ...namesIn('src/inspector/faults.ts', /export const faults = \{(.*?)\n\}/s, member),
    ...namesIn('demo/src/faults.ts', /export const ownFaults = (.*)/, /(\w+):/g),
  ].filter((fault) => fault !== 'none')
  expect(
    scenes()
      .map(({ fault }) => fault)
      .sort(),
  ).toEqual(faults.sort())
  const clients: string[] = [...clientPlatforms]
  expect(scenes().filter(({ client = '' }) => !clients.includes(client))).toEqual([])
})

test.each(['docs/en/demo.md', 'docs/zh/demo.md'])(
  '%s names the scene of every code, or says that it has none',
  (file) => {
    const codes = namesIn('src/knowledge/codes.ts', /type WechatErrorCode =(.*?)\n(?:\n|$)/s, literal)
    const shown = scenes().map(({ code }) => code)
    const without =
      /^(?:No scene has|没有场景的错误码)(.*)/m.exec(readFileSync(file, 'utf8'))?.[1]?.match(/`[\w-]+`/g) ?? []
    const named = [...without.map((code) => code.replaceAll('`', '')), ...shown, 'not-in-wechat']
    expect(codes.filter((code) => !named.includes(code))).toEqual([])
  },
)

test('only the page of the demo links to a running demo', () => {
  const linking = all.filter((file) => /\]\(http:\/\/localhost/.test(readFileSync(file, 'utf8')))
  expect(linking).toEqual(['docs/en/demo.md', 'docs/zh/demo.md'])
})

test('the page of the signer lists exactly its error codes, with their status', () => {
  const source = /STATUS = \{(.*?)\n\}/s.exec(readFileSync('src/server/errors.ts', 'utf8'))?.[1] ?? ''
  const codes = [...source.matchAll(/'([\w-]+)': (\d+)/g)].map(([, code, status]) => `${status} ${code}`)
  const table = tables('docs/en/signer.md').find((rows) => rows.some(([, second]) => second === '`invalid-url`')) ?? []
  const rows = table.flatMap(([status, cell = '']) =>
    [...cell.matchAll(/`([\w-]+)`/g)].map(([, code]) => `${status} ${code}`),
  )
  // What only `onError` hears has no status for anybody.
  expect(rows.sort()).toEqual(codes.filter((code) => !code.endsWith(' store-value-invalid')).sort())
})

test('the page of options explains exactly the options of createSigner()', () => {
  const options = [
    ...namesIn('src/signer/options.ts', /interface SignerOptions [^{]*\{(.*?)\n\}/s, member),
    ...namesIn('src/signer/handler.ts', /interface HandlerOptions \{(.*?)\n\}/s, member),
  ]
  expect(options.length).toBeGreaterThan(11)
  expect(documented('signer-options', 'allowedOrigins').sort()).toEqual(options.sort())
})

test("the site shows the package's version", () => {
  for (const [file] of pairs.filter(([file]) => basename(file) === 'support.md'))
    expect(readFileSync(file, 'utf8')).toContain(version)
})
