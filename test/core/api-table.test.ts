import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pages, readApis, withTable } from '../../scripts/api-table.mjs'
import { apis, miniProgramApis, rows } from '../../src/core/api.ts'

const file = 'src/core/api.ts'
const read = (path: string) => readFileSync(path, 'utf8')
const table = read(file)
const names = Object.keys(pages) as (keyof typeof pages)[]

describe('the table on the pages of the API', () => {
  test.each(names)('%s is up to date with `npm run docs:apis`', (name) => {
    expect(read(name)).toBe(withTable(read(name), name, readApis(table)))
  })

  test('lists every API', () => {
    const all = [...Object.keys(apis), ...Object.keys(miniProgramApis).map((name) => `miniProgram.${name}`)]
    expect(readApis(table).map(({ name }) => name)).toEqual(all)
  })

  test('states the same limits as the code', () => {
    const limits = Object.entries(rows).map(([name, { clients = {} }]) => [name, clients])
    const read = readApis(table).filter(({ name }) => !name.startsWith('miniProgram.'))
    expect(read.map(({ name, clients }) => [name, clients])).toEqual(limits)
  })

  test('names a source for each limit, and each source is listed at the head of the table', () => {
    const row = (tags: string, clients: string) =>
      `export const apis = {\n/** Does. @zh 做 ${tags} */\na: call({ ${clients} }) }\nexport const miniProgramApis = {}`
    expect(() => readApis(row('', 'clients: { ios: false }'))).toThrow('who says so')
    expect(() => readApis(row('@source JS-SDK', ''))).toThrow('who says so')
    const named = new Set(
      [...table.matchAll(/@source ([\w, -]+?)\s+(?:\* )?(?=\*\/|@)/g)].flatMap(([, names]) => names?.split(', ')),
    )
    const known = [...table.matchAll(/^ \* - ([\w-]+): /gm)].map(([, name]) => name)
    expect([...named].sort()).toEqual(known.sort())
  })

  test('is refused without a sentence in each language, or without its markers', () => {
    const source = (comment: string) =>
      `export const apis = {\n${comment}\na: call() }\nexport const miniProgramApis = {}`
    expect(readApis(source('/** Does. @zh 做 @since 1.0.0 */'))).toMatchObject([{ name: 'a', what: 'Does.', zh: '做' }])
    expect(() => readApis(source('/** Does. @since 1.0.0 */'))).toThrow('what a does')
    expect(() => readApis(source(''))).toThrow('what a does')
    expect(() => withTable('# A page', 'docs/en/api.md', [])).toThrow('lacks <!-- apis -->')
  })
})

describe('a new row in the table', () => {
  const row = `
    /** Shakes the phone. @zh 摇一摇手机 @since 9.9.9 @source the phone */
    shakePhone: call<{ times: number; hard?: boolean }, { answer: string }>({
      clients: { ios: '9.9', harmony: '9.10', mac: false, windows: false },
      native: 'shakeDevice',
      reply: { answer: text },
    }),`
  let copy: string

  // A copy of the sources, the same but for the row.
  beforeAll(() => {
    mkdirSync('reports', { recursive: true })
    copy = resolve(mkdtempSync(join('reports', 'one-row-')))
    for (const path of ['src', 'tsconfig.json']) cpSync(path, join(copy, path), { recursive: true })
    writeFileSync(
      join(copy, file),
      table.replace('export const apis = {', (start) => start + row),
    )
  })
  afterAll(() => rmSync(copy, { recursive: true }))

  test('adds an API to the client object, the run-time list and the fake client', async () => {
    const { createWechat } = (await import(join(copy, 'src/index.ts'))) as typeof import('wechat-ready')
    const testing = (await import(join(copy, 'src/testing.ts'))) as typeof import('wechat-ready/testing')
    const fake = testing.installFakeWechat()
    const wechat = createWechat({ signature: fake.sign }) as ReturnType<typeof createWechat> & {
      shakePhone(params: object): Promise<unknown>
    }
    try {
      expect(await wechat.shakePhone({ times: 2 })).toEqual({ answer: '' })
      expect(fake.configurations[0]?.jsApiList).toContain('shakePhone')
      expect(fake.configurations[0]?.params.verifyJsApiList).toContain('shakeDevice')
      expect(fake.calls).toMatchObject([{ api: 'shakePhone', params: { times: 2 } }])
    } finally {
      wechat.dispose()
      fake.uninstall()
    }
  })

  test.each(names)('adds a line to the table in %s', (name) => {
    expect(withTable(read(name), name, readApis(read(join(copy, file))))).toMatch(
      /\| (Shakes the phone\. \| 9\.9\.9 \| iOS 9\.9, HarmonyOS 9\.10; not macOS, Windows|摇一摇手机 \| 9\.9\.9 \| iOS 9\.9、鸿蒙 9\.10；不支持 macOS、Windows) \|/,
    )
  })

  test('adds its types', { timeout: 60_000 }, () => {
    const usage = join(copy, 'usage.ts')
    writeFileSync(
      usage,
      `import { createWechat } from './src/index.ts'
      const wechat = createWechat({ signature: '/signature', jsApiList: ['shakePhone'] })
      export const answered: Promise<{ answer: string }> = wechat.shakePhone({ times: 1 })
      // @ts-expect-error
      export const wrongly: Promise<{ answer: number }> = wechat.shakePhone({ times: 1 })
      // @ts-expect-error
      wechat.shakePhone({ times: '1' })
      // @ts-expect-error
      wechat.shakePhone()
      `,
    )
    const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, resolve('.'))
    const program = ts.createProgram([usage], options)
    const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(usage))
    expect(problems.map(({ messageText }) => messageText)).toEqual([])
  })
})
