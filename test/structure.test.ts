import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

// What the imports do not tell of how the tree is made. Whoever is named as an exception is so until it is mended.

/** Types through which a room talks back to who uses it. May only become fewer. */
const knownBags = ['src/core/attempt.ts AttemptTask', 'src/testing/device.ts DeviceHost']

/** What Node, Redis and the options of an entry look like from here: nobody behind them is a room of ours. */
const outside = /(Options|\.ts (Incoming|NodeResponse|FastifyReply|NodeRedis|IoRedis|RedisClient))$/

/** Programs of their own, and long ones that have a file to themselves. */
const apart =
  /^test\/(bench|doctor|e2e|types|frameworks|login\/model)\/|^test\/signer\/cluster-process\.ts$|\.d\.ts$|\/(setup|mutation\.\w+)\.ts$/

/** Helpers of one file. May only become fewer. */
const knownLonely = [
  'test/docs/markdown.ts withoutWords',
  'test/docs/project.ts pageFiles',
  'test/package/bundle.ts measureModules',
]

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|mjs|vue)$/.test(path))
    .map((path) => join(folder, path).replaceAll('\\', '/'))

const parse = (path: string) => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)

test('no part is given a bag of callbacks: it uses other parts, and reports by subscription', () => {
  const sources = filesIn('src').map(parse)
  const all: Sources = {
    text: sources.map((source) => source.getFullText()).join('\n'),
    functionTypes: new Set(sources.flatMap(functionTypesIn)),
  }
  const bags = sources.flatMap((source) => bagsIn(source, all))
  expect(bags.filter((bag) => !knownBags.includes(bag) && !outside.test(bag))).toEqual([])
})

test('a test file exports nothing: shared code is a helper', () => {
  const tests = filesIn('test').filter((path) => path.endsWith('.test.ts'))
  expect(tests.filter((path) => exportsOf(parse(path)).length)).toEqual([])
})

test('a helper is used in at least two files', () => {
  const files = filesIn('test').map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  const helpers = files.filter(({ path }) => !path.endsWith('.test.ts') && !apart.test(path))
  // By a file besides its own, and by another one or by its own.
  const isShared = (name: string, own: string) => {
    const uses = new RegExp(`\\b${name}\\b`, 'g')
    const users = files.filter(({ path, text }) => (text.match(uses)?.length ?? 0) > (path === own ? 1 : 0))
    return users.length >= 2
  }
  const lonely = helpers.flatMap(({ path }) =>
    exportsOf(parse(path))
      .filter((name) => !isShared(name, path))
      .map((name) => `${path} ${name}`),
  )
  expect(lonely.filter((helper) => !knownLonely.includes(helper))).toEqual([])
})

/** All of `src/`, as it is looked through. */
interface Sources {
  readonly text: string
  /** The names of types that are functions. */
  readonly functionTypes: ReadonlySet<string>
}

function functionTypesIn(source: ts.SourceFile): string[] {
  const types = source.statements.filter(ts.isTypeAliasDeclaration)
  return types.filter(({ type }) => ts.isFunctionTypeNode(type)).map(({ name }) => name.text)
}

/** Sets of two or more functions that are taken and that nobody makes by name: who calls has to implement them. */
function bagsIn(source: ts.SourceFile, { text, functionTypes }: Sources): string[] {
  const named = source.statements.flatMap((node) => {
    if (ts.isInterfaceDeclaration(node)) return { name: node.name.text, members: node.members }
    const isLiteral = ts.isTypeAliasDeclaration(node) && ts.isTypeLiteralNode(node.type)
    return isLiteral ? { name: node.name.text, members: (node.type as ts.TypeLiteralNode).members } : []
  })
  const waysOf = (members: readonly ts.TypeElement[]) => members.filter((member) => isAct(member, functionTypes))
  const bags = named.filter(({ members, name }) => {
    if (waysOf(members).length < 2) return false
    const isTaken = new RegExp(`\\(.*: (Readonly<)?${name}[>,)]`).test(text)
    const isMade = new RegExp(`\\): (Promise<)?${name}\\b|: ${name} =`).test(text)
    // What gives back the function that ends it is a subscription.
    const isListening = new RegExp(`\\(.*: ${name}\\): \\(\\) => void`).test(text)
    return isTaken && !isMade && !isListening
  })
  const unnamed = parametersIn(source).filter(
    ({ type }) => type && ts.isTypeLiteralNode(type) && waysOf(type.members).length >= 2,
  )
  const names = [...bags.map(({ name }) => name), ...unnamed.map(({ name }) => name.getText())]
  return names.map((name) => `${source.fileName} ${name}`)
}

function parametersIn(node: ts.Node): ts.ParameterDeclaration[] {
  const inside: ts.ParameterDeclaration[] = []
  node.forEachChild((child) => void inside.push(...parametersIn(child)))
  return ts.isParameter(node) ? [node, ...inside] : inside
}

/** A clock, a way to report and a `fetch` are given to whoever needs them. */
function isAct(member: ts.TypeElement, functionTypes: Sources['functionTypes']): boolean {
  if (/^(now|fetch|on[A-Z]\w*)$/.test(member.name?.getText() ?? '')) return false
  if (ts.isMethodSignature(member)) return true
  const type = ts.isPropertySignature(member) ? member.type : undefined
  if (!type || !ts.isTypeReferenceNode(type)) return Boolean(type && ts.isFunctionTypeNode(type))
  return functionTypes.has(type.typeName.getText())
}

function exportsOf(source: ts.SourceFile): string[] {
  const isExported = (node: ts.Statement) =>
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  const nameOf = (node: ts.Statement) => {
    // A type and a constant are there to say what a function takes or gives.
    if (ts.isVariableStatement(node)) {
      const { declarations } = node.declarationList
      return declarations
        .filter(({ initializer: made }) => made && ts.isArrowFunction(made))
        .map(({ name }) => name.getText())
    }
    const isHelper = ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)
    return isHelper && node.name ? [node.name.text] : []
  }
  return source.statements.filter(isExported).flatMap(nameOf)
}
