import type { SignerStore } from './signer/store.ts'

/** The part of a client of the official `redis` package that the store uses. */
export interface RedisClient {
  readonly isReady: boolean
  sendCommand(args: string[]): Promise<unknown>
}

// Gives back a lease only to its own holder: it may have lapsed, and be someone else's by now.
const GIVE_BACK = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"

/**
 * A store for `createSigner` on Redis, so that all servers of one account share one token and one ticket.
 *
 * `client` is a connected client of the `redis` package; listen to its `error` event, connecting and closing are yours. `prefix` begins
 * every key, default `wechat-ready:`. The token and the tickets are stored in the clear: who can read this Redis can use them.
 *
 * ```ts
 * const client = await createClient({ url: process.env.REDIS_URL }).on('error', console.error).connect()
 * const signer = createSigner({ appId, appSecret, allowedOrigins, store: redisStore(client) })
 * ```
 */
export function redisStore(client: RedisClient, { prefix = 'wechat-ready:' }: { prefix?: string } = {}): SignerStore {
  async function send(...args: string[]): Promise<unknown> {
    // The client would keep the command until it is connected again, and carry it out long after the signer has given up.
    if (!client.isReady) throw Object.assign(new Error('Redis is not connected'), { code: 'NOT_CONNECTED' })
    return client.sendCommand(args)
  }

  return {
    async get(key) {
      const value = await send('GET', prefix + key)
      return typeof value === 'string' ? value : undefined
    },

    async set(key, value, ttl) {
      await send('SET', prefix + key, value, 'PX', String(ttl))
    },

    async lease(key, ttl) {
      const name = `${prefix}lease:${key}`
      const holder = crypto.randomUUID()
      if ((await send('SET', name, holder, 'NX', 'PX', String(ttl))) !== 'OK') return undefined
      return async () => {
        await send('EVAL', GIVE_BACK, '1', name, holder)
      }
    },
  }
}
