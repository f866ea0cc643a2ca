import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { run } from '../kit/run.ts'

const folder = inject('projects').typescript?.folder ?? ''
const { exports } = JSON.parse(readFileSync(join(folder, 'node_modules/wechat-ready/package.json'), 'utf8')) as {
  exports: Record<string, unknown>
}
const entries = Object.keys(exports).filter((path) => path !== './package.json')

const usage = `
import { createWechat, isWechatError } from 'wechat-ready'
import { createSigner } from 'wechat-ready/signer'
${entries.map((path, index) => `import * as entry${index} from 'wechat-ready${path.slice(1)}'`).join('\n')}

export const entries = [${entries.map((_, index) => `entry${index}`).join(', ')}]
export const wechat = createWechat({ signature: '/api/wechat/signature', jsApiList: ['chooseImage'] })
// @ts-expect-error A typing mistake in the name of an API is an error: nothing is \`any\`.
createWechat({ signature: '/api/wechat/signature', jsApiList: ['chooseImages'] })
export const signer = createSigner({ appId: '', appSecret: '', allowedOrigins: [] })
export const isCancel = (error: unknown): boolean => isWechatError(error, 'cancelled')
`

/** Each way to resolve that a version still has, for files of both kinds. */
test.each([
  ['4.9', 'commonjs', 'node', 'cts'],
  ['4.9', 'node16', 'node16', 'cts'],
  ['4.9', 'node16', 'node16', 'mts'],
  ['5.4', 'commonjs', 'node10', 'cts'],
  ['5.4', 'node16', 'node16', 'cts'],
  ['5.4', 'nodenext', 'nodenext', 'mts'],
  ['5.4', 'esnext', 'bundler', 'mts'],
  ['6', 'commonjs', 'node10', 'cts'],
  ['6', 'node16', 'node16', 'cts'],
  ['6', 'nodenext', 'nodenext', 'mts'],
  ['6', 'esnext', 'bundler', 'mts'],
  ['7', 'node16', 'node16', 'cts'],
  ['7', 'nodenext', 'nodenext', 'mts'],
  ['7', 'esnext', 'bundler', 'mts'],
])(
  'TypeScript %s with module %s and moduleResolution %s compiles a .%s file',
  (version, module, resolution, ending) => {
    const name = [version, module, resolution, ending].join('-')
    mkdirSync(join(folder, 'runs', name), { recursive: true })
    const compilerOptions = {
      target: 'es2020',
      lib: ['es2020', 'dom', 'dom.iterable'],
      module,
      moduleResolution: resolution,
      strict: true,
      noEmit: true,
      types: [],
      // Of the package alone: what the frameworks declare is theirs.
      skipLibCheck: false,
      ...(version === '6' && resolution === 'node10' && { ignoreDeprecations: '6.0' }),
    }
    const file = `usage.${ending}`
    writeFileSync(join(folder, 'runs', name, file), usage)
    writeFileSync(join(folder, 'runs', name, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))
    const tsc = join(folder, `node_modules/typescript-${version}/bin/tsc`)
    const said = compile(tsc, join(folder, 'runs', name))
    expect(said.filter((line) => !/^(\.\.\/)*node_modules\/(?!wechat-ready\/)/.test(line))).toEqual([])
  },
)

function compile(tsc: string, project: string): string[] {
  const script = `
    const { spawnSync } = require('node:child_process')
    const { stdout, stderr } = spawnSync(process.execPath, [process.argv[1], '-p', '.', '--pretty', 'false'], { encoding: 'utf8' })
    console.log(stdout + stderr)
  `
  const { stdout } = run(process.execPath, ['-e', script, tsc], { cwd: project })
  return stdout.split('\n').filter((line) => /error TS/.test(line))
}
