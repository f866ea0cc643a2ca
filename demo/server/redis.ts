import { redisStore } from 'wechat-ready/redis'

/** Milliseconds that a Redis has to answer at the start. */
const CONNECT_PATIENCE_MS = 5000

/** Milliseconds between two tries to reach a Redis that has gone away. */
const RETRY_PAUSE_MS = 2000

/**
 * Opens the Redis that the servers of one account share.
 *
 * @throws when it cannot be reached: at the start that is a mistake in the settings, and nobody waits for it.
 */
export async function openRedis(url: string) {
  const { createClient } = await import('redis')
  let isOpen = false
  let isAway = false
  const client = createClient({
    url,
    socket: {
      connectTimeout: CONNECT_PATIENCE_MS,
      reconnectStrategy: (_tries, cause) => (isOpen ? RETRY_PAUSE_MS : cause),
    },
  })
  // Once for each time that it goes away, rather than at each try.
  client.on('error', (error) => {
    if (isOpen && !isAway)
      console.error(`  !  Redis is away: ${reason(error)}. This process goes on with the ticket that it has`)
    isAway = true
  })
  client.on('ready', () => {
    if (isAway) console.error('  ✓  Redis is back')
    isAway = false
  })
  try {
    await client.connect()
  } catch (error) {
    // Without what may stand before the host: a password.
    throw new Error(`The Redis at ${new URL(url).host} cannot be used: ${reason(error)}. Start it, or unset REDIS_URL`)
  }
  isOpen = true
  return { store: redisStore(client), redis: client }
}

const reason = (error: unknown): string => {
  const { code, message } = error as Error & { code?: string }
  return code ?? message
}
