import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { driveThingPage, fakesIn, serveBuilt } from '../drive.ts'
import { inChromium, makeApp } from '../scaffolds.ts'

/* `create-vite` has no router: the pages of Vue and React name theirs. */

const vue = {
  ...{ 'src/wechat.ts': 'examples/vue/src/wechat.ts', 'vite.config.ts': 'examples/vue/vite.config.ts' },
  ...{ 'src/main.ts': 'docs/snippets/vue/main.ts', 'src/ThingPage.vue': 'docs/snippets/vue/ThingPage.vue' },
}
const react = {
  ...{ 'src/wechat.ts': 'examples/react/src/wechat.ts', 'src/main.tsx': 'docs/snippets/react/main.tsx' },
  ...{ 'src/ThingPage.tsx': 'docs/snippets/react/ThingPage.tsx' },
}

const open = inChromium()

test.each([
  ['vue-ts', vue, 'vue', 'vue-router'],
  ['react-ts', react, 'react', 'react-router'],
])('create-vite %s: a page is ready on each route, at its own URL', async (template, files, framework, router) => {
  const app = await makeApp({
    name: `vite-${framework}`,
    create: 'create-vite',
    args: ['APP', '--template', template, '--no-interactive'],
    files,
    install: [router],
    tools: ['vite', framework, router],
  })
  // "Add the plugin to those you have".
  if (framework === 'react')
    app.edit('vite.config.ts', (text) =>
      `import { wechat } from 'wechat-ready/vite'\n${text}`.replace('react()', 'react(), wechat()'),
    )
  app.build()
  const built = join(app.folder, 'dist')
  expect(fakesIn(built)).toEqual([])
  const server = await serveBuilt(built)
  onTestFinished(() => server.close())
  const opened = await open(`${server.origin}/things/7`, app)
  await driveThingPage(opened)
  expect(opened.signed).toEqual(['/things/7', '/things/8?color=red'])
})
