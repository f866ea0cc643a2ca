import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { driveThings, fakesIn, serveBuilt } from '../drive.ts'
import { inChromium, makeApp } from '../scaffolds.ts'

const open = inChromium()

test('Umi 4: a page is ready on each route, and what is shared is that of the page', async () => {
  const app = await makeApp({
    name: 'umi',
    create: 'create-umi',
    args: ['APP', '--default', '--no-git'],
    // It asks for its version, even where nothing is installed with it.
    helpers: ['pnpm@9'],
    // A registry of the scaffold's own.
    prepare: (folder) => rmSync(join(folder, '.npmrc')),
    files: { 'src/wechat.ts': 'examples/next/app/wechat.ts' },
    over: 'test/frameworks/recipes/apps/umi',
    tools: ['umi', 'react'],
  })
  const [docs, things] = ['{ path: "/docs", component: "docs" }', '{ path: "/things/:id", component: "thing" }']
  app.edit('.umirc.ts', (text) => text.replace(docs, things))
  app.build()
  const built = join(app.folder, 'dist')
  expect(fakesIn(built)).toEqual([])
  const server = await serveBuilt(built)
  onTestFinished(() => server.close())
  const opened = await open(`${server.origin}/`, app)
  await driveThings(opened)
  expect([opened.signed, opened.online()]).toEqual([['/', '/things/7'], false])
})
