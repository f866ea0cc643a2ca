import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { redisStore } from 'wechat-ready/redis'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { hasRedis, startCluster, startRedis, startSentinel } from '../kit/redis.ts'
import { appId, appSecret, createPair, isSignedWith, page } from '../kit/signer.ts'
import { HOUR, MINUTE } from '../kit/time.ts'
import { testStore } from '../server/store-suite.ts'
import { type ClientName, type Connected, clients } from './redis-clients.ts'

describe('redisStore() refuses an unsupported client', () => {
  const method = () => {}
  const commands = { get: method, set: method, del: method, eval: method }
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['an address', 'redis://localhost'],
    ['redis 3, which has callbacks', { ...commands, sendCommand: method, send_command: method }],
    ['redis 4 in its legacy mode', { ...commands, sendCommand: method, options: { legacyMode: true } }],
    ['a client over HTTP', commands],
  ])('%s', { tags: 'redis' }, (_, client) => {
    // @ts-expect-error what is not typed may do this
    expect(() => redisStore(client)).toThrow(/^redisStore\(\) needs a client of the "redis" package from version 4 on/)
  })
})

describe.skipIf(!hasRedis).each(['alone', 'sentinel', 'cluster'] as const)(
  'redisStore on %s',
  { tags: 'redis' },
  (topology) => {
    let ports: number[]
    let stop: () => Promise<void>
    const start = {
      async alone() {
        const server = await startRedis()
        return { ports: [server.port], stop: server.stop }
      },
      async sentinel() {
        const { port, stop } = await startSentinel()
        return { ports: [port], stop }
      },
      cluster: startCluster,
    }
    beforeAll(async () => {
      const started = await start[topology]()
      ports = started.ports
      stop = started.stop
    }, 60_000)
    afterAll(() => stop())

    const names = Object.keys(clients) as ClientName[]
    describe.each(names.filter((name) => name.endsWith(` on ${topology}`)))('%s', (name) => {
      let connected: Connected
      let number = 0
      beforeAll(async () => {
        connected = await clients[name](ports)
      })
      afterAll(() => void connected.close())

      testStore(() => redisStore(connected.client, { prefix: `${name} ${number++}:` }))

      test('shares one token and one ticket between signers on two connections', async () => {
        const other = await clients[name](ports)
        const prefix = `${name} ${number++}:`
        const { api, ...first } = createPair({ store: redisStore(connected.client, { prefix }) })
        const store = redisStore(other.client, { prefix })
        const second = createPair({ store, fetch: api.fetch, now: api.now })
        const signed = await Promise.all([first.signer, second.signer].flatMap(({ sign }) => [sign(page), sign(page)]))
        expect(signed.every((each) => isSignedWith(api.ticket, each))).toBe(true)
        expect(first.count()).toBe(2)
        other.close()
      })
    })
  },
)

describe.skipIf(!hasRedis)('redisStore', () => {
  let server: Awaited<ReturnType<typeof startRedis>>
  const createRedis = (url = server.url, more = {}) =>
    createClient({ url, socket: { reconnectStrategy: 20 }, ...more }).on('error', () => {})
  let client: ReturnType<typeof createRedis>

  beforeAll(async () => {
    server = await startRedis()
    client = await createRedis().connect()
  })
  afterAll(async () => {
    client.destroy()
    await server.stop()
  })

  test('prefixes its keys with wechat-ready:', async () => {
    await redisStore(client).set('key', 'value', MINUTE)
    expect(await client.get('wechat-ready:key')).toBe('value')
    expect(await client.pTTL('wechat-ready:key')).toBeGreaterThan(0)
  })

  test('with parsed values shares one token and one ticket between 20 new servers', async () => {
    const api = createFakeWechatApi({ appId, appSecret })
    const store = redisStore(client, { prefix: 'parsed:' })
    const parsing = { ...store, get: async (key: string) => JSON.parse((await store.get(key)) ?? 'null') }
    const signers = Array.from({ length: 20 }, () => createPair({ store: parsing, fetch: api.fetch, now: Date.now }))
    const signed = await Promise.all(signers.map(({ signer }) => signer.sign(page)))
    expect(signed.filter((one) => !isSignedWith(api.ticket, one))).toEqual([])
    expect(api.requests.map(({ path }) => path)).toEqual(['/cgi-bin/stable_token', '/cgi-bin/ticket/getticket'])
    expect(signers.flatMap(({ errors }) => errors)).toEqual([])
  })

  test('rejects at once if Redis is not connected', async () => {
    const closed = createRedis()
    const { api, signer } = createPair({ store: redisStore(closed) })
    await expect(signer.sign(page)).rejects.toMatchObject({
      code: 'store-unreachable',
      status: 503,
      message: "The signer's store does not answer (NOT_CONNECTED)",
    })
    expect(api.requests).toEqual([])
  })

  test('serves the ticket in memory while Redis is down, and recovers', async () => {
    const mortal = await startRedis()
    const connection = await createRedis(mortal.url).connect()
    const { api, signer, errors } = createPair({ store: redisStore(connection) })
    await signer.sign(page)
    await mortal.stop()
    await expect.poll(() => connection.isReady).toBe(false)
    for (const minutes of [1, 28, 30, 60]) {
      api.advance(minutes * MINUTE)
      expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    }
    expect(errors).toContainEqual(expect.objectContaining({ code: 'store-unreachable' }))
    api.advance(MINUTE)
    await expect(signer.sign(page)).rejects.toMatchObject({ code: 'store-unreachable' })

    const born = await startRedis(mortal.port)
    await expect.poll(() => connection.isReady).toBe(true)
    api.advance(MINUTE)
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    connection.destroy()
    await born.stop()
  })

  test('rejects after the time-out while Redis hangs, and recovers', async () => {
    const hung = await startRedis()
    const connection = await createRedis(hung.url).connect()
    const { api, signer } = createPair({ store: redisStore(connection), timeouts: { store: 20, lease: 100 } })
    hung.signal('SIGSTOP')
    await expect(signer.sign(page)).rejects.toMatchObject({
      code: 'store-unreachable',
      message: "The signer's store does not answer (TimeoutError)",
    })
    hung.signal('SIGCONT')
    // The lease that was asked for is granted now, to nobody, and given back.
    await expect
      .poll(() =>
        signer.sign(page).then(
          (signed) => isSignedWith(api.ticket, signed),
          () => false,
        ),
      )
      .toBe(true)
    connection.destroy()
    await hung.stop()
  })

  test('releases a lease that is granted after the time-out', async () => {
    const hung = await startRedis()
    const connection = await createRedis(hung.url).connect()
    const { signer } = createPair({ store: redisStore(connection), timeouts: { store: 100, lease: HOUR } })
    const store = redisStore(connection)
    store.get = async () => undefined
    const slow = createPair({ store, timeouts: { store: 20, lease: HOUR } })
    hung.signal('SIGSTOP')
    await expect(slow.signer.sign(page)).rejects.toMatchObject({ code: 'store-unreachable' })
    hung.signal('SIGCONT')
    await expect.poll(() => connection.exists('wechat-ready:lease:wx0123456789abcdef:ticket:jsapi')).toBe(0)
    await expect.poll(() => signer.sign(page).catch(() => undefined)).toBeDefined()
    connection.destroy()
    await hung.stop()
  })

  describe('if Redis denies', () => {
    const users: Connected[] = []
    beforeEach(() => client.flushAll())
    afterEach(() => {
      for (const { close } of users.splice(0)) close()
    })

    async function connectAs(...rules: string[]) {
      await client.sendCommand(['ACL', 'SETUSER', 'limited', 'reset', 'on', 'nopass', '~*', '&*', '+@all', ...rules])
      const limited = await createRedis(server.url, { username: 'limited', password: 'any' }).connect()
      users.push({ client: limited, close: () => limited.destroy() })
      return redisStore(limited)
    }

    test('EVAL, the lease is released all the same, and delays no caller', async () => {
      const store = await connectAs('-eval')
      const { api, signer, errors } = createPair({ store })
      await signer.sign(page)
      expect(await client.keys('*lease*')).toEqual([])
      api.revokeTicket()
      expect(isSignedWith(api.ticket, await signer.sign(page, { reason: 'invalid-signature' }))).toBe(true)
      expect(errors).toEqual([])
    })

    test('EVAL, the lease of the next holder is kept', async () => {
      const store = await connectAs('-eval')
      const giveBack = await store.lease('key', HOUR)
      await client.set('wechat-ready:lease:key', 'another holder')
      await giveBack?.()
      expect(await client.get('wechat-ready:lease:key')).toBe('another holder')
    })

    test('writes, as on a replica, stored tickets are used', async () => {
      const { api, signer } = createPair({ store: redisStore(client) })
      await signer.sign(page)
      const readOnly = createPair({ store: await connectAs('-@write', '-eval'), now: api.now, fetch: api.fetch })
      expect(isSignedWith(api.ticket, await readOnly.signer.sign(page))).toBe(true)
      // Due for a refresh that it cannot have; the ticket is good all the same.
      api.advance(26 * MINUTE)
      const another = createPair({ store: await connectAs('-@write', '-eval'), now: api.now, fetch: api.fetch })
      expect(isSignedWith(api.ticket, await another.signer.sign(page))).toBe(true)
      expect(another.errors).toEqual([
        expect.objectContaining({ message: "The signer's store does not answer (NOPERM)" }),
      ])
      expect(api.requests).toHaveLength(2)
    })
  })

  test('replaces a key that is not a string, and reports it to onError', async () => {
    await client.del('wechat-ready:wx0123456789abcdef:ticket:jsapi')
    await client.lPush('wechat-ready:wx0123456789abcdef:ticket:jsapi', 'a list')
    const { api, signer, errors } = createPair({ store: redisStore(client) })
    expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
    expect(errors).toEqual([
      expect.objectContaining({
        code: 'store-value-invalid',
        message: 'The stored value at "wx0123456789abcdef:ticket:jsapi" is not a string',
      }),
    ])
    expect(await client.get('wechat-ready:wx0123456789abcdef:ticket:jsapi')).toContain(api.ticket)
  })
})
