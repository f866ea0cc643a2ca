type Method = (...args: never[]) => unknown

/**
 * A connected client: `createClient`, `createClientPool`, `createCluster` or `createSentinel` of the `redis` package
 * from version 4 on, `Redis` or `Redis.Cluster` of `ioredis`.
 */
export interface RedisClient {
  get: Method
  set: Method
  del: Method
  eval: Method
  sendCommand: Method
}

/** The commands that the store needs, the same for every client. */
export interface Commands {
  get(key: string): Promise<unknown>
  set(key: string, value: string, ttl: number): Promise<unknown>
  /** Answers `'OK'` where there was nothing before. */
  setIfAbsent(key: string, value: string, ttl: number): Promise<unknown>
  del(key: string): Promise<unknown>
  eval(script: string, key: string, values: string[]): Promise<unknown>
}

interface NodeRedis {
  /** A pool has `isOpen` alone; the cluster of version 4 neither. */
  isReady?: boolean
  isOpen?: boolean
  options?: { legacyMode?: boolean }
  get(key: string): Promise<unknown>
  set(key: string, value: string, options: { PX: number; NX?: true }): Promise<unknown>
  del(key: string): Promise<unknown>
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
}

interface IoRedis {
  status: string
  get(key: string): Promise<unknown>
  set(key: string, value: string, px: 'PX', ttl: number, nx?: 'NX'): Promise<unknown>
  del(key: string): Promise<unknown>
  eval(script: string, keys: number, key: string, ...values: string[]): Promise<unknown>
}

/** Throws a `TypeError` for an unknown client. */
export function commandsOf(client: unknown): Commands {
  const has = (...names: string[]) => names.every((name) => typeof (client as never)?.[name] === 'function')
  if (has('get', 'set', 'del', 'eval', 'sendCommand')) {
    if (has('defineCommand')) return ofIoRedis(client as IoRedis)
    // Version 3 of `redis` has callbacks, and so has the legacy mode of version 4.
    if (!has('send_command') && !(client as NodeRedis).options?.legacyMode) return ofNodeRedis(client as NodeRedis)
  }
  throw new TypeError(
    'redisStore() needs a client of the "redis" package from version 4 on (createClient, createClientPool, createCluster, ' +
      'createSentinel) or of "ioredis" (Redis, Redis.Cluster)',
  )
}

// A client would queue the command until it is connected again, and run it long after the signer's time-out.
function need(isConnected: boolean): void {
  if (!isConnected) throw Object.assign(new Error('Redis is not connected'), { code: 'NOT_CONNECTED' })
}

function ofNodeRedis(client: NodeRedis): Commands {
  const connected = () => {
    need(client.isReady ?? client.isOpen ?? true)
    return client
  }
  return {
    get: async (key) => connected().get(key),
    set: async (key, value, ttl) => connected().set(key, value, { PX: ttl }),
    setIfAbsent: async (key, value, ttl) => connected().set(key, value, { PX: ttl, NX: true }),
    del: async (key) => connected().del(key),
    eval: async (script, key, values) => connected().eval(script, { keys: [key], arguments: values }),
  }
}

function ofIoRedis(client: IoRedis): Commands {
  const connected = () => {
    // It connects by itself, from the constructor on or with the first command.
    need(['ready', 'wait', 'connecting', 'connect'].includes(client.status))
    return client
  }
  return {
    get: async (key) => connected().get(key),
    set: async (key, value, ttl) => connected().set(key, value, 'PX', ttl),
    setIfAbsent: async (key, value, ttl) => connected().set(key, value, 'PX', ttl, 'NX'),
    del: async (key) => connected().del(key),
    eval: async (script, key, values) => connected().eval(script, 1, key, ...values),
  }
}
