import { afterAll, beforeAll, expect, test } from 'vitest'
import { driveThings, shared } from '../drive.ts'
import { type Running, startServer } from '../process.ts'
import { type App, expectSigner, inChromium, makeApp, production } from '../scaffolds.ts'

const open = inChromium()
let app: App
let server: Running
beforeAll(async () => {
  app = await makeApp({
    name: 'sveltekit',
    create: 'sv',
    args: ['create', 'APP', '--template', 'minimal', '--types', 'ts', '--add', 'sveltekit-adapter=adapter:node'].concat(
      '--no-install',
    ),
    over: 'test/frameworks/recipes/apps/sveltekit',
    tools: ['@sveltejs/kit', 'svelte', 'vite'],
  })
  app.build()
  server = await startServer(app.folder, ['build'], production)
})
afterAll(() => server?.stop())

test('SvelteKit: the route signs for pages of its own origin alone', () => expectSigner(server.origin))

test('SvelteKit: a page is ready on each route, and what is shared is that of the page', async () => {
  const opened = await open(`${server.origin}/`, app)
  await driveThings(opened)
  expect([opened.signed, opened.online()]).toEqual([['/', '/things/7'], false])
  // The same page at another URL keeps its content.
  await opened.page.click('text=Thing 7')
  await opened.page.click('text=Red')
  await shared(opened.page, 'Thing 7', '/things/7?color=red')
})
