import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { tags } from './test/rules.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The entries of the package: a file directly in `src/` is one. */
const entries = readdirSync(at('src')).filter((name) => name.endsWith('.ts'))
const inputs = [...entries, 'core/advice.ts', 'core/advice.none.ts', 'doctor/cli.ts'].map((name) => at(`src/${name}`))

const alias = [
  { find: '#advice', replacement: at('src/core/advice.ts') },
  { find: /^wechat-ready$/, replacement: at('src/index.ts') },
  { find: /^wechat-ready\/([\w-]+)$/, replacement: at('src/$1.ts') },
]

const { dependencies, peerDependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'))
const packages = Object.keys({ ...dependencies, ...peerDependencies })

/** What the user installs, `#advice` and the copied package stay imports. The compiler's helpers, for one, do not. */
const isExternal = (id: string) =>
  /^(#|node:|uqr$)/.test(id) || packages.some((name) => id === name || id.startsWith(`${name}/`))

const licenceOf = (name: string) => readFileSync(at(`node_modules/${name}/LICENSE`), 'utf8').trim()

/** Draws the QR code in the console. It goes along as it is: the package has one dependency, and keeps it at that. */
const copyUqr: Plugin = {
  name: 'copy-uqr',
  apply: 'build',
  generateBundle() {
    const code = readFileSync(at('node_modules/uqr/dist/index.mjs'), 'utf8')
    this.emitFile({ type: 'asset', fileName: 'vite/uqr.js', source: `/*!\n${licenceOf('uqr')}\n*/\n${code}` })
  },
}

/** Puts the licence of each package whose code a file holds at the head of that file. */
const licences: Plugin = {
  name: 'licences',
  apply: 'build',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue
      const packages = file.moduleIds.flatMap((id) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? [])
      const notices = [...new Set(packages)].map((name) => `/*!\n${name}\n\n${licenceOf(name)}\n*/\n`)
      file.code = notices.join('') + file.code
    }
  },
}

/** Classic scripts, for pages without modules: all of a library in one file, and one global. */
const classicScripts: Record<string, { entry: string; global: string; minify: boolean }> = {
  'wechat-ready.global.js': { entry: 'index.ts', global: 'wechatReady', minify: true },
  // Read, and put before a page's own scripts, by src/testing/classic-script.ts.
  'testing/fake-wechat.global.js': { entry: 'sandbox/global.ts', global: 'wechatReadyTesting', minify: false },
}

const classic: Plugin = {
  name: 'classic-scripts',
  apply: 'build',
  async writeBundle() {
    for (const [fileName, { entry, global, minify }] of Object.entries(classicScripts)) {
      await build({
        configFile: false,
        logLevel: 'warn',
        plugins: [licences],
        resolve: { alias: [{ find: '#advice', replacement: at('src/core/advice.none.ts') }] },
        build: {
          // No bundler lowers them for old engines.
          target: 'es2017',
          minify,
          emptyOutDir: false,
          outDir: at('dist'),
          lib: { entry: at(`src/${entry}`), formats: ['iife'], name: global, fileName: () => fileName },
        },
      })
    }
  },
}

/** What neither CommonJS nor the tools that read it have: Parcel and webpack 4 get lost in a chunk that loads a chunk. */
function withoutLaterSyntax(code: string): string {
  const parts: string[] = []
  const here = code
    .replaceAll('import.meta.url', "process.getBuiltinModule('node:url').pathToFileURL(__filename).href")
    // Not evaluated before it is wanted.
    .replace("import('./sdk-bundled.ts')", "Promise.resolve({ load: () => require('weixin-js-sdk') })")
    .replace(/\bimport\('(\.[^']+)'\)/g, (_, path: string) => {
      parts.push(`import * as part${parts.length} from '${path}'\n`)
      return `Promise.resolve(part${parts.length - 1})`
    })
  return parts.join('') + here
}

/** The build for `require`. What differs for it: the target, which webpack 4 parses, and whatever only ES modules know. */
const forRequire: Plugin = {
  name: 'for-require',
  enforce: 'pre',
  resolveId: (id) => (id === '#advice' ? { id: './advice.which.js', external: true } : null),
  transform: (code, id) => (id.includes('/node_modules/') ? null : withoutLaterSyntax(code)),
  generateBundle() {
    const none = "require('./advice.none.js')"
    this.emitFile({
      type: 'asset',
      fileName: 'advice.which.js',
      source: `module.exports = process.env.NODE_ENV === 'production' ? ${none} : require('./advice.js')\n`,
    })
    // The package itself says `module`.
    const manifest = JSON.stringify({ type: 'commonjs', sideEffects: false })
    this.emitFile({ type: 'asset', fileName: 'package.json', source: `${manifest}\n` })
  },
}

const commonjs: Plugin = {
  name: 'commonjs',
  apply: 'build',
  async writeBundle() {
    await build({
      configFile: false,
      logLevel: 'warn',
      plugins: [forRequire, licences],
      build: {
        target: 'es2017',
        minify: false,
        outDir: at('dist/cjs'),
        lib: { entry: inputs, formats: ['cjs'] },
        rolldownOptions: {
          external: (id) => !/^(#|uqr$)/.test(id) && isExternal(id),
          checks: { moduleLevelDirective: false },
          output: {
            // All in one folder: the path from a file here to another of the package is the same for each.
            entryFileNames: '[name].js',
            chunkFileNames: '[name].js',
            esModule: true,
            // A bundler that reads this build reads no `import()` of it: Jest and webpack 4 take `require`.
            dynamicImportInCjs: false,
          },
        },
      },
    })
  },
}

export default defineConfig({
  plugins: [licences, classic, commonjs, copyUqr],
  build: {
    target: 'es2020',
    minify: false,
    lib: { entry: entries.map((name) => at(`src/${name}`)), formats: ['es'] },
    rolldownOptions: {
      external: isExternal,
      // `'use client'` is where it belongs: each module is a file of its own.
      checks: { moduleLevelDirective: false },
      input: inputs,
      output: {
        preserveModules: true,
        preserveModulesRoot: 'src',
        // The inspector's view library goes along; npm leaves out every folder that is called node_modules.
        entryFileNames: ({ name }) => `${name.replace(/^.*node_modules\//, 'vendor/')}.js`,
        paths: { uqr: './uqr.js' },
      },
    },
  },
  test: {
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/vitest.json' },
    // By default one core is left idle: of two, half of the machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A test names the promises that it holds; one that is no promise is refused.
    tags,
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          environment: 'happy-dom',
          include: ['test/{knowledge,core,testing,sandbox,inspector,demo,bindings,vue,vue2,react}/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'server',
          include: ['test/{server,signer,login,doctor,kit,bench}/**/*.test.ts', 'test/*.test.ts'],
          testTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      // Those below run on the built package, `dist/`: no alias.
      {
        test: {
          name: 'package',
          include: ['test/{package,vite,docs}/**/*.test.ts'],
          globalSetup: 'test/package/setup.ts',
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/setup.ts',
          // Its package tells of every connection.
          env: { WDIO_LOG_LEVEL: 'silent' },
          // A browser each: more of them at once are slower, not faster.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'frameworks',
          include: ['test/frameworks/*.test.ts', 'test/frameworks/recipes/{next-app,vue}.test.ts'],
          globalSetup: ['test/package/setup.ts', 'test/frameworks/setup.ts'],
          // The examples' builds beside those of the tools: as many as a small machine has cores.
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'nightly',
          include: ['test/frameworks/recipes/*.test.ts'],
          globalSetup: 'test/package/setup.ts',
          maxWorkers: 2,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
