import { Cluster, Redis } from 'ioredis'
import { redisStore } from 'wechat-ready/redis'

export const alone = redisStore(new Redis('redis://localhost:6379'))
export const bySentinel = redisStore(new Redis({ name: 'mymaster', sentinels: [{ host: '10.0.0.1', port: 26_379 }] }))
export const onCluster = redisStore(new Cluster([{ host: '10.0.0.1', port: 6379 }]))
