import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { driveExample, fakesIn } from '../drive.ts'
import { atOrigin, driveLogin, startWithFake } from '../login.ts'
import { type Running, startServer } from '../process.ts'
import { type App, expectSigner, inChromium, makeApp, production } from '../scaffolds.ts'

/*
 * `create-nuxt` loads its templates from GitHub, and no package of npm holds them: the app begins with the package.json of its minimal
 * template, and npm chooses the newest Nuxt that takes this Node.
 */

const open = inChromium()
const pages = ['app.vue', 'pages/index.vue', 'pages/things/[id].vue', 'plugins/wechat.ts']
const files = ['nuxt.config.ts', 'server/api/wechat/signature.get.ts']
const steps = 'server/routes/login/[...step].ts'
const login = {
  ...{ 'login.ts': 'docs/snippets/login/login.ts', [steps]: `docs/snippets/login/${steps}` },
  ...{ 'server/routes/login/index.ts': `docs/snippets/login/${steps}` },
  ...{ 'server/middleware/login.ts': 'docs/snippets/login/server/middleware/login.ts' },
}

/** Nuxt 4 has its pages in `app/`, Nuxt 3 beside its configuration. */
const make = (name: string, version: number, more = {}) =>
  makeApp({
    name,
    from: 'test/frameworks/recipes/nuxt',
    files: {
      ...Object.fromEntries(pages.map((file) => [(version === 3 ? '' : 'app/') + file, `examples/nuxt/app/${file}`])),
      ...Object.fromEntries(files.map((file) => [file, `examples/nuxt/${file}`])),
      ...more,
    },
    install: [`nuxt@${version}`],
    tools: ['nuxt', 'vue'],
  })

describe.each([4, 3])('Nuxt %i', (version) => {
  let app: App
  let server: Running
  beforeAll(async () => {
    app = await make(`nuxt-${version}`, version)
    app.build()
    server = await startServer(app.folder, ['.output/server/index.mjs'], production)
  })
  afterAll(() => server?.stop())

  test('the route signs for pages of its own origin alone', () => expectSigner(server.origin))

  test('a page is ready on each route, at its own URL', async () => {
    expect(fakesIn(join(app.folder, '.output/public'))).toEqual([])
    const opened = await open(`${server.origin}/`, app)
    await driveExample(opened)
    expect(opened.signed).toEqual(['/', '/things/7'])
  })
})

describe('Nuxt 4, the login over FAKE_WECHAT', () => {
  let app: App
  let server: Running
  beforeAll(async () => {
    app = await make('nuxt-login', 4, login)
    app.edit('login.ts', atOrigin)
    app.build()
    server = await startWithFake(app, ['.output/server/index.mjs'], production)
  })
  afterAll(() => server?.stop())

  test('the middleware sends a visitor to WeChat and back, once', async () => {
    const opened = await open('about:blank', app)
    await driveLogin(opened, server.origin)
  })
})
