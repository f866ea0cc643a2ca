import type { Lease, SignerStore } from '../server/store.ts'
import { type Commands, commandsOf, type RedisClient } from './dialects.ts'

// Only for the holder: the lease may have lapsed, and another process may hold it now.
const IF_HELD = "if redis.call('get', KEYS[1]) == ARGV[1] then return"
const END = `${IF_HELD} redis.call('del', KEYS[1]) end return 0`
const EXTEND = `${IF_HELD} redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`

/**
 * A store for `createSigner` and `createLogin` on Redis, so that all servers of one account share one token and one
 * ticket.
 *
 * `client` is a connected client of the `redis` package (`createClient`, `createClientPool`, `createCluster`,
 * `createSentinel`) or of `ioredis` (`Redis`, `Redis.Cluster`). The app connects and closes it, and listens to its
 * `error` event. `prefix` begins every key, default `wechat-ready:`. The token and the tickets are stored unencrypted:
 * with read access to this Redis they can be used.
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

  return {
    async get(key) {
      // A value that is not a string is reported by the caller.
      return ((await redis.get(prefix + key)) ?? undefined) as string | undefined
    },

    async set(key, value, ttl) {
      await redis.set(prefix + key, value, ttl)
    },

    async lease(key, ttl) {
      const name = `${prefix}lease:${key}`
      const holder = crypto.randomUUID()
      const taken = performance.now()
      if ((await redis.setIfAbsent(name, holder, ttl)) !== 'OK') return undefined
      return createLease(redis, { name, holder, until: taken + ttl })
    },
  }
}

/** A lease in Redis; `until` by `performance.now()`. */
function createLease(redis: Commands, lease: { name: string; holder: string; until: number }): Lease {
  const { name, holder } = lease
  let { until } = lease
  let span = until - performance.now()

  /** Where scripts are denied: in two steps, while the lease is so far from its end that it cannot lapse in between. */
  async function inSteps(change: () => Promise<unknown>): Promise<void> {
    const isHeld = (await redis.get(name)) === holder
    if (isHeld && performance.now() < until - span / 2) await change()
  }

  async function end(): Promise<void> {
    try {
      await redis.eval(END, name, [holder])
    } catch {
      await inSteps(() => redis.del(name))
    }
  }

  async function extend(ttl: number): Promise<void> {
    const extended = performance.now() + ttl
    try {
      await redis.eval(EXTEND, name, [holder, String(ttl)])
    } catch {
      await inSteps(() => redis.set(name, holder, ttl))
    }
    until = extended
    span = ttl
  }

  return Object.assign(end, { extend })
}
