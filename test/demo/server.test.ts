// @vitest-environment node
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { memoryStore } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { createApp } from '../../demo/server/app.ts'
import { createBackend } from '../../demo/server/backend.ts'
import { check, contradictions, missing, whyNotListening } from '../../demo/server/check.ts'
import { greeting } from '../../demo/server/greeting.ts'
import { visitor, withAddress } from '../../demo/server/node.ts'
import { openRedis } from '../../demo/server/redis.ts'
import { readSettings } from '../../demo/server/settings.ts'
import { writeFacts } from '../../demo/src/facts.ts'

const account = { appId: 'wx0123456789abcdef', appSecret: 'the-secret-of-the-account' }
const environment = {
  WECHAT_APP_ID: account.appId,
  WECHAT_APP_SECRET: account.appSecret,
  WECHAT_ALLOWED_ORIGINS: 'https://shop.example.com',
}
const page = 'https://shop.example.com/'

const ask = (url: string, host = 'https://shop.example.com') =>
  new Request(`${host}/api/wechat/signature?url=${encodeURIComponent(url)}`)

afterEach(() => vi.unstubAllGlobals())

describe('the settings', () => {
  it('select the sandbox unless both credentials are set', () => {
    expect(readSettings({}).account).toBeUndefined()
    expect(readSettings({ WECHAT_APP_ID: account.appId }).account).toBeUndefined()
    expect(readSettings(environment).account).toEqual(account)
  })

  it("allow the given origins, or else the server's own addresses", () => {
    const addresses = ['http://localhost:5173/', 'http://192.168.1.5:5173/']
    expect(readSettings({}, addresses).allowedOrigins).toEqual(['http://localhost:5173', 'http://192.168.1.5:5173'])
    const named = readSettings({ WECHAT_ALLOWED_ORIGINS: ' https://*.example.org, https://a.example.com/' }, addresses)
    expect(named.allowedOrigins).toEqual(['https://*.example.org', 'https://a.example.com'])
  })

  it('show a phone the first origin without a wildcard, or else the network address', () => {
    const addresses = ['http://localhost:5173/', 'http://192.168.1.5:5173/']
    expect(readSettings({}, addresses).address).toBe('http://192.168.1.5:5173/')
    const origins = 'https://*.example.org,https://a.example.com'
    expect(readSettings({ WECHAT_ALLOWED_ORIGINS: origins }, addresses).address).toBe('https://a.example.com/')
  })
})

describe('an address that a phone cannot open', () => {
  it.each(['http://localhost:8080/', 'http://127.0.0.1:5173/', 'http://[::1]:5173/', 'http://demo.localhost/'])(
    'is not shown as a QR code: %s',
    (address) => {
      const settings = readSettings({ ...environment, WECHAT_ALLOWED_ORIGINS: '' }, [address])
      expect(settings.address).toBeUndefined()
      expect(greeting(settings, [])).not.toMatch(/[█▀▄]/)
    },
  )
})

describe("the client's address", () => {
  const from = (remoteAddress: string, forwarded: string) =>
    ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage
  const proxies = readSettings({ TRUSTED_PROXIES: 'loopback, 10.0.0.0/8' })

  it('is the last forwarded one that is not a trusted proxy', () => {
    expect(visitor(from('127.0.0.1', '198.51.100.7, 203.0.113.1, 10.1.2.3'), proxies)).toBe('203.0.113.1')
  })

  it("is the connection's address if that is not a trusted proxy", () => {
    expect(visitor(from('203.0.113.9', '198.51.100.7'), proxies)).toBe('203.0.113.9')
    expect(visitor(from('127.0.0.1', '198.51.100.7'), readSettings({}))).toBe('127.0.0.1')
  })
})

describe('the limit', () => {
  it('uses the address that the server sees, not the one in a request header', () => {
    const request = {
      socket: { remoteAddress: '203.0.113.9' },
      headers: { host: 'shop.example.com', 'x-client-address': '10.0.0.1' },
    } as unknown as IncomingMessage
    expect(withAddress(request, readSettings({})).headers['x-client-address']).toBe('203.0.113.9')
  })
})

describe('the server does not start', () => {
  const listen = (port: number) =>
    new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
      const server = createServer()
      server.on('error', reject)
      server.listen(port, '127.0.0.1', () => resolve(server))
    })

  it('on a port in use, and says which and what to do', async () => {
    const server = await listen(0)
    const { port } = server.address() as AddressInfo
    const error = await listen(port).catch((error: Error) => error)
    server.close()
    expect(whyNotListening(error as Error, port)).toBe(`Port ${port} is taken: end what listens there, or set PORT`)
  })

  it('without its Redis, and names the host but not the password', async () => {
    const server = await listen(0)
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const words = await openRedis(`redis://demo:pass-of-redis@127.0.0.1:${port}`).catch(({ message }: Error) => message)
    expect(words).toMatch(
      /^The Redis at 127\.0\.0\.1:\d+ cannot be used: .*ECONNREFUSED.*\. Start it, or unset REDIS_URL$/,
    )
    expect(words).not.toContain('pass-of-redis')
  })
})

describe('the built page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wechat-ready-page-'))
  writeFileSync(join(folder, 'index.html'), `<head></head>${'<p>A page</p>'.repeat(200)}`)
  writeFileSync(join(folder, 'index.js'), 'export {}\n'.repeat(200))
  const settings = readSettings({})
  const { fetch } = createApp(folder, createBackend(settings))
  afterAll(() => rmSync(folder, { recursive: true }))
  const read = (path: string) =>
    Promise.resolve(fetch(new Request(`http://localhost${path}`, { headers: { 'accept-encoding': 'gzip' } })))

  it.each(['/', '/image', '/index.js'])('is compressed: %s', async (path) => {
    const response = await read(path)
    expect([response.status, response.headers.get('content-encoding')]).toEqual([200, 'gzip'])
  })

  it('answers 404 with a page for an unknown path, without one for an unknown file', async () => {
    const page = await read('/no-such-page')
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    const file = await read('/no-such-file.js')
    expect([file.status, file.headers.get('content-type')]).not.toContain('text/html; charset=utf-8')
    expect(file.status).toBe(404)
  })
})

it('a server without an account says in one line that it simulates WeChat, and what to set', () => {
  const text = greeting(readSettings({}, ['http://192.168.1.5:5173/']), [])
  expect(text.split('\n')).toEqual([expect.stringMatching(/plays WeChat.*WECHAT_APP_ID and WECHAT_APP_SECRET/)])
})

describe('contradictory settings', () => {
  it.each([
    [{ WECHAT_APP_ID: account.appId }, /^✗ WECHAT_APP_ID is set and WECHAT_APP_SECRET is not/],
    [{ WECHAT_APP_SECRET: account.appSecret }, /^✗ WECHAT_APP_SECRET is set and WECHAT_APP_ID is not/],
    [{ REDIS_URL: 'redis://localhost' }, /^! REDIS_URL is set, but without an account/],
    [{ ...environment, REDIS_URL: 'localhost:6379' }, /^✗ REDIS_URL must begin with redis:/],
    [{ PORT: 'http' }, /^✗ PORT is no port: http/],
    [{ TRUSTED_PROXIES: 'nginx' }, /^✗ TRUSTED_PROXIES: .*nginx/],
  ])('are reported before the start: %j', (environment, words) => {
    const findings = contradictions(environment).map(({ mark, text }) => `${mark} ${text}`)
    expect(findings).toEqual([expect.stringMatching(words)])
  })

  it('do not include `.env.example`, filled in or not', () => {
    expect(contradictions({})).toEqual([])
    expect(contradictions({ ...environment, PORT: '8080', REDIS_URL: 'redis://localhost:6379' })).toEqual([])
  })
})

describe('the server in the sandbox', () => {
  it('signs for its own addresses, also behind TLS, and for no other', async () => {
    const { fetch } = createBackend(readSettings({}))
    expect((await fetch(ask('http://192.168.1.5:5173/a', 'http://192.168.1.5:5173'))).status).toBe(200)
    expect((await fetch(ask('https://tunnel.example.com/a', 'http://tunnel.example.com'))).status).toBe(200)
    expect((await fetch(ask('https://other.example.com/', 'http://tunnel.example.com'))).status).toBe(403)
  })
})

describe('the server in the sandbox, over Node', () => {
  const backend = createBackend(readSettings({}))
  const server = createServer((request, response) => backend.node(request, response)).listen(0, '127.0.0.1')
  afterAll(() => void server.close())

  const statusOf = (host: string, page: string) =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo
      const path = `/api/wechat/signature?url=${encodeURIComponent(page)}`
      const sent = get({ port, host: '127.0.0.1', path, headers: { host } }, ({ statusCode }) => resolve(statusCode))
      sent.on('error', reject)
    })

  it.each([
    ['x:443', 'https://x/', 200],
    ['x:443', 'http://x:443/', 200],
    ['x:80', 'http://x/', 200],
    ['x:80', 'https://x/', 200],
    ['shop.example.com', 'https://shop.example.com/', 200],
    ['x:443', 'https://y/', 403],
    ['x:99999', 'https://x/', 403],
    ['a b', 'https://x/', 403],
  ])('with the Host %s answers a signature for %s with %i', async (host, page, status) => {
    expect(await statusOf(host, page)).toBe(status)
  })
})

describe('the server with an account', () => {
  it('sends neither secret nor ticket to the page', async () => {
    const wechatApi = createFakeWechatApi(account)
    vi.stubGlobal('fetch', wechatApi.fetch)
    const backend = createBackend(readSettings(environment))
    const answer = await (await backend.fetch(ask(page))).text()
    const html = writeFacts('<head></head>', backend.facts)
    expect(answer).toContain('"signature"')
    expect(html).toContain(page)
    for (const secret of [account.appSecret, wechatApi.ticket]) expect(answer + html).not.toContain(secret)
  })

  it('shares the ticket through its store', async () => {
    const wechatApi = createFakeWechatApi(account)
    vi.stubGlobal('fetch', wechatApi.fetch)
    const store = memoryStore()
    for (let machine = 1; machine <= 2; machine++) await createBackend(readSettings(environment), { store }).sign(page)
    expect(wechatApi.requests.map(({ path }) => path)).toEqual(['/cgi-bin/stable_token', '/cgi-bin/ticket/getticket'])
  })
})

describe('the limit per client address', () => {
  it('refuses more than 60 requests a minute from one address, and no other address', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('fetch', createFakeWechatApi(account).fetch)
    const { fetch } = createBackend(readSettings(environment))
    const from = (address: string) => fetch(new Request(ask(page), { headers: { 'x-client-address': address } }))
    for (let i = 0; i < 60; i++) expect((await from('10.0.0.1')).status).toBe(200)
    const refused = await from('10.0.0.1')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    expect(await refused.json()).toMatchObject({ error: { code: 'too-many-requests' } })
    expect((await from('10.0.0.2')).status).toBe(200)
    vi.advanceTimersByTime(60_001)
    expect((await from('10.0.0.1')).status).toBe(200)
    vi.useRealTimers()
  })
})

describe('the check at startup', () => {
  const report = async (
    fake: Parameters<typeof createFakeWechatApi>[0],
    origins = environment.WECHAT_ALLOWED_ORIGINS,
  ) => {
    vi.stubGlobal('fetch', createFakeWechatApi(fake).fetch)
    const settings = readSettings({ ...environment, WECHAT_ALLOWED_ORIGINS: origins })
    return greeting(settings, await check(settings, createBackend(settings)))
  }

  it('names the variables that are not set', () => {
    expect(missing({}).map(({ text }) => text.split(' ')[0])).toEqual(['WECHAT_APP_ID', 'WECHAT_APP_SECRET'])
    expect(missing(environment)).toEqual([])
  })

  it('reports success, and shows the address for the phone', async () => {
    const text = await report(account)
    expect(text).toContain(`✓  WeChat has given a ticket to ${account.appId}`)
    expect(text).toMatch(/https:\/\/shop\.example\.com\/\n\s*█/)
  })

  it.each([
    ['a wrong secret', { ...account, appSecret: 'another' }, /✗ .*40125.*check appSecret/],
    ['a wrong appId', { ...account, appId: 'wxffffffffffffffff' }, /✗ .*40013.*check appId/],
    ['an address that is not on the white list', { ...account, allowedIps: [] }, /✗ .*40164.*IP white list/],
  ])('explains %s', async (_, fake, words) => {
    expect(await report(fake)).toMatch(words)
  })

  it.each([
    ['an address', 'http://192.168.1.5:5173', /!.*192\.168\.1\.5:5173 is not a domain/],
    ['a port', 'https://shop.example.com:8443', /!.*has a port/],
    ['a domain', 'https://shop.example.com', /!.*shop\.example\.com is on the list of JS-safe domains/],
    ['a wildcard', 'https://*.example.com', /!.*www\.example\.com is on the list of JS-safe domains/],
  ])('checks the domain of the page: %s', async (_, origin, words) => {
    expect(await report(account, origin)).toMatch(words)
  })

  it('does not print the secret', async () => {
    expect(await report({ ...account, appSecret: 'another' })).not.toContain(account.appSecret)
  })
})

it('the facts in the page cannot close their script element', () => {
  const html = writeFacts('<head></head>', { address: 'https://a.example.com/</script><script>$&' })
  expect(html.match(/<\/script>/g)).toHaveLength(1)
  expect(html).toContain('$&')
})
