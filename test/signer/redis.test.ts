import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { redisStore } from 'wechat-ready/redis'
import { hasRedis, startRedis } from './redis-server.ts'
import { createPair, isSignedWith, MINUTE, page } from './setup.ts'
import { testStore } from './store-suite.ts'

describe.skipIf(!hasRedis)('redisStore', () => {
  let server: Awaited<ReturnType<typeof startRedis>>
  const createRedis = (url = server.url) =>
    createClient({ url, socket: { reconnectStrategy: 20 } }).on('error', () => {})
  let client: ReturnType<typeof createRedis>

  beforeAll(async () => {
    server = await startRedis()
    client = await createRedis().connect()
  })
  afterAll(async () => {
    client.destroy()
    await server.stop()
  })

  let number = 0
  const createStore = () => redisStore(client, { prefix: `test ${number++}:` })

  testStore(createStore)

  test('begins its keys with wechat-ready:', async () => {
    await redisStore(client).set('key', 'value', MINUTE)
    expect(await client.get('wechat-ready:key')).toBe('value')
    expect(await client.pTTL('wechat-ready:key')).toBeGreaterThan(0)
  })

  test('has one token and one ticket for signers on two connections', async () => {
    const other = await createRedis().connect()
    const prefix = `test ${number++}:`
    const { api, ...first } = createPair({ store: redisStore(client, { prefix }) })
    const second = createPair({ store: redisStore(other, { prefix }), fetch: api.fetch, now: api.now })
    const signed = await Promise.all([first.signer, second.signer].flatMap(({ sign }) => [sign(page), sign(page)]))
    expect(signed.every((each) => isSignedWith(api.ticket, each))).toBe(true)
    expect(first.count()).toBe(2)
    other.destroy()
  })

  test('says at once that Redis is not connected', async () => {
    const closed = createRedis()
    const { api, signer } = createPair({ store: redisStore(closed) })
    await expect(signer.sign(page)).rejects.toMatchObject({
      code: 'store-unreachable',
      status: 503,
      message: "The signer's store does not answer (NOT_CONNECTED)",
    })
    expect(api.requests).toEqual([])
  })

  test('when Redis dies, the ticket in memory is served while it lives; when it is back, so is the signer', async () => {
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

  test('when Redis hangs, the error comes after the time-out, and the signer recovers', async () => {
    const hung = await startRedis()
    const connection = await createRedis(hung.url).connect()
    const { api, signer } = createPair({ store: redisStore(connection), timeouts: { store: 20, lease: 100 } })
    hung.signal('SIGSTOP')
    await expect(signer.sign(page)).rejects.toMatchObject({
      code: 'store-unreachable',
      message: "The signer's store does not answer (TimeoutError)",
    })
    hung.signal('SIGCONT')
    // The lease that was asked for is granted now, to nobody: it has to lapse.
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
})
