import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** Kept from one run to the next: a project is installed anew only where its package.json has changed. */
const cache = join(process.env.WECHAT_READY_FRAMEWORKS ?? join(tmpdir(), 'wechat-ready-frameworks'))

/** What the installation of a project took and said. */
export interface Installed {
  name: string
  folder: string
  seconds: number
  words: string
}

/** Names of projects, where only those are wanted: `ONLY=vue,jest npm run test:frameworks test/frameworks/jest.test.ts`. */
const only = process.env.ONLY?.split(',')

/** The projects: those beside this file, and the examples, each by its path from the repository. */
export const projects = ['test/frameworks/projects', 'examples'].flatMap((parent) =>
  readdirSync(join(root, parent))
    .filter((name) => !only || only.includes(name))
    .map((name) => `${parent}/${name}`),
)

const folderOf = (project: string) => join(cache, project.replaceAll('/', '-'))

/** Copies a project out of the repository and installs the packed tarball into it, as its user would. */
export async function install(project: string, tarball: string): Promise<Installed> {
  const folder = folderOf(project)
  const source = join(root, project)
  const manifest = readFileSync(join(source, 'package.json'), 'utf8')
  mkdirSync(folder, { recursive: true })
  const known = join(folder, 'installed.json')
  if (!existsSync(known) || readFileSync(known, 'utf8') !== manifest) rmSync(folder, { recursive: true })
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!['node_modules', 'package-lock.json'].includes(name)) rmSync(join(folder, name), { recursive: true })
  }
  cpSync(source, folder, { recursive: true, filter: (path) => !/[\\/](node_modules|dist|\.\w+)$/.test(path) })
  const start = performance.now()
  // What runs a worker is some 200 MB, and nothing here needs it.
  const omit = project.endsWith('/worker') ? ['--omit=dev'] : []
  const { stdout, stderr } = await npm(folder, [
    'install',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    ...omit,
    tarball,
  ])
  const words = stdout + stderr
  cpSync(join(source, 'package.json'), known)
  return { name: basename(project), folder, seconds: (performance.now() - start) / 1000, words }
}

const npm = (cwd: string, args: string[]) =>
  execute('npm', [...args, '--prefer-offline'], { cwd, shell: process.platform === 'win32', timeout: 480_000 })

/** Runs tasks, a few at the same time: more make the registry and the disk wait, not the clock. */
export async function inParallel<T>(tasks: (() => Promise<T>)[], width = 3): Promise<T[]> {
  const results: T[] = []
  const queue = [...tasks.entries()]
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await next[1]()
  }
  await Promise.all(Array.from({ length: width }, work))
  return results
}
