import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { account, ticket } from './drive.ts'
import { startServer } from './process.ts'

const folder = inject('projects').servers?.folder ?? ''
const page = (origin: string) => encodeURIComponent(`${origin}/things/7?a=1&b=2`)

beforeAll(() => {
  for (const name of ['nest', 'nest-express', 'nest-fastify']) {
    const { outputText } = ts.transpileModule(readFileSync(join(folder, `${name}.ts`), 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2022,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
      },
    })
    writeFileSync(join(folder, `${name}.js`), outputText)
  }
})

async function ask(origin: string, query: string, path = '/api/wechat/signature') {
  const response = await fetch(`${origin}${path}?${query}`)
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() }
}

const deno = ['node_modules/deno/bin.cjs', 'run', '-A', '--preload', './upstream.mjs', 'deno.js']
const bun = ['--preload', './upstream.mjs', 'bun.js']
/** The program of this machine: no script of the package has been run that would link it. */
const bunPath = () => {
  const oven = join(folder, 'node_modules/@oven')
  return join(oven, readdirSync(oven)[0] ?? '', 'bin/bun')
}

describe.skipIf(!folder)('a server', () => {
  test.each([
    ['Fastify', ['fastify.js']],
    ['Nest on Express', ['nest-express.js']],
    ['Nest on Fastify', ['nest-fastify.js']],
    ['h3', ['h3.js']],
    ['Hono', ['hono.js']],
    ['Egg', ['egg/start.js']],
    ['Deno', deno],
    ['Bun', bun],
  ])('on %s signs, and refuses', async (name, args) => {
    const isNode = !['Deno', 'Bun'].includes(name)
    const program = name === 'Bun' ? bunPath() : undefined
    const { origin, stop } = await startServer(folder, args, isNode ? {} : { NODE_OPTIONS: '' }, program)
    onTestFinished(stop)
    expect(await ask(origin, `url=${page(origin)}`)).toMatchObject({
      status: 200,
      type: expect.stringContaining('application/json'),
      body: { appId: account.appId, url: `${origin}/things/7?a=1&b=2` },
    })
    expect(await ask(origin, `url=${page('https://evil.com')}`)).toMatchObject({
      status: 403,
      body: { error: { code: 'origin-not-allowed' } },
    })
    expect(await ask(origin, `url=${origin}/?a=1&b=2`)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid-url' } },
    })
    if (!name.startsWith('Nest')) return
    // By the exception filter of Nest.
    expect(await ask(origin, `url=${page('https://evil.com')}`, '/api/wechat/sign')).toMatchObject({
      status: 403,
      body: { statusCode: 403, message: expect.stringContaining('https://evil.com') },
    })
  })

  test.each([
    ['lambda.js', 'handler', (host: string, query: string) => lambdaEvent(host, query)],
    ['scf.js', 'main_handler', (host: string, query: string) => scfEvent(host, query)],
  ])('of events, %s, signs, and refuses', async (file, name, eventOf) => {
    vi.stubEnv('WECHAT_APP_ID', account.appId)
    vi.stubEnv('WECHAT_APP_SECRET', account.appSecret)
    vi.stubEnv('ORIGIN', 'https://shop.example.com')
    vi.stubGlobal('fetch', createFakeWechatApi({ ...account, ticket }).fetch)
    onTestFinished(() => {
      vi.unstubAllEnvs()
      vi.unstubAllGlobals()
    })
    const { [name]: handler } = await import(pathToFileURL(join(folder, file)).href)
    const signed = await handler(eventOf('shop.example.com', `url=${page('https://shop.example.com')}`))
    expect([signed.statusCode, JSON.parse(signed.body)]).toMatchObject([200, { appId: account.appId }])
    const refused = await handler(eventOf('shop.example.com', `url=${page('https://evil.com')}`))
    expect([refused.statusCode, JSON.parse(refused.body)]).toMatchObject([
      403,
      { error: { code: 'origin-not-allowed' } },
    ])
  })

  test('on AdonisJS keeps the cookie that the app sets while the login ends', () => {
    const said = execFileSync(process.execPath, ['adonis-flow.js'], { cwd: folder, encoding: 'utf8' })
    const { cookies } = JSON.parse(said.trim().split('\n').at(-1) ?? '{}')
    expect(cookies).toContainEqual(expect.stringMatching(/^openid=/))
    expect(cookies.length).toBeGreaterThan(1)
  })
})

const path = '/api/wechat/signature'

const lambdaEvent = (host: string, rawQueryString: string) => ({
  ...{ version: '2.0', rawPath: path, rawQueryString, headers: { host } },
  requestContext: { domainName: host, http: { method: 'GET', path } },
})

const scfEvent = (host: string, query: string) => ({
  ...{ path, httpMethod: 'GET', headers: { host } },
  queryString: Object.fromEntries(new URLSearchParams(query)),
})
