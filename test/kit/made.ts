import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url))
const stamps = join(root, 'node_modules/.cache/wechat-ready')

/**
 * Makes a folder when it is not as it was made last, or its sources are not. Only one process makes it, the others wait.
 *
 * @param name the folder, from the root of the repository, as the sources are
 */
export async function made(name: string, sources: string[], make: () => void): Promise<string> {
  const folder = join(root, name)
  const stamp = join(stamps, `${name.replace(/\W+/g, '-')}.txt`)
  const state = () => `${digest(sources.map((path) => join(root, path)))} ${digest([folder])}`
  const isMade = () => existsSync(folder) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state()
  await alone(`${stamp}.lock`, () => {
    if (isMade()) return
    make()
    writeFileSync(stamp, state())
  })
  return folder
}

/** Path, size and time of every file: enough to see a change, at the cost of no reading. */
function digest(paths: string[]): string {
  const hash = createHash('sha1')
  const add = (path: string) => {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${path} ${size} ${mtimeMs}\n`)
  }
  for (const path of paths.filter((path) => existsSync(path))) {
    if (!statSync(path).isDirectory()) add(path)
    else for (const name of filesIn(path)) add(join(path, name))
  }
  return hash.digest('hex')
}

function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !/^dist\b/.test(name))
  return names.filter((name) => statSync(join(folder, name)).isFile()).sort()
}

/** Holds a lock file meanwhile. The lock of a process that has ended counts for nothing. */
async function alone(lock: string, act: () => void): Promise<void> {
  mkdirSync(dirname(lock), { recursive: true })
  while (!take(lock)) await sleep(100)
  try {
    act()
  } finally {
    rmSync(lock)
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (!isAlive(lock)) rmSync(lock, { force: true })
    return false
  }
}

function isAlive(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    // Between its making and its writing a lock is empty.
    return pid === 0 || process.kill(pid, 0)
  } catch {
    return false
  }
}
