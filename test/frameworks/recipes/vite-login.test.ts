import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { run } from '../../kit/run.ts'
import { atOrigin, loginSecrets } from '../login.ts'
import { startServer } from '../process.ts'
import { inChromium, makeApp } from '../scaffolds.ts'

const open = inChromium()
const vite = 'node_modules/vite/bin/vite.js'

test('create-vite vanilla-ts, dev server: FAKE_WECHAT at /@wechat-ready logs visitors in', async () => {
  const app = await makeApp({
    name: 'vite-login',
    create: 'create-vite',
    args: ['APP', '--template', 'vanilla-ts', '--no-interactive'],
    files: {
      'vite.config.ts': 'examples/react/vite.config.ts',
      ...Object.fromEntries(['account.ts', 'login.ts', 'http.ts'].map((file) => [file, `docs/snippets/login/${file}`])),
      'session.ts': 'test/frameworks/recipes/app/session.ts',
    },
    tools: ['vite'],
  })
  app.edit('account.ts', atOrigin)
  app.edit('http.ts', (text) => text.replace('listen(3000)', 'listen(process.env.PORT)'))
  run(process.execPath, [vite, 'build', '--ssr', 'http.ts', '--outDir', 'server'], { cwd: app.folder })
  const fake = await startServer(app.folder, [vite, '--port', 'PORT'], { NODE_ENV: 'development' })
  onTestFinished(() => fake.stop())
  const env = { ...loginSecrets, FAKE_WECHAT: `${fake.origin}/@wechat-ready` }
  const server = await startServer(app.folder, [join('server', 'http.js')], env)
  onTestFinished(() => server.stop())
  const { page } = await open('about:blank', app)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest()) asked.push(new URL(request.url()).pathname)
  })
  await page.goto(`${server.origin}/things/7`)
  expect(asked).toEqual(['/things/7', '/@wechat-ready/connect/oauth2/authorize', '/login/callback', '/things/7'])
  expect(await page.textContent('body')).toBe('Welcome')
})
