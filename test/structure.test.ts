import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

// What the imports do not tell of how the tree is made. Whoever is named as an exception is so until it is mended.

/** Interfaces through which a room talks back to who uses it. May only become fewer. */
const knownBags = ['src/core/attempt.ts AttemptTask', 'src/signer/handler.ts Inner']

/** What Node and the options of an entry look like from here: nobody behind them is a room of ours. */
const outside = /(Options|\.ts Incoming|\.ts NodeResponse)$/

/** Programs of their own, and long ones that have a file to themselves. */
const apart =
  /^test\/(bench|doctor|e2e|types|frameworks)\/|^test\/signer\/cluster-process\.ts$|\.d\.ts$|\/(setup|mutation\.\w+)\.ts$/

/** Helpers of one file, and those that are still reached by an older name. May only become fewer. */
const knownLonely = [
  'test/docs/markdown.ts withoutWords',
  'test/docs/project.ts pageFiles',
  'test/kit/build.ts bundleFile',
  'test/package/bundle.ts measureModules',
]

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|mjs|vue)$/.test(path))
    .map((path) => join(folder, path).replaceAll('\\', '/'))

const parse = (path: string) => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)

test('no room talks back through a bag of functions: a part is given parts, and tells by subscription', () => {
  const bags = ['src/core', 'src/signer'].flatMap(filesIn).flatMap((path) => bagsIn(parse(path)))
  expect(bags.filter((bag) => !knownBags.includes(bag) && !outside.test(bag))).toEqual([])
})

test('a helper of the tests is used in two files at least', () => {
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

/** Interfaces of two or more functions that this file takes and does not make: who imports it has to implement them. */
function bagsIn(source: ts.SourceFile): string[] {
  const interfaces = source.statements.filter(ts.isInterfaceDeclaration)
  const text = source.getFullText()
  return interfaces
    .filter(({ members, name: { text: name } }) => {
      const isTaken = new RegExp(`\\(.*: ${name}[,)]`).test(text)
      const isMade = new RegExp(`\\): (Promise<)?${name}\\b|: ${name} =`).test(text)
      return isTaken && !isMade && members.filter(isAct).length >= 2
    })
    .map(({ name }) => `${source.fileName} ${name.text}`)
}

/** A clock, a way to report and a `fetch` are given to whoever needs them. */
function isAct(member: ts.TypeElement): boolean {
  const isFunction =
    ts.isMethodSignature(member) ||
    (ts.isPropertySignature(member) && member.type && ts.isFunctionTypeNode(member.type))
  return Boolean(isFunction) && !/^(now|fetch|on[A-Z]\w*)$/.test(member.name?.getText() ?? '')
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
    return ts.isFunctionDeclaration(node) && node.name ? [node.name.text] : []
  }
  return source.statements.filter(isExported).flatMap(nameOf)
}
