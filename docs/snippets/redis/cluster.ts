import { createCluster } from 'redis'
import { redisStore } from 'wechat-ready/redis'

const cluster = createCluster({ rootNodes: [{ url: 'redis://10.0.0.1:6379' }, { url: 'redis://10.0.0.2:6379' }] })
cluster.on('error', (error) => console.error('Redis:', error.code))
await cluster.connect()

export const store = redisStore(cluster)
