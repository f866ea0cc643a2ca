import type { SignerStore } from '../signer/store.ts'
import { commandsOf, type RedisClient } from './dialects.ts'

// Gives back a lease only to its own holder: it may have lapsed, and be someone else's by now.
const GIVE_BACK = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"

/**
 * A store for `createSigner` and `createLogin` on Redis, so that all servers of one account share one token and one
 * ticket.
 *
 * `client` is a connected client of the `redis` package (`createClient`, `createClientPool`, `createCluster`,
 * `createSentinel`) or of `ioredis` (`Redis`, `Redis.Cluster`); listen to its `error` event, connecting and closing are
 * yours. `prefix` begins every key, default `wechat-ready:`. The token and the tickets are stored in the clear: who can
 * read this Redis can use them.
 *
 * Throws a `TypeError` for any other client.
 *
 * ```ts
 * const client = await createClient({ url: process.env.REDIS_URL }).on('error', console.error).connect()
 * const signer = createSigner({ appId, appSecret, allowedOrigins, store: redisStore(client) })
 * ```
 */
export function redisStore(client: RedisClient, { prefix = 'wechat-ready:' }: { prefix?: string } = {}): SignerStore {
  const redis = commandsOf(client)

  /** Where scripts are denied: in two steps, which nobody comes between while the lease is far from its end. */
  async function giveBackInSteps(name: string, holder: string, isFarFromItsEnd: () => boolean): Promise<void> {
    const isOurs = (await redis.get(name)) === holder
    if (isOurs && isFarFromItsEnd()) await redis.del(name)
  }

  return {
    async get(key) {
      // Whatever is no text is the signer's to complain of.
      return ((await redis.get(prefix + key)) ?? undefined) as string | undefined
    },

    async set(key, value, ttl) {
      await redis.set(prefix + key, value, ttl)
    },

    async lease(key, ttl) {
      const name = `${prefix}lease:${key}`
      const holder = crypto.randomUUID()
      const halfOver = performance.now() + ttl / 2
      if ((await redis.setIfAbsent(name, holder, ttl)) !== 'OK') return undefined
      return async () => {
        try {
          await redis.eval(GIVE_BACK, name, holder)
        } catch {
          await giveBackInSteps(name, holder, () => performance.now() < halfOver)
        }
      }
    },
  }
}
