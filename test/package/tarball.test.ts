import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, inject, test } from 'vitest'
import { entries } from './entries.ts'
import { run } from './run.ts'

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const sources = readdirSync(at('src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/').slice(0, -'.ts'.length))

test('every file in src/ directly is an entry, and every entry is such a file', () => {
  const files = sources.filter((path) => !path.includes('/')).map((name) => (name === 'index' ? '' : `/${name}`))
  expect(entries.sort()).toEqual(files.map((path) => `wechat-ready${path}`).sort())
})

test('the tarball holds the documents, one declaration per source file, the code, and nothing else', () => {
  const packed = inject('packed').sort()
  const declarations = sources.map((path) => `dist/${path}.d.ts`).sort()
  // A source file of types alone leaves no code.
  const code = new Set(sources.map((path) => `dist/${path}.js`))
  expect({
    documents: packed.filter((path) => !path.startsWith('dist/')),
    declarations: packed.filter((path) => path.endsWith('.d.ts')),
    others: packed.filter((path) => path.startsWith('dist/') && !path.endsWith('.d.ts') && !code.has(path)),
  }).toEqual({
    documents: ['CHANGELOG.md', 'LICENSE', 'README.md', 'README.zh-CN.md', 'llms.txt', 'package.json'],
    declarations,
    // Two classic scripts, and a copied package.
    others: ['dist/testing/fake-wechat.global.js', 'dist/vite/uqr.js', 'dist/wechat-ready.global.js'],
  })
})

test('publint finds nothing to say about the tarball', async () => {
  const tarball = new Uint8Array(readFileSync(inject('tarball'))).buffer
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
  expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([])
})

test('are-the-types-wrong finds no problem in the tarball, for users of ES modules', () => {
  const cli = at('node_modules/@arethetypeswrong/cli/dist/index.js')
  const flags = ['--profile', 'esm-only', '--no-definitely-typed', '--format', 'json']
  const { stdout } = run(process.execPath, [cli, inject('tarball'), ...flags])
  const { analysis } = JSON.parse(stdout) as { analysis: { entrypoints: object; problems: unknown[] } }
  const paths = entries.map((name) => name.replace('wechat-ready', '.'))
  expect(Object.keys(analysis.entrypoints)).toEqual(expect.arrayContaining(paths))
})
