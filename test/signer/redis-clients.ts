import { Cluster, Redis } from 'ioredis'
import { createClient, createClientPool, createCluster, createSentinel } from 'redis'
import type { RedisClient } from 'wechat-ready/redis'

/** Where the servers listen: `alone`, `sentinel` or `cluster` by the client's name. */
export type Ports = number[]

export interface Connected {
  client: RedisClient
  close(): unknown
}

const host = '127.0.0.1'
const quiet = () => {}
const reconnect = { reconnectStrategy: 20 }

/** Every client that the store takes, connected. */
export const clients = {
  'redis createClient on alone': async ([port]: Ports) => {
    const client = createClient({ socket: { host, port, ...reconnect } }).on('error', quiet)
    await client.connect()
    return { client, close: () => client.destroy() }
  },
  'redis createClientPool on alone': async ([port]: Ports) => {
    const client = createClientPool({ socket: { host, port, ...reconnect } }, { minimum: 1, maximum: 3 })
    client.on('error', quiet)
    await client.connect()
    return { client, close: () => client.destroy() }
  },
  'redis createSentinel on sentinel': async ([port = 0]: Ports) => {
    const client = createSentinel({ name: 'shop', sentinelRootNodes: [{ host, port }], scanInterval: 100 })
    client.on('error', quiet)
    await client.connect()
    return { client, close: () => client.destroy() }
  },
  'redis createCluster on cluster': async (ports: Ports) => {
    const client = createCluster({ rootNodes: ports.map((port) => ({ socket: { host, port } })) }).on('error', quiet)
    await client.connect()
    return { client, close: () => client.destroy() }
  },
  'ioredis Redis on alone': async ([port]: Ports) => {
    const client = new Redis({ host, port, retryStrategy: () => 20 }).on('error', quiet)
    return { client, close: () => client.disconnect() }
  },
  'ioredis Redis on sentinel': async ([port]: Ports) => {
    const client = new Redis({ name: 'shop', sentinels: [{ host, port }], sentinelRetryStrategy: () => 50 })
    client.on('error', quiet)
    return { client, close: () => client.disconnect() }
  },
  'ioredis Redis.Cluster on cluster': async (ports: Ports) => {
    const client = new Cluster(ports.map((port) => ({ host, port }))).on('error', quiet)
    return { client, close: () => client.disconnect() }
  },
} satisfies Record<string, (ports: Ports) => Promise<Connected>>

export type ClientName = keyof typeof clients
