import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { driveExample, fakesIn } from '../drive.ts'
import { startFake } from '../login.ts'
import { type Running, startServer } from '../process.ts'
import { type App, expectSigner, inChromium, makeApp, production } from '../scaffolds.ts'
import { createNext, nextStart } from './next.ts'

/* Next, Pages Router; and a route of the edge runtime, which `cacheComponents` of the App Router's scaffold would refuse. */

const snippets = 'docs/snippets/frameworks'
const own = 'test/frameworks/recipes/app'

const open = inChromium()
let app: App
let server: Running
let fake: Running
beforeAll(async () => {
  app = await makeApp({
    name: 'next-pages',
    ...createNext('--no-app'),
    files: {
      'wechat.ts': 'examples/next/app/wechat.ts',
      'pages/_app.tsx': `${own}/pages-app.tsx`,
      'pages/api/wechat/signature.ts': `${snippets}/pages/api/wechat/signature.ts`,
      'pages/index.tsx': `${own}/pages-index.tsx`,
      'pages/things/[id].tsx': `${own}/pages-thing.tsx`,
      'app/edge/route.ts': `${own}/edge.ts`,
    },
  })
  app.build()
  // The edge runtime has a `fetch` of its own.
  fake = await startFake(app)
  server = await startServer(app.folder, nextStart, { ...production, FAKE_WECHAT: fake.origin })
})
afterAll(async () => {
  await server?.stop()
  await fake?.stop()
})

test('Next, Pages Router: the route signs for pages of its own origin alone', () => expectSigner(server.origin))

test('Next, edge runtime: a route signs for pages of its own origin alone', () => expectSigner(server.origin, '/edge'))

test('Next, Pages Router: a page is ready on each route, at its own URL', async () => {
  expect(fakesIn(join(app.folder, '.next/static'))).toEqual([])
  const opened = await open(`${server.origin}/`, app)
  await driveExample(opened)
  expect(opened.signed).toEqual(['/things/7'])
})
