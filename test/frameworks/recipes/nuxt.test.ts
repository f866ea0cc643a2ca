import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { driveExample, fakesIn } from '../drive.ts'
import { driveLogin, startWithFake } from '../login.ts'
import { startServer } from '../process.ts'
import { type App, expectSigner, inChromium, makeApp, production } from '../scaffolds.ts'

/*
 * `create-nuxt` loads its templates from GitHub, and no package of npm holds them: the app begins with the package.json of its minimal
 * template, and npm chooses the newest Nuxt that takes this Node.
 */

const nuxtStart = ['.output/server/index.mjs']

// Nuxt 4.5.2, which Node 20 does not get, fails to build with Vite 8.4.0, which its range takes.
const isNode22 = Number(process.versions.node.split('.')[0]) >= 22

const open = inChromium()
const pages = ['app.vue', 'pages/index.vue', 'pages/things/[id].vue', 'plugins/wechat.ts']
const files = ['nuxt.config.ts', 'server/api/wechat/signature.get.ts']
const steps = 'server/routes/login/[...step].ts'
const login = {
  'account.ts': 'docs/snippets/login/account.ts',
  ...{ 'login.ts': 'docs/snippets/login/login.ts', [steps]: `docs/snippets/login/${steps}` },
  ...{ 'server/routes/login/index.ts': `docs/snippets/login/${steps}` },
  ...{ 'server/middleware/login.ts': 'docs/snippets/login/server/middleware/login.ts' },
}

describe.each([4, 3])('Nuxt %i', (version) => {
  let app: App
  beforeAll(async () => {
    // Nuxt 4 has its pages in `app/`, Nuxt 3 beside its configuration.
    const folder = version === 3 ? '' : 'app/'
    app = await makeApp({
      name: `nuxt-${version}`,
      from: 'test/frameworks/recipes/nuxt',
      files: {
        ...Object.fromEntries(pages.map((file) => [folder + file, `examples/nuxt/app/${file}`])),
        ...Object.fromEntries(files.map((file) => [file, `examples/nuxt/${file}`])),
      },
      install: [`nuxt@${version}`, ...(version === 4 && isNode22 ? ['vite@8.3.8'] : [])],
      tools: ['nuxt', 'vue'],
    })
  })

  test('its route signs, and a page is ready on each route, at its own URL', async () => {
    app.build()
    expect(fakesIn(join(app.folder, '.output/public'))).toEqual([])
    const server = await startServer(app.folder, nuxtStart, production)
    onTestFinished(() => server.stop())
    await expectSigner(server.origin)
    const opened = await open(`${server.origin}/`, app)
    await driveExample(opened)
    expect(opened.signed).toEqual(['/', '/things/7'])
  })

  test('the login over FAKE_WECHAT: the middleware sends a visitor to WeChat and back, once', async () => {
    app.add(login)
    const server = await startWithFake(app, nuxtStart, production)
    onTestFinished(() => server.stop())
    const opened = await open('about:blank', app)
    await driveLogin(opened, server.origin)
  })
})
