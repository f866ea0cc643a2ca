import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** Kept from one run to the next: what is installed is installed anew only where a package.json has changed. */
const cache = join(process.env.WECHAT_READY_FRAMEWORKS ?? join(tmpdir(), 'wechat-ready-frameworks'))

/** How long one installation may take. */
const INSTALL_MS = 600_000

/** Where a project is, and what its installation took and said. */
export interface Installed {
  name: string
  folder: string
  seconds: number
  words: string
}

const tools = 'test/frameworks/projects/tools'

/** What goes along into the folder of a project: the floors run the very code of two examples. */
const borrowed: Record<string, [from: string, to: string][]> = {
  floors: [
    ['examples/vue', 'vue'],
    ['examples/react', 'react'],
  ],
  // Deno and Bun find the package from the project's folder alone.
  servers: [['test/frameworks/upstream.mjs', 'upstream.mjs']],
  // webpack 4 parses no `?.` in an app's own code.
  old: [
    [`${tools}/index.html`, 'index.html'],
    [`${tools}/webpack.cjs`, 'webpack.cjs'],
    [`${tools}/main.js`, 'sandboxed.js'],
  ],
}

/** The projects that one installation serves, as the workspaces of one: it takes a third of the time that five take. */
const workspaces = ['vue', 'react', 'node', 'no-bundler', 'worker']

/** Names of projects, where only those are wanted: `ONLY=vue,jest npm run test:frameworks test/frameworks/jest.test.ts`. */
const only = process.env.ONLY?.split(',')
const isWanted = (path: string) => !only || only.includes(basename(path))

/**
 * The installations, the longest first: each installs one project or several, each by its path from the repository. They are those beside
 * this file, and the examples.
 */
export function installations(): string[][] {
  const paths = ['test/frameworks/projects', 'examples']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter(isWanted)
  const isShared = (path: string) => workspaces.includes(basename(path))
  const shared = paths.filter(isShared)
  const alone = paths.filter((path) => !isShared(path)).map((path) => [path])
  const first = ['nuxt', 'next', 'uni-app', 'tools']
  const rank = ([path = '']: string[]) => (first.indexOf(basename(path)) + first.length + 1) % (first.length + 1)
  return [...alone, ...(shared.length > 0 ? [shared] : [])].sort((one, other) => rank(one) - rank(other))
}

/** Copies projects out of the repository and installs the packed tarball into them, as their user would. */
export async function install(paths: string[], tarball: string): Promise<Installed[]> {
  const start = performance.now()
  const [first = ''] = paths
  const isOne = !workspaces.includes(basename(first))
  const folder = join(cache, isOne ? first.replaceAll('/', '-') : 'examples')
  const folderOf = (path: string) => (isOne ? folder : join(folder, basename(path)))
  const manifests = paths.map((path) => readFileSync(join(root, path, 'package.json'), 'utf8')).join('')
  const known = join(folder, 'installed.json')
  if (!existsSync(known) || readFileSync(known, 'utf8') !== manifests) rmSync(folder, { recursive: true, force: true })
  for (const path of paths) copy(path, folderOf(path))
  if (!isOne) {
    const manifest = { private: true, workspaces: paths.map((path) => basename(path)) }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  }
  const { stdout, stderr } = await npmInstall(folder, isOne ? [tarball] : [tarball, '--workspaces'])
  writeFileSync(known, manifests)
  const seconds = (performance.now() - start) / 1000
  return paths.map((path) => ({ name: basename(path), folder: folderOf(path), seconds, words: stdout + stderr }))
}

/** Replaces all that is there but what npm has made. */
function copy(path: string, folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (!['node_modules', 'package-lock.json'].includes(name)) rmSync(join(folder, name), { recursive: true })
  }
  const isSource = (file: string) => !/[\\/](node_modules|dist|\.\w+)$/.test(file)
  cpSync(join(root, path), folder, { recursive: true, filter: isSource })
  if (basename(path) === 'worker') dropDevelopment(folder)
  for (const [from, to] of borrowed[basename(path)] ?? []) {
    const isCode = (file: string) => isSource(file) && !/(package\.json|vite\.config\.ts)$/.test(file)
    cpSync(join(root, from), join(folder, to), { recursive: true, filter: isCode })
  }
}

/** What runs a worker is some 200 MB, and nothing here needs it. */
function dropDevelopment(folder: string): void {
  const file = join(folder, 'package.json')
  const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify(manifest))
}

/** As a user of this repository's package would, but for the scripts of others. */
export function npmInstall(cwd: string, args: string[]): Promise<{ stdout: string; stderr: string }> {
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline']
  return execute('npm', ['install', ...flags, ...args], {
    cwd,
    shell: process.platform === 'win32',
    timeout: INSTALL_MS,
  })
}

/** Runs tasks, two at the same time: as many as there are cores on a small machine. */
export async function inTwoLanes<T>(tasks: (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = []
  const queue = [...tasks.entries()]
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await next[1]()
  }
  await Promise.all([work(), work()])
  return results
}
