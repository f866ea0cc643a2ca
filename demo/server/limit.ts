import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'

/**
 * Signatures that one client gets in a minute: a person who clicks through a shop needs a few, a script that burns
 * somebody's quota many.
 */
const limit = { keyPrefix: 'wechat-ready:limit', points: 60, duration: 60 }

/**
 * Where the server puts the address that a request came from. Whatever the request itself says there is overwritten.
 */
export const clientAddress = 'x-client-address'

/**
 * An `authorize` hook for the signer: so many signatures a minute for each client, counted by all servers together
 * where there is a Redis.
 *
 * @param redis a connected client of the official package
 */
export function limitPerClient(redis?: object): (request: Request) => Promise<true | Response> {
  const limiter: RateLimiterAbstract = redis
    ? new RateLimiterRedis({
        ...limit,
        storeClient: redis,
        useRedisPackage: true,
        // Redis away: this process counts alone.
        insuranceLimiter: new RateLimiterMemory(limit),
      })
    : new RateLimiterMemory(limit)

  return async (request) => {
    try {
      await limiter.consume(request.headers.get(clientAddress) ?? '')
      return true
    } catch (refused) {
      if (refused instanceof Error) throw refused
      const { msBeforeNext } = refused as { msBeforeNext: number }
      return Response.json(
        { error: { code: 'too-many-requests', message: `At most ${limit.points} signatures a minute` } },
        {
          status: 429,
          headers: { 'retry-after': String(Math.ceil(msBeforeNext / 1000)), 'cache-control': 'no-store' },
        },
      )
    }
  }
}
