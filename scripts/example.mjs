// @ts-check
// Starts an example with the package as it is here. Usage: npm run example vue
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const names = readdirSync(join(root, 'examples'))
const [name = ''] = process.argv.slice(2)
if (!names.includes(name)) throw new Error(`Usage: npm run example <name>, one of ${names.join(', ')}`)
const folder = join(root, 'examples', name)

/** Ends this program where a step of it fails. */
function run(/** @type {string[]} */ args, cwd = folder) {
  const { status } = spawnSync('npm', args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
run(['pack', '--pack-destination', folder], root)
run(['install', '--no-save', '--no-audit', '--no-fund', `./wechat-ready-${version}.tgz`])
const own = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).scripts
run(['run', own.dev ? 'dev' : 'start'])
