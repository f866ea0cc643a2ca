import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { driveTabs, driveThings, serveBuilt } from '../drive.ts'
import { inChromium, makeApp } from '../scaffolds.ts'

const open = inChromium()

/** What an app for H5 does without: some 600 packages. */
const others = /plugin-generator|plugin-platform-(?!h5)|commitlint|eslint|husky|stylelint|lint-staged/

function forH5Alone(folder: string): void {
  const manifest = join(folder, 'package.json')
  const { dependencies, devDependencies, scripts, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'))
  const needed = (all: object) => Object.fromEntries(Object.entries(all).filter(([name]) => !others.test(name)))
  const [packages, tools] = [needed(dependencies), needed(devDependencies)]
  const { prepare: _, ...kept } = scripts
  writeFileSync(manifest, JSON.stringify({ ...rest, scripts: kept, dependencies: packages, devDependencies: tools }))
  const config = join(folder, 'config/index.ts')
  writeFileSync(config, readFileSync(config, 'utf8').replace(/['"]@tarojs\/plugin-generator['"],?/, ''))
  rmSync(join(folder, 'src/app.ts'))
}

test.each([
  ['Webpack5', '@tarojs/cli', '@tarojs/webpack5-runner'],
  // The newest whose own packages for Vite are all in the registry.
  ['Vite', '@tarojs/cli@4.1.11', '@tarojs/vite-runner'],
])(
  'Taro 4, H5, %s: each page shares its own content, also one whose tab was hidden',
  async (compiler, create, tool) => {
    const options = { framework: 'React', compiler, npm: 'Npm', css: 'None', template: 'default', name: 'app' }
    const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
    const app = await makeApp({
      name: `taro-${compiler.toLowerCase()}`,
      create,
      args: ['init', 'APP', ...flags, '--description', 'Things', '--template-source', 'npm'].concat(
        ...['--typescript', '--no-build-es5', '--no-autoInstall'],
      ),
      prepare: forH5Alone,
      over: 'test/frameworks/recipes/apps/taro',
      tools: ['@tarojs/taro', tool, 'react'],
    })
    app.build('build:h5')
    const server = await serveBuilt(join(app.folder, 'dist'))
    onTestFinished(() => server.close())
    const opened = await open(`${server.origin}/`, app)
    await driveThings(opened)
    await driveTabs(opened, '.weui-tabbar__item')
    // Its router is one of hashes: the URL that is signed stays.
    expect([opened.signed, opened.online()]).toEqual([['/'], false])
  },
)
