import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { driveThingPage, fakesIn, serveBuilt } from '../drive.ts'
import { inChromium, makeApp } from '../scaffolds.ts'

const open = inChromium()

test('create-vue with its router: a page is ready on each route, at its own URL', async () => {
  const app = await makeApp({
    name: 'vue',
    create: 'create-vue',
    args: ['APP', '--ts', '--router', '--bare'],
    files: {
      'src/wechat.ts': 'examples/vue/src/wechat.ts',
      'src/main.ts': 'docs/snippets/vue/main.ts',
      'src/ThingPage.vue': 'docs/snippets/vue/ThingPage.vue',
    },
    tools: ['vue', 'vue-router', 'vite'],
  })
  app.build()
  const built = join(app.folder, 'dist')
  expect(fakesIn(built)).toEqual([])
  const server = await serveBuilt(built)
  onTestFinished(() => server.close())
  const opened = await open(`${server.origin}/things/7`, app)
  await driveThingPage(opened)
  expect(opened.signed).toEqual(['/things/7', '/things/8?color=red'])
})
