import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { driveTabs, driveThings, serveBuilt } from '../drive.ts'
import { inChromium, makeApp } from '../scaffolds.ts'

const open = inChromium()

test('uni-app, H5: each page shares its own content, also one whose tab was hidden', async () => {
  const app = await makeApp({
    name: 'uni-app',
    // Its templates are on GitHub alone.
    from: 'examples/uni-app',
    over: 'test/frameworks/recipes/apps/uni-app',
    tools: ['@dcloudio/uni-app', 'vue', 'vite'],
  })
  app.build()
  const server = await serveBuilt(join(app.folder, 'dist/build/h5'))
  onTestFinished(() => server.close())
  const opened = await open(`${server.origin}/`, app)
  await driveThings(opened)
  await driveTabs(opened, '.uni-tabbar__item')
  expect(opened.signed).toEqual(['/', '/pages/thing/thing?id=7', '/pages/mine/mine'])
})
