import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest'
import { start } from '../e2e/chromium.ts'
import { run } from '../kit/run.ts'
import { account, type Opened, openPage } from './drive.ts'
import { npmInstall } from './projects.ts'

const execute = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** Kept from one run to the next, like the projects: only what is new is installed. */
const cache = process.env.WECHAT_READY_FRAMEWORKS ?? join(tmpdir(), 'wechat-ready-frameworks')

export const production = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1' }

/** How a reader starts an app, and what the page says of it. */
export interface Recipe {
  /** The app's folder, and its key in `versions.json`. */
  name: string
  /**
   * The package whose program makes the app, in its newest version that takes this Node; a range (`create-x@^3`) where another one is
   * wanted. Without it the app begins as a copy of `from`.
   */
  create?: string
  /** Arguments of that program, without questions to the user; `APP` is the folder, which it makes. */
  args?: string[]
  /** Packages whose programs that program calls. */
  helpers?: string[]
  /** A folder of this repository: the app itself where no template can be had from npm. */
  from?: string
  /** Files of the recipe: by their path in the app, the path of their text in this repository. */
  files?: Record<string, string>
  /** A folder of this repository with files of the recipe, at their paths in the app. */
  over?: string
  /** Changes what the scaffold has made, before anything is installed. */
  prepare?(folder: string): void
  /** What the recipe, or its test, installs besides the package: `vue-router`, `nuxt@3`. */
  install?: string[]
  /** Packages whose installed versions are written down. */
  tools: string[]
}

/** An app with its recipe, installed. */
export interface App {
  folder: string
  /** The versions of the scaffold and the tools. */
  versions: Record<string, string>
  /** Puts files of the repository into it, as the recipe's `files`. */
  add(files: Record<string, string>): void
  /** Changes a file that the scaffold has made; the change must change it. */
  edit(file: string, change: (text: string) => string): void
  /** Builds for production by the app's own script, and returns what it prints. */
  build(script?: string): string
}

/** Makes an app as its reader would: the newest scaffold, the packed package, and the very files that the page prints. */
export async function makeApp(recipe: Recipe): Promise<App> {
  const { name, create, args = [], helpers = [], from, files = {}, over, install = [], tools } = recipe
  const start = performance.now()
  const folder = join(cache, `recipe-${name}`)
  const scaffold = create && (await newestOf(create))
  const template = scaffold ? await scaffolded([scaffold, ...helpers], args) : join(root, from ?? '')
  if (scaffold) recipe.prepare?.(template)
  // What an earlier run has installed is kept as long as the same scaffold would install the same.
  const wanted = JSON.stringify([scaffold, args, install, readFileSync(join(template, 'package.json'), 'utf8')])
  const known = join(folder, 'node_modules/recipe.json')
  const isKnown = existsSync(known) && readFileSync(known, 'utf8') === wanted
  if (!isKnown) rmSync(folder, { recursive: true, force: true })
  replaceAll(folder, template)
  if (scaffold) rmSync(dirname(template), { recursive: true, force: true })
  const add = (more: Record<string, string>) => {
    for (const [file, path] of Object.entries(more)) copyFile(join(root, path), join(folder, file))
  }
  add(files)
  if (over) cpSync(join(root, over), folder, { recursive: true })
  await npmInstall(folder, [inject('tarball'), ...install])
  writeFileSync(known, wanted)
  const versions = {
    ...(scaffold && partsOf(scaffold)),
    ...Object.fromEntries(tools.map((tool) => [tool, installed(folder, tool)])),
  }
  note(name, versions)
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  console.log(`recipe: ${name} made in ${seconds} s: ${Object.entries(versions).flat().join(' ')}`)
  return {
    folder,
    versions,
    add,
    edit: (file, change) => edit(join(folder, file), change),
    build(script = 'build') {
      const begun = performance.now()
      const { stdout, stderr } = run('npm', ['run', script], { cwd: folder, env: production })
      console.log(`recipe: ${name} built in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
      return stdout + stderr
    },
  }
}

/** A browser for the tests of a file: opens pages in a fake client for Android, which are closed when their test ends. */
export function inChromium(): (url: string, app: App) => Promise<Opened> {
  let browser: Browser
  let stop: () => Promise<void>
  beforeAll(async () => {
    ;({ browser, stop } = await start())
  })
  afterAll(() => stop?.())
  return async (url, { folder }) => {
    const opened = await openPage(browser, url, folder)
    onTestFinished(() => opened.close())
    return opened
  }
}

/** The route of an app signs for its own pages, and for no other. */
export async function expectSigner(origin: string, path = '/api/wechat/signature'): Promise<void> {
  const ask = (url: string) => fetch(`${origin}${path}?url=${encodeURIComponent(url)}`)
  const signed = await ask(`${origin}/things/7?a=1&b=2`)
  expect(await signed.json()).toMatchObject({ appId: account.appId, url: `${origin}/things/7?a=1&b=2` })
  const refused = await ask('https://evil.example.net/')
  expect(await refused.json()).toMatchObject({ error: { code: 'origin-not-allowed' } })
  expect([signed.status, refused.status]).toEqual([200, 403])
}

/** `create-x@1.2.3`: as npm chooses it among those that take this Node. */
async function newestOf(create: string): Promise<string> {
  const spec = create.includes('@', 1) ? create : `${create}@*`
  const { stdout } = await execute('npm', ['pack', spec, '--dry-run', '--json', '--prefer-online'], { cwd: tmpdir() })
  const [packed] = Object.values(JSON.parse(stdout) as Record<string, { id: string }>)
  if (!packed) throw new Error(`npm finds no ${spec}`)
  return packed.id
}

/** Runs a scaffold in a folder of its own, and returns the app that it has made. */
async function scaffolded([scaffold = '', ...helpers]: string[], args: string[]): Promise<string> {
  const parent = mkdtempSync(join(tmpdir(), 'wechat-ready-scaffold-'))
  // Where it has helpers, its program must have the package's own name.
  const [program = ''] = Object.keys(partsOf(scaffold))
  const packages = [scaffold, ...helpers].flatMap((one) => ['--package', one])
  const start = helpers.length > 0 ? [...packages, '--', program] : [scaffold]
  const words = ['--yes', ...start, ...args.map((arg) => (arg === 'APP' ? 'app' : arg))]
  // Nothing is asked where `CI` is set and no terminal is there.
  const env = { ...process.env, ...production, CI: 'true', NODE_ENV: undefined }
  const { stdout, stderr } = await execute('npx', words, { cwd: parent, env, timeout: 300_000 })
  const app = join(parent, 'app')
  if (!existsSync(join(app, 'package.json'))) throw new Error(`npx ${words.join(' ')} makes no app\n${stdout}${stderr}`)
  return app
}

/** All of a folder but what npm has made there becomes that of another one. */
function replaceAll(folder: string, template: string): void {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (!['node_modules', 'package-lock.json'].includes(name)) rmSync(join(folder, name), { recursive: true })
  }
  cpSync(template, folder, {
    recursive: true,
    filter: (file) => !/[\\/](node_modules|dist|\.(next|nuxt|output))$/.test(file),
  })
}

function copyFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to)
}

function edit(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, 'utf8')
  const changed = change(text)
  if (changed === text) throw new Error(`${file} is not as the recipe expects it:\n${text}`)
  writeFileSync(file, changed)
}

const partsOf = (spec: string): Record<string, string> => {
  const at = spec.lastIndexOf('@')
  return { [spec.slice(0, at)]: spec.slice(at + 1) }
}

const installed = (folder: string, name: string): string =>
  JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version

/** For `scripts/framework-versions.mjs`. A file each: recipes run side by side. */
function note(name: string, versions: Record<string, string>): void {
  const folder = join(root, 'reports/recipes')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, `${name}.json`),
    JSON.stringify({ node: process.versions.node.split('.')[0], ...versions }),
  )
}
