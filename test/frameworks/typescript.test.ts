import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'

const { folder = '' } = inject('projects').tools ?? {}
const { exports } = JSON.parse(readFileSync(join(folder, 'node_modules/wechat-ready/package.json'), 'utf8')) as {
  exports: Record<string, unknown>
}
// The manifest and the classic script are files, not entries.
const entries = Object.keys(exports).filter((path) => !/\.js(on)?$/.test(path))

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

/** Each way to resolve that a version still has, and the module kind that goes with it; `classic` knows no packages. */
test.each([
  ['4.9', 'node', 'commonjs'],
  ['4.9', 'node16', 'node16'],
  ['4.9', 'nodenext', 'nodenext'],
  ['5.4', 'node10', 'commonjs'],
  ['5.4', 'node16', 'node16'],
  ['5.4', 'nodenext', 'nodenext'],
  ['5.4', 'bundler', 'esnext'],
  ['6', 'node10', 'commonjs'],
  ['6', 'node16', 'node16'],
  ['6', 'nodenext', 'nodenext'],
  ['6', 'bundler', 'esnext'],
  ['7', 'node16', 'node16'],
  ['7', 'nodenext', 'nodenext'],
  ['7', 'bundler', 'esnext'],
])(
  'TypeScript %s with moduleResolution %s compiles every entry',
  { tags: 'entries' },
  async (version, moduleResolution, module) => {
    const project = join(folder, 'typescript', `${version}-${moduleResolution}`)
    mkdirSync(project, { recursive: true })
    const compilerOptions = {
      target: 'es2020',
      lib: ['es2020', 'dom', 'dom.iterable'],
      module,
      moduleResolution,
      strict: true,
      noEmit: true,
      types: [],
      // The declarations of the package are checked; the compiler's own need not be.
      skipLibCheck: false,
      skipDefaultLibCheck: true,
      ...(version === '6' && moduleResolution === 'node10' && { ignoreDeprecations: '6.0' }),
    }
    // Where a file's ending decides how it imports, both kinds.
    const files = module.startsWith('node') ? ['usage.cts', 'usage.mts'] : ['usage.ts']
    for (const file of files) writeFileSync(join(project, file), usage)
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
    const said = await compile(join(folder, `node_modules/typescript-${version}/bin/tsc`), project)
    // What the frameworks declare is theirs.
    expect(said.filter((line) => !/^(\.\.\/)*node_modules\/(?!wechat-ready\/)/.test(line))).toEqual([])
  },
)

/** The errors of a project. A compiler that cannot even start says no line that is one, and throws. */
async function compile(tsc: string, project: string): Promise<string[]> {
  const said = await new Promise<string>((resolve, reject) => {
    const args = [tsc, '-p', '.', '--pretty', 'false']
    execFile(process.execPath, args, { cwd: project, timeout: 300_000 }, (error, stdout, stderr) => {
      const isErrorList = /error TS\d/.test(stdout)
      if (error && !isErrorList) reject(new Error(`${error.message}\n${stdout}${stderr}`))
      else resolve(stdout)
    })
  })
  return said.split('\n').filter((line) => /error TS\d/.test(line))
}
