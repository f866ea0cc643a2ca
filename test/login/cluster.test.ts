import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { serve } from '@hono/node-server'
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLogin, type Login } from 'wechat-ready/login'
import { redisStore } from 'wechat-ready/redis'
import { createFakeWechatApi, type FakeWechatApi } from 'wechat-ready/testing'
import { bundleFile } from '../kit/build.ts'
import { hasRedis, startRedis } from '../kit/redis.ts'
import { createBrowser, options, page } from './setup.ts'

describe.skipIf(!hasRedis)('four processes on one Redis', { timeout: 60_000 }, () => {
  let program: string
  let api: FakeWechatApi
  let redis: Awaited<ReturnType<typeof startRedis>>
  let server: ReturnType<typeof serve>
  let apiUrl: string
  const children: ChildProcess[] = []

  beforeAll(async () => {
    program = await bundleFile('test/login/cluster-process.ts', 'es')
  })
  afterAll(() => rmSync(dirname(program), { recursive: true }))

  beforeEach(async () => {
    redis = await startRedis()
    api = createFakeWechatApi(options)
    // The fake behind a real port, under the name that it has in the world.
    const answer = ({ url }: Request) =>
      api.fetch(`https://api.weixin.qq.com${new URL(url).pathname}${new URL(url).search}`)
    server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' })
    if (!server.listening) await once(server, 'listening')
    const address = server.address()
    apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  })
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    server.close()
    await redis.stop()
  })

  async function start(times: number): Promise<ChildProcess> {
    const orders = { options: { ...options, apiUrls: [apiUrl] }, redisUrl: redis.url, times }
    const child = fork(program, [JSON.stringify(orders)])
    children.push(child)
    await once(child, 'message')
    return child
  }

  async function finish(child: ChildProcess, back: Request): Promise<string[]> {
    child.send({ url: back.url, cookie: back.headers.get('cookie') })
    const [results] = await once(child, 'message')
    return results
  }

  const comeBack = async () => {
    const browser = createBrowser()
    const back = await browser.authorize(api, await createLogin(options).start({ returnTo: page }))
    return browser.request(back)
  }
  const exchanges = () => api.requests.filter(({ path }) => path === '/sns/oauth2/access_token').length

  test('exchange a code once, and answer all forty requests that bring it', {
    tags: 'login-exchange',
  }, async () => {
    const processes = await Promise.all(Array.from({ length: 4 }, () => start(10)))
    const back = await comeBack()
    const answers = (await Promise.all(processes.map((child) => finish(child, back)))).flat()
    expect(answers).toEqual(Array(40).fill(api.visitor.openid))
    expect(exchanges()).toBe(1)
  })

  test('give the same error to all requests with a code that WeChat refuses', async () => {
    const processes = await Promise.all(Array.from({ length: 4 }, () => start(10)))
    const back = await comeBack()
    api.fail({ path: 'access_token', errcode: 40029 })
    const answers = (await Promise.all(processes.map((child) => finish(child, back)))).flat()
    expect(new Set(answers)).toEqual(new Set([expect.stringMatching(/40029/)]))
    expect(exchanges()).toBe(1)
  })

  test('finish a login that started in another process, at its long return URL', async () => {
    const clients = await Promise.all([1, 2].map(() => createClient({ url: redis.url }).connect()))
    const [one, other] = clients.map((client) =>
      createLogin({ ...options, fetch: api.fetch, store: redisStore(client) }),
    )
    const returnTo = `${page}&q=${'%E5%95%86'.repeat(260)}`
    const browser = createBrowser()
    const back = await browser.authorize(api, await (one as Login).start({ returnTo }))
    const visits = [one, other, one].map((login) => (login as Login).finish(browser.request(back)))
    for (const visit of visits) expect(await visit).toMatchObject({ openid: api.visitor.openid, returnTo })
    expect(exchanges()).toBe(1)
    for (const client of clients) client.destroy()
  })
})
