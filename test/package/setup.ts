import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { builtPackage } from '../kit/build.ts'
import { run } from '../kit/run.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed tarball. */
    tarball: string
    /** The paths in it, without `package/`. */
    packed: string[]
    /** A folder of a project that has the tarball installed, and nothing else but what it depends on. */
    consumer: string
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Once per run: pack the package as `npm publish` would, and install it for a consumer. */
export default async function setup(project: TestProject): Promise<() => void> {
  await builtPackage()
  const folder = mkdtempSync(join(tmpdir(), 'wechat-ready-package-'))
  const { tarball, packed } = pack(folder)
  project.provide('tarball', tarball)
  project.provide('packed', packed)
  project.provide('consumer', install(tarball, join(folder, 'consumer')))
  return () => rmSync(folder, { recursive: true, force: true })
}

/** As `prepack` and `postpack` have it, but for the build, which is there. */
function pack(folder: string) {
  const stubs = (act: string) => run(process.execPath, [join(root, 'scripts/entries.mjs'), act])
  stubs('stubs')
  const { stdout } = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    // Logs and cache stay out of the home folder.
    env: { npm_config_cache: join(folder, 'npm') },
  })
  stubs('unstub')
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }]
  return { tarball: join(folder, filename), packed: files.map(({ path }) => path) }
}

/** What `npm install` would do, without the registry: unpack, and link what the package depends on. */
function install(tarball: string, consumer: string): string {
  const modules = join(consumer, 'node_modules')
  const installed = join(modules, 'wechat-ready')
  mkdirSync(installed, { recursive: true })
  run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), 'node', 'express', 'koa']) {
    for (const wanted of [name, `@types/${name}`]) {
      const source = join(root, 'node_modules', wanted)
      if (!existsSync(source)) continue
      mkdirSync(dirname(join(modules, wanted)), { recursive: true })
      symlinkSync(source, join(modules, wanted), 'junction')
    }
  }
  return consumer
}
