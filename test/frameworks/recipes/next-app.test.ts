import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { driveExample, fakesIn } from '../drive.ts'
import { type Running, startServer } from '../process.ts'
import { type App, expectSigner, inChromium, makeApp, production } from '../scaffolds.ts'

/* Next, App Router, as `create-next-app` makes it: with `cacheComponents`. */

const files = [
  ...['app/wechat.ts', 'app/providers.tsx', 'app/api/wechat/signature/route.ts'],
  // The scaffold's own layout fetches its fonts from Google.
  ...['app/layout.tsx', 'app/page.tsx', 'app/things/[id]/page.tsx'],
]

const open = inChromium()
let app: App
let server: Running
beforeAll(async () => {
  app = await makeApp({
    name: 'next-app',
    create: 'create-next-app',
    args: ['APP', '--yes', '--app', '--no-src-dir', '--no-tailwind', '--use-npm', '--skip-install', '--disable-git'],
    files: Object.fromEntries(files.map((file) => [file, `examples/next/${file}`])),
    tools: ['next', 'react'],
  })
  app.build()
  server = await startServer(app.folder, ['node_modules/next/dist/bin/next', 'start', '-p', 'PORT'], production)
})
afterAll(() => server?.stop())

test('Next, App Router: the route signs for pages of its own origin alone', () => expectSigner(server.origin))

test('Next, App Router: a page is ready on each route, at its own URL', async () => {
  expect(fakesIn(join(app.folder, '.next/static'))).toEqual([])
  const opened = await open(`${server.origin}/`, app)
  await driveExample(opened)
  expect(opened.signed).toEqual(['/things/7'])
})
