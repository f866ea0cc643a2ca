import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'

/**
 * What an entry, or a folder of `src/`, may import of the rest of `src/`; what only types may come from has a `type`
 * before it.
 */
const allowed: Record<string, string[]> = {
  'index.ts': ['core', 'type knowledge'],
  'signer.ts': ['signer', 'server'],
  'login.ts': ['login'],
  'testing.ts': ['testing'],
  'sandbox.ts': ['sandbox'],
  'vue2.ts': ['core', 'vue'],
  vue: ['core'],
  'vue.ts': ['vue', 'core'],
  'react.ts': ['core'],
  'redis.ts': ['redis'],
  'vite.ts': ['vite'],
  'doctor.ts': ['doctor'],
  'environment.ts': ['core'],
  'bridge.ts': ['core'],
  'inspector.ts': ['inspector'],
  knowledge: ['knowledge'],
  inspector: ['knowledge', 'inspector', 'type core', 'type testing', 'core/environment.ts'],
  // Texts are part of the development build alone.
  core: ['core', 'knowledge/phrases.ts', 'knowledge/url.ts', 'knowledge/keys.ts', 'type knowledge'],
  'core/advice.ts': ['core', 'knowledge'],
  'core/share-advice.ts': ['core', 'knowledge'],
  server: ['knowledge', 'server'],
  signer: ['knowledge', 'signer', 'server'],
  redis: ['knowledge', 'redis', 'type server'],
  login: ['knowledge', 'login', 'server'],
  doctor: ['knowledge', 'doctor'],
  vite: ['knowledge', 'vite', 'server', 'signer', 'login', 'testing', 'sandbox'],
  sandbox: ['knowledge', 'sandbox', 'testing', 'inspector'],
  testing: [
    'knowledge/sha1.ts',
    'knowledge/url.ts',
    'knowledge/keys.ts',
    'testing',
    'core/api.ts',
    'core/table.ts',
    'type core',
    'type signer',
  ],
}

/** Data that the demo shares with the package: what is known of WeChat, and the samples of the fake. */
const isData = ({ file, target }: { file: string; target: string }) =>
  file.startsWith('demo/') && (target.startsWith('src/knowledge/') || target === 'src/testing/samples.ts')

const clause = /^(?:import|export) (type )?(?:[\w*{][^'"=();]*from )?'([^']+)'|\bimport\('([^']+)'\)/gm

const everyImport = ['src', 'test', 'demo'].flatMap(filesIn).flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(clause)].map(([, type = '', from = '', lazily]) => {
    const name = lazily ?? from
    return { file, type, target: name.startsWith('.') ? posix.join(posix.dirname(file), name) : name }
  }),
)
const imports = everyImport.filter(({ target }) => /^(src|test|demo)\//.test(target))
const inSource = imports.filter(({ file }) => file.startsWith('src/'))
const tell = ({ file, type, target }: (typeof imports)[number]) => `${file} imports ${type}${target}`

function filesIn(folder: string): string[] {
  const paths = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  return paths.filter((path) => /\.(tsx?|vue)$/.test(path)).map((path) => join(folder, path).replaceAll('\\', '/'))
}

test('a folder of src/ and an entry import only what the rules allow', () => {
  const place = (path: string) => path.split('/')[1] ?? ''
  const rulesFor = (file: string) => allowed[file.slice('src/'.length)] ?? allowed[place(file)]
  const isAllowed = ({ file, type, target }: (typeof imports)[number]) =>
    [place(target), target.slice('src/'.length)].some((one) =>
      [one, type + one].some((wanted) => rulesFor(file)?.includes(wanted)),
    )
  expect(inSource.filter((one) => !isAllowed(one)).map(tell)).toEqual([])
})

test('an entry that has a folder contains re-exports only', () => {
  const lines = ['index', 'signer', 'testing', 'sandbox', 'vite'].map((name) => readFileSync(`src/${name}.ts`, 'utf8'))
  const reExport = /^export (type )?(\*|\{[^}]*\}) from '[^']+'\n/gm
  expect(lines.join('').replace(reExport, '')).toBe('')
})

test('tests and the demo import the package by name, and only unit tests import src/', () => {
  const isWrong = ({ file, target }: (typeof imports)[number]) =>
    /^src\/[^/]+$/.test(target) ||
    (target.startsWith('src/') && /^(demo|test\/(e2e|package))\//.test(file) && !isData({ file, target }))
  const outside = imports.filter(({ file }) => !file.startsWith('src/'))
  expect(outside.filter(isWrong).map(tell)).toEqual([])
})

/** What closes a circle outside of the package. May only become fewer. */
const knownBacks = [
  'demo/src/facts/FactsPage.vue imports demo/src/facts/page.ts',
  'test/e2e/chromium.ts imports type test/e2e/browsers.ts',
  'test/e2e/recorder.ts imports type test/e2e/browsers.ts',
  'test/e2e/webkit.ts imports type test/e2e/browsers.ts',
]

test('there are no circular imports, not even of types', () => {
  const targets = new Map<string, string[]>()
  for (const one of imports)
    if (!knownBacks.includes(tell(one))) targets.set(one.file, [...(targets.get(one.file) ?? []), one.target])
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    (targets.get(from) ?? []).some((target) => {
      if (seen.has(target)) return false
      return target === to || reaches(target, to, seen.add(target))
    })
  expect([...targets.keys()].filter((file) => reaches(file, file))).toEqual([])
})
