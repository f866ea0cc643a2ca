import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { driveThings, fakesIn, serveBuilt, syntaxOfOurs } from '../drive.ts'
import { type App, inChromium, makeApp } from '../scaffolds.ts'

const open = inChromium()

let app: App
beforeAll(async () => {
  app = await makeApp({
    name: 'rsbuild',
    // The newest whose own dependencies are all in the registry.
    create: 'create-rsbuild@2.2.5',
    args: ['--dir', 'APP', '--template', 'react-ts'],
    files: { 'src/wechat.ts': 'examples/next/app/wechat.ts' },
    over: 'test/frameworks/recipes/apps/rsbuild',
    install: ['react-router@7'],
    tools: ['@rsbuild/core', 'react', 'react-router'],
  })
})

async function drive() {
  const built = join(app.folder, 'dist')
  expect(fakesIn(built)).toEqual([])
  const server = await serveBuilt(built)
  onTestFinished(() => server.close())
  const opened = await open(`${server.origin}/`, app)
  await driveThings(opened)
  expect([opened.signed, opened.online()]).toEqual([['/', '/things/7'], false])
}

test('Rsbuild: a page is ready on each route, and what is shared is that of the page', async () => {
  app.build()
  await drive()
})

test('Rsbuild, for browsers before ES2020: compiles the package where source.include names it', async () => {
  app.edit('package.json', (text) => JSON.stringify({ ...JSON.parse(text), browserslist: ['iOS >= 10'] }))
  app.build()
  expect(syntaxOfOurs(join(app.folder, 'dist'))).toBe(2020)
  const include = 'source: { include: [/node_modules[\\\\/]wechat-ready/] }'
  app.edit('rsbuild.config.ts', (text) => text.replace('plugins:', `${include},\n  plugins:`))
  app.build()
  expect(syntaxOfOurs(join(app.folder, 'dist'))).toBeLessThan(2020)
  await drive()
})
