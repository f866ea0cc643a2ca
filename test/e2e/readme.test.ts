import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi, fakeWechatScript } from 'wechat-ready/testing'
import { buildApp } from '../kit/build.ts'
import { run } from '../kit/run.ts'
import { html } from '../kit/serve.ts'
import { recorder } from './recorder.ts'
import { inBrowser } from './suite.ts'
import { userAgents } from './user-agents.ts'

const appId = 'wx0123456789abcdef'
const appSecret = '0123456789abcdef0123456789abcdef'
const endpoint = '/api/wechat/signature'

const root = fileURLToPath(new URL('../../', import.meta.url))
const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js')

/** The files that a page shows, by name: the blocks that begin with it. */
function filesOf(page: string): Map<string, string> {
  const text = readFileSync(join(root, 'docs/en', `${page}.md`), 'utf8')
  const blocks = [...text.matchAll(/^```\w+\n(?:\/\/|<!--) ([\w.]+)(?: -->)?\n([\s\S]*?)^```/gm)]
  return new Map(blocks.map(([, name = '', code = '']) => [name, code]))
}

/** The files in a folder inside the project, where they find what they import. */
function writeProject(name: string, files: Map<string, string>): string {
  const folder = join(root, 'reports/readme', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const main = [...files.keys()].find((file) => file.startsWith('main.'))
  writeFileSync(
    join(folder, 'index.html'),
    `<html><head><script type="module" src="./${main}"></script></head><body><div id="app"></div><div id="root"></div></body></html>`,
  )
  writeFileSync(
    join(folder, 'vue.d.ts'),
    "declare module '*.vue' { const component: import('vue').Component; export default component }",
  )
  const strict = { strict: true, noEmit: true, skipLibCheck: true, jsx: 'react-jsx', types: ['vite/client'] }
  const compilerOptions = { target: 'es2022', module: 'esnext', moduleResolution: 'bundler', ...strict }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  for (const [file, code] of files) writeFileSync(join(folder, file), code)
  return folder
}

describe.each([
  ['vue', ['wechat.ts', 'main.ts', 'ThingPage.vue']],
  ['react', ['wechat.ts', 'main.tsx', 'ThingPage.tsx']],
])('the three files for %s', (page, names) => {
  const files = filesOf(page)
  const folder = writeProject(page, files)
  let built: string
  let remove: (() => void) | undefined
  beforeAll(async () => {
    ;({ built, remove } = await buildApp(folder))
  })
  afterAll(() => remove?.())

  test('are three, and compile in strict mode', () => {
    expect([...files.keys()]).toEqual(names)
    expect(run(process.execPath, [tsc, '-p', folder]).stdout).toBe('')
  })

  inBrowser('chromium', ({ open, serve }) => {
    test('make a page that shares its content and takes photos in WeChat', async () => {
      const api = createFakeWechatApi({ appId, appSecret })
      const server = await serve({ root: built, head: '<script src="/fake-wechat.js"></script>' })
      const { fetch } = createSigner({ appId, appSecret, allowedOrigins: [server.origin], fetch: api.fetch })
      const script = fakeWechatScript({ platform: 'android', appId, ticket: api.ticket })
      server.routes[endpoint] = (request) => fetch(request)
      server.routes['/fake-wechat.js'] = () => new Response(script, { headers: { 'content-type': 'text/javascript' } })
      const page = await open({ userAgent: userAgents.android, url: `${server.origin}/things/7` })
      await page.waitFor(() => document.querySelector('button')?.disabled === false)
      await page.click('button')
      await page.waitFor(() => /[1-9]\)$/.test(document.querySelector('button')?.innerText ?? ''))
      const called = (name: string) =>
        page.waitFor((name) => window.fakeWechat?.calls.filter(({ api }) => api === name).at(-1)?.params, name)
      expect(await called('updateAppMessageShareData')).toMatchObject({ title: 'Thing 7' })
      expect(await called('hideMenuItems')).toEqual({ menuList: ['menuItem:copyUrl'] })
      expect(await page.pageErrors()).toEqual([])
    })

    test('show a notice outside WeChat', async () => {
      const { origin } = await serve({ root: built })
      const page = await open({ userAgent: userAgents.desktop, url: `${origin}/things/7` })
      expect(await page.waitFor(() => document.querySelector('p')?.innerText)).toBe('Open this page in WeChat')
    })
  })
})

describe('the files for server rendering', () => {
  const files = new Map([...filesOf('server-rendering')].filter(([name]) => name.endsWith('.ts')))
  const folder = writeProject(
    'server',
    new Map([...files, ['main.ts', "import { wechat } from './wechat'\nObject.assign(globalThis, { wechat })\n"]]),
  )
  let built: string
  let remove: (() => void) | undefined
  beforeAll(async () => {
    ;({ built, remove } = await buildApp(folder))
  })
  afterAll(() => remove?.())

  test('are two, and compile in strict mode', () => {
    expect([...files.keys()]).toEqual(['wechat.ts', 'render.ts'])
    expect(run(process.execPath, [tsc, '-p', folder]).stdout).toBe('')
  })

  for (const [engine, platform, userAgent] of [
    ['chromium', 'android', userAgents.android],
    ['webkit', 'ios', userAgents.iphone],
  ] as const) {
    inBrowser(engine, ({ open, serve }) => {
      test('save the first ready() its request, and later URLs are signed as usual', async () => {
        const { withSignature } = await import(/* @vite-ignore */ `${folder}/render.ts`)
        const api = createFakeWechatApi({ appId, appSecret })
        const server = await serve({ root: built })
        const signer = createSigner({ appId, appSecret, allowedOrigins: [server.origin], fetch: api.fetch })
        const script = fakeWechatScript({ platform, appId, ticket: api.ticket })
        const shell = readFileSync(join(built, 'index.html'), 'utf8').replace(
          '<head>',
          `<head>${recorder}<script>${script}</script>`,
        )
        server.routes[endpoint] = (request) => signer.fetch(request)
        server.routes['/shop'] = async ({ url }) => html(await withSignature(shell, url, signer))
        const url = `${server.origin}/shop?name=%E5%95%86%E5%93%81&x=%3C/script%3E`
        const page = await open({ userAgent, url })
        await page.waitFor(() => 'wechat' in globalThis)
        expect(await page.evaluate(() => wechat.ready())).toMatchObject({ url, signedUrl: url })
        const asked = () => server.requests.filter((line) => line.includes(endpoint)).length
        expect(asked()).toBe(0)
        await page.evaluate(() => history.pushState(null, '', '/next'))
        expect(await page.evaluate(() => wechat.ready())).toMatchObject({ url: `${server.origin}/next` })
        expect(asked()).toBe(platform === 'ios' ? 0 : 1)
        expect(await page.pageErrors()).toEqual([])
      })
    })
  }
})
