import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { driveThings, fakesIn, serveBuilt, syntaxOfOurs } from '../drive.ts'
import { type App, inChromium, makeApp } from '../scaffolds.ts'

const open = inChromium()

const preset = {
  vueVersion: '2',
  plugins: { '@vue/cli-plugin-babel': {}, '@vue/cli-plugin-router': { historyMode: true } },
}

let app: App
beforeAll(async () => {
  app = await makeApp({
    name: 'vue-cli',
    create: '@vue/cli',
    args: ['create', 'APP', '--inlinePreset', JSON.stringify(preset), '--no-git', '--packageManager', 'npm'],
    files: { 'src/wechat.js': 'test/frameworks/projects/tools/wechat.js' },
    over: 'test/frameworks/recipes/apps/vue-cli',
    tools: ['@vue/cli-service', 'vue', 'vue-router'],
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

test('Vue CLI 5, Vue 2.7: a page is ready on each route, and what is shared is that of the page', async () => {
  app.build()
  await drive()
})

test('Vue CLI 5, before ES2020: transpileDependencies makes it compile the package', async () => {
  const built = join(app.folder, 'dist')
  app.edit('package.json', (text) => JSON.stringify({ ...JSON.parse(text), browserslist: ['iOS >= 10'] }))
  const transpile = (from: string, to: string) => {
    app.edit('vue.config.js', (text) => text.replace(`transpileDependencies: ${from}`, `transpileDependencies: ${to}`))
    app.build()
  }
  transpile('true', 'false')
  expect(syntaxOfOurs(built)).toBe(2020)
  transpile('false', "['wechat-ready']")
  expect(syntaxOfOurs(built)).toBeLessThan(2020)
  await drive()
})
