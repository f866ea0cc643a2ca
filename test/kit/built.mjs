// @ts-check
// What the tests need built, built once, however many of them ask at the same time.
// Usage: node test/kit/built.mjs
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

const stamps = join(root, 'node_modules/.cache/wechat-ready')
const shared = ['src', 'bin', 'scripts', 'vite.config.ts', 'package.json', 'package-lock.json']

/** The built package: `dist/`, made by `npm run build` when it is not there or older than what it is made of. */
export const builtPackage = () => made('dist', 'build', shared)

/** The demo's pages, as `npm run demo:build` makes them. */
export const builtDemo = () => made('demo/dist', 'demo:build', [...shared, 'demo'])

if (process.argv[1] === fileURLToPath(import.meta.url)) await builtPackage()

/**
 * Makes a folder when it, or one of its sources, is not as it was when it was made last. One process makes it, the
 * others wait.
 *
 * @param {string} name the folder, from the root of the repository, as the sources are
 * @param {string} script npm's script that makes it
 * @param {string[]} sources
 */
async function made(name, script, sources) {
  const folder = join(root, name)
  const stamp = join(stamps, script.replace(':', '-'))
  const state = () => `${digest(sources.map((path) => join(root, path)))} ${digest([folder])}`
  const isMade = () => existsSync(folder) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state()
  await alone(`${stamp}.lock`, () => {
    if (isMade()) return
    runScript(script)
    writeFileSync(stamp, state())
  })
  return folder
}

/** @param {string} script */
function runScript(script) {
  // A test runner's own `test` would make Vite choose the development builds. On Windows npm needs a shell.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status, stdout, stderr } = spawnSync('npm', ['run', script], {
    cwd: root,
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm run ${script} ended with ${status}\n${stdout}${stderr}`)
}

/**
 * Path, size and time of every file: enough to see a change, at the cost of no reading.
 *
 * @param {string[]} paths
 */
function digest(paths) {
  const hash = createHash('sha1')
  for (const path of paths.filter((path) => existsSync(path)).flatMap(filesIn)) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${path} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => name !== 'dist' && name !== 'node_modules')
  return names.sort().flatMap((name) => filesIn(join(path, name)))
}

/**
 * Holds a lock file meanwhile. The lock of a process that has ended counts for nothing.
 *
 * @param {string} lock
 * @param {() => void} act
 */
async function alone(lock, act) {
  mkdirSync(dirname(lock), { recursive: true })
  while (!take(lock)) await sleep(100)
  try {
    act()
  } finally {
    rmSync(lock)
  }
}

/** @param {string} lock */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (!isHeld(lock)) rmSync(lock, { force: true })
    return false
  }
}

/** @param {string} lock */
function isHeld(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    // Between its making and its writing a lock is empty.
    return pid === 0 || process.kill(pid, 0)
  } catch {
    return false
  }
}
