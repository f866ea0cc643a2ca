// @ts-check
// Writes the table of APIs and the lists of exports into docs/en/api.md and docs/zh/api.md, from the doc comments of
// the code. Usage: node scripts/api-table.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import ts from 'typescript'
import { exportSections, readExports } from './exports.mjs'

/** @typedef {{ [client: string]: string | boolean }} Clients */
/** @typedef {{ name: string, what: string, zh: string, since: string, clients: Clients, deprecated: boolean }} Api */

/** What a module of data without imports exports; Node itself reads no TypeScript. */
async function dataOf(/** @type {string} */ path) {
  const source = readFileSync(path, 'utf8')
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext } })
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(outputText)}`)
}

/** @type {typeof import('../src/knowledge/clients.ts')} */
const { clients: platforms } = await dataOf('src/knowledge/clients.ts')

/** @type {{ [client: string]: readonly [en: string, zh: string] }} */
const clientNames = {
  ...Object.fromEntries(Object.entries(platforms).map(([name, { system }]) => [name, system])),
  miniProgram: ['mini programs', '小程序'],
  wecom: ['WeCom', '企业微信'],
}

/** Chinese takes a space before Latin letters alone. */
const spaced = (/** @type {string} */ before, /** @type {string} */ after) =>
  before + (/^[A-Za-z]/.test(before + after) || /^[A-Za-z]/.test(after) ? ' ' : '') + after

/**
 * Says in words which clients have an API.
 *
 * @param {Clients} clients
 * @param {0 | 1} language English or Chinese
 */
function inWords(clients, language) {
  const names = (/** @type {(value: string | boolean) => boolean} */ wanted) =>
    Object.entries(clients)
      .filter(([, value]) => wanted(value))
      .map(([client, value]) => clientNames[client]?.[language] + (typeof value === 'string' ? ` ${value}` : ''))
  const [comma, semicolon, only, not] = language ? ['、', '；', '仅', '不支持'] : [', ', '; ', 'only', 'not']
  const lacking = names((value) => value === false).join(comma)
  const special = names((value) => value === true).map((name) => spaced(only, name))
  return [...special, names((value) => typeof value === 'string').join(comma), lacking && spaced(not, lacking)]
    .filter(Boolean)
    .join(semicolon)
}

/** The pages, and the words of each. */
export const pages = {
  'docs/en/api.md': {
    head: ['API', 'what it does', 'since', 'clients'],
    what: (/** @type {Api} */ { what, deprecated }) => what + (deprecated ? ' Deprecated by WeChat.' : ''),
    clients: (/** @type {Clients} */ clients) => inWords(clients, 0),
  },
  'docs/zh/api.md': {
    head: ['接口', '用途', '起始版本', '客户端'],
    what: (/** @type {Api} */ { zh, deprecated }) => zh + (deprecated ? '（微信即将废弃）' : ''),
    clients: (/** @type {Clients} */ clients) => inWords(clients, 1),
  },
}

/**
 * The rows of both tables in `src/core/api.ts`, in their order.
 *
 * @param {string} source the text of the file
 * @returns {Api[]}
 */
export function readApis(source) {
  const file = ts.createSourceFile('api.ts', source, ts.ScriptTarget.ESNext, true)
  const rowsOf = (/** @type {string} */ table, prefix = '') => {
    const declarations = file.statements
      .filter(ts.isVariableStatement)
      .flatMap((one) => [...one.declarationList.declarations])
    const declaration = declarations.find(({ name }) => name.getText() === table)
    if (!declaration?.initializer || !ts.isObjectLiteralExpression(declaration.initializer))
      throw new Error(`src/core/api.ts has no table "${table}"`)
    return declaration.initializer.properties.map((row) => readRow(row, prefix))
  }
  return [...rowsOf('apis'), ...rowsOf('miniProgramApis', 'miniProgram.')]
}

/**
 * @param {ts.ObjectLiteralElementLike} row
 * @param {string} prefix
 * @returns {Api}
 */
function readRow(row, prefix) {
  const name = prefix + row.name?.getText()
  const comment = ts.getJSDocCommentsAndTags(row).find(ts.isJSDoc)
  const tag = (/** @type {string} */ wanted) => {
    const found = comment?.tags?.find(({ tagName }) => tagName.text === wanted)
    return found && (ts.getTextOfJSDocComment(found.comment) ?? '')
  }
  const what = ts.getTextOfJSDocComment(comment?.comment)
  const zh = tag('zh')
  if (!what || !zh) throw new Error(`src/core/api.ts does not say what ${name} does, in English and in Chinese (@zh)`)
  const deprecated = tag('deprecated') !== undefined
  const clients = readClients(row)
  if (Object.keys(clients).length > 0 !== Boolean(tag('source')))
    throw new Error(
      `src/core/api.ts limits ${name} to some clients without saying who says so (@source), or names a source of nothing`,
    )
  // In a mini program is where those of the second table are.
  const shown = prefix ? { miniProgram: true } : clients
  return { name, what, zh, since: tag('since') ?? '', clients: shown, deprecated }
}

/**
 * The limits in a row: the one object literal in it that has nothing but names of clients.
 *
 * @param {ts.Node} node
 * @returns {Clients}
 */
function readClients(node) {
  if (ts.isObjectLiteralExpression(node)) {
    const entries = node.properties.map((one) => [
      one.name?.getText() ?? '',
      ts.isPropertyAssignment(one) ? one.initializer.getText() : '',
    ])
    if (entries.length > 0 && entries.every(([name]) => name && name in clientNames))
      return Object.fromEntries(entries.map(([name, text]) => [name, JSON.parse((text ?? '').replaceAll("'", '"'))]))
  }
  /** @type {Clients[]} */
  const found = []
  node.forEachChild((child) => void found.push(readClients(child)))
  return Object.assign({}, ...found)
}

/**
 * A page with the table between its markers.
 *
 * @param {string} page
 * @param {keyof typeof pages} name the file's name
 * @param {Api[]} apis
 */
export function withTable(page, name, apis) {
  const { head, what, clients } = pages[name]
  const row = (/** @type {string[]} */ cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const rows = apis.map((api) => row([`\`${api.name}\``, what(api), api.since, clients(api.clients)]))
  const table = [row(head), '|---|---|---|---|', ...rows].join('\n')
  const between = /(<!-- apis -->\n).*(<!-- \/apis -->)/s
  if (!between.test(page)) throw new Error(`${name} lacks <!-- apis --> and <!-- /apis -->`)
  return page.replace(between, (_, start, end) => `${start}${table}\n${end}`)
}

/**
 * A page with the exports of the entries between their markers.
 *
 * @param {string} page
 * @param {string} sections
 */
export function withExports(page, sections) {
  const between = /(<!-- exports -->\n).*(<!-- \/exports -->)/s
  if (!between.test(page)) throw new Error('the page lacks <!-- exports --> and <!-- /exports -->')
  return page.replace(between, (_, start, end) => `${start}${sections}\n${end}`)
}

if (process.argv[1]?.endsWith('api-table.mjs')) {
  const apis = readApis(readFileSync('src/core/api.ts', 'utf8'))
  const entries = readExports()
  for (const name of /** @type {(keyof typeof pages)[]} */ (Object.keys(pages))) {
    const sections = exportSections(entries, name.includes('/zh/') ? 'zh' : 'en')
    writeFileSync(name, withExports(withTable(readFileSync(name, 'utf8'), name, apis), sections))
  }
}
