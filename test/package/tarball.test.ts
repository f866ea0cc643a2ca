import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, inject, test } from 'vitest'
import { run } from '../kit/run.ts'
import { entries } from './entries.ts'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const sources = readdirSync(at('src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => path.replaceAll('\\', '/').replace(/\.tsx?$/, ''))
/** The entries that are not the package's root: `vue`, `signer`, … */
const folders = sources.filter((path) => !path.includes('/') && path !== 'index').sort()

test('every file directly in src/ is an entry, and every entry is such a file', () => {
  const files = sources.filter((path) => !path.includes('/')).map((name) => (name === 'index' ? '' : `/${name}`))
  expect(entries.sort()).toEqual(files.map((path) => `wechat-ready${path}`).sort())
})

test('the tarball holds the documents, the code, its declarations once, and nothing else', () => {
  const packed = inject('packed').sort()
  const stubs = folders.map((name) => `${name}/package.json`)
  const entryDeclarations = sources.filter((path) => !path.includes('/')).map((path) => `dist/${path}.d.ts`)
  const isDeclaration = (path: string) => path.endsWith('.d.ts')
  const shared = packed.filter((path) => isDeclaration(path) && path.startsWith('dist/cjs/'))
  // A source file of types alone leaves no code.
  const code = new Set(sources.map((path) => `dist/${path}.js`))
  const isCode = (path: string) => code.has(path) || /^dist\/cjs\/[^/]+\.js$/.test(path)
  expect({
    documents: packed.filter((path) => !/^(dist|bin)\//.test(path) && !stubs.includes(path)),
    stubs: packed.filter((path) => stubs.includes(path)),
    // Those of what the entries need, for both kinds of import: see scripts/declarations.mjs.
    declarations: packed.filter((path) => isDeclaration(path) && !shared.includes(path)),
    unknown: shared.filter((path) => !sources.includes(path.slice('dist/cjs/'.length, -'.d.ts'.length))),
    missing: entryDeclarations.filter((path) => !shared.includes(path.replace('dist/', 'dist/cjs/'))),
    others: packed.filter((path) => path.startsWith('dist/') && !path.endsWith('.d.ts') && !isCode(path)),
  }).toEqual({
    documents: [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'README.zh-CN.md',
      // What the doctor's findings point to.
      'docs/en/doctor.md',
      'docs/zh/doctor.md',
      'llms.txt',
      'package.json',
    ],
    stubs,
    declarations: entryDeclarations.sort(),
    unknown: [],
    missing: [],
    // What says that the second build is CommonJS, two classic scripts, and copied packages.
    others: [
      'dist/cjs/package.json',
      'dist/testing/fake-wechat.global.js',
      ...['dist/preact.js', 'hooks/dist/hooks.js', 'jsx-runtime/dist/jsxRuntime.js'].map(
        (file) => `dist/vendor/preact/${file}`,
      ),
      'dist/vite/uqr.js',
      'dist/wechat-ready.global.js',
    ],
  })
})

test("every file with another package's code starts with its licence", () => {
  const root = join(inject('consumer'), 'node_modules/wechat-ready')
  const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
  // Preact's mangled names, the global of jweixin, the error correction of QR codes.
  const isCopied = (path: string) => /\b__k\b|\.wx ?= ?\w+\.jWeixin ?=|finderPenalty/.test(textOf(path))
  const holders = inject('packed').filter((path) => path.endsWith('.js') && isCopied(path))
  expect(holders).toEqual(
    expect.arrayContaining(['dist/vendor/preact/dist/preact.js', 'dist/vite/uqr.js', 'dist/wechat-ready.global.js']),
  )
  expect(holders.filter((path) => !/^\/\*![\s\S]{0,200}Permission is hereby granted/.test(textOf(path)))).toEqual([])
})

test('the classic script can be resolved by name', () => {
  const require = createRequire(join(inject('consumer'), 'index.js'))
  expect(existsSync(require.resolve('wechat-ready/dist/wechat-ready.global.js'))).toBe(true)
})

test('package.json is up to date with the files in src/', () => {
  const before = readFileSync(at('package.json'), 'utf8')
  run(process.execPath, [at('scripts/entries.mjs')])
  expect(readFileSync(at('package.json'), 'utf8')).toBe(before)
})

test('a tool that does not read `exports` finds the CommonJS build of every entry', { tags: 'entries' }, () => {
  const root = join(inject('consumer'), 'node_modules/wechat-ready')
  const manifest = (path: string) => JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'))
  const found = ['', ...folders].map((name) => join(name, manifest(name).main).replaceAll('\\', '/'))
  expect(found).toEqual(['index', ...folders].map((name) => `dist/cjs/${name}.js`))
  expect(found.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('every peer dependency is optional and accepts any version', { tags: 'install' }, () => {
  const { peerDependencies, peerDependenciesMeta } = JSON.parse(readFileSync(at('package.json'), 'utf8'))
  const optional = Object.entries(peerDependenciesMeta).filter(([, meta]) => (meta as { optional?: boolean }).optional)
  expect(Object.values(peerDependencies).filter((range) => range !== '*')).toEqual([])
  expect(optional.map(([name]) => name)).toEqual(Object.keys(peerDependencies))
})

test('the CommonJS build is valid ES2017, which webpack 4 can parse', () => {
  const folder = join(inject('consumer'), 'node_modules/wechat-ready/dist/cjs')
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'))
  const parsed = files.map((file) => parse(readFileSync(join(folder, file), 'utf8'), { ecmaVersion: 2017 }).type)
  expect(new Set(parsed)).toEqual(new Set(['Program']))
})

test('publint reports no problem', async () => {
  const tarball = new Uint8Array(readFileSync(inject('tarball'))).buffer
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
  expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([])
})

test('are-the-types-wrong reports no problem in any mode of resolution', { tags: 'entries' }, () => {
  const cli = at('node_modules/@arethetypeswrong/cli/dist/index.js')
  // The classic script declares nothing: its global is not a module.
  const classic = ['--exclude-entrypoints', './dist/wechat-ready.global.js']
  const flags = ['--profile', 'strict', '--no-definitely-typed', '--format', 'json', ...classic]
  const { stdout } = run(process.execPath, [cli, inject('tarball'), ...flags])
  const { analysis } = JSON.parse(stdout) as { analysis: { entrypoints: object; problems: unknown[] } }
  const paths = entries.map((name) => name.replace('wechat-ready', '.'))
  expect(Object.keys(analysis.entrypoints)).toEqual(expect.arrayContaining(paths))
})
