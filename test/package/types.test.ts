import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, inject, test } from 'vitest'
import { run } from '../kit/run.ts'
import { entries } from './entries.ts'

const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js')

const usage = `
import { createWechat, isWechatError, type WechatState } from 'wechat-ready'

const wechat = createWechat({ signature: '/api/wechat/signature', jsApiList: ['chooseImage'] })
// @ts-expect-error A typing mistake in the name of an API is an error.
createWechat({ signature: '/api/wechat/signature', jsApiList: ['chooseImages'] })

export async function pick(): Promise<readonly string[]> {
  try {
    const { url } = await wechat.ready()
    url satisfies string
    // @ts-expect-error The result is typed: it is not \`any\`.
    url satisfies number
    const { localIds } = await wechat.chooseImage({ count: 3 })
    // @ts-expect-error So is this one.
    localIds satisfies number
    return localIds
  } catch (error) {
    if (isWechatError(error, 'cancelled')) return []
    throw error
  }
}
export const status: WechatState['status'] = wechat.state.status
`

describe.each([
  ['bundler', 'esnext'],
  ['nodenext', 'nodenext'],
])('with moduleResolution %s', { tags: 'entries' }, (moduleResolution, module) => {
  test("a strict project compiles, including the package's declarations", () => {
    const folder = join(inject('consumer'), moduleResolution)
    mkdirSync(folder)
    const options = { target: 'es2022', module, moduleResolution, strict: true, noEmit: true, types: [] }
    const compilerOptions = { ...options, lib: ['es2022', 'dom', 'dom.iterable'], skipLibCheck: false }
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
    writeFileSync(join(folder, 'usage.ts'), usage)
    const imports = entries.map((entry, index) => `export * as entry${index} from '${entry}'\n`)
    writeFileSync(join(folder, 'entries.ts'), imports.join(''))
    expect(run(process.execPath, [tsc, '-p', folder]).stdout).toBe('')
  })
})

test.each([
  ['a strict one', { lib: ['es2022', 'dom'], exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }],
  ['one without the declarations of the DOM', { lib: ['es2022'] }],
])("a server project, %s, accepts the requests of Node's http, http2, Express and Koa", (name, more) => {
  const folder = join(inject('consumer'), name.replaceAll(' ', '-'))
  mkdirSync(folder)
  const options = { target: 'es2022', module: 'nodenext', strict: true, noEmit: true, types: ['node'] }
  const compilerOptions = { ...options, esModuleInterop: true, skipLibCheck: false, ...more }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  copyFileSync(join(import.meta.dirname, 'types/servers.ts'), join(folder, 'servers.ts'))
  expect(compile(folder)).toEqual([])
})

/** The errors in a project, but for what is wrong in the declarations of others. */
function compile(folder: string): string[] {
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' })
  const errors = stdout.split('\n').filter((line) => /error TS/.test(line))
  return errors.filter((line) => !/node_modules\/(?!wechat-ready\/)/.test(line))
}

test('the exported names of each entry match the snapshot', () => {
  const file = join(inject('consumer'), 'names.ts')
  writeFileSync(file, entries.map((entry) => `export * from '${entry}'\n`).join(''))
  const program = ts.createProgram([file], { moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] })
  const checker = program.getTypeChecker()
  const names = program.getSourceFile(file)?.statements.map((statement) => {
    const { moduleSpecifier } = statement as ts.ExportDeclaration
    const module = moduleSpecifier && checker.getSymbolAtLocation(moduleSpecifier)
    if (!module) throw new Error(`cannot resolve ${moduleSpecifier?.getText()}`)
    const exported = checker.getExportsOfModule(module).map((symbol) => describeExport(checker, symbol))
    return [(moduleSpecifier as ts.StringLiteral).text, exported.sort()]
  })
  expect(Object.fromEntries(names ?? [])).toMatchSnapshot()
})

function describeExport(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return flags & ts.SymbolFlags.Value ? symbol.name : `type ${symbol.name}`
}
