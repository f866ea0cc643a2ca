import { createSentinel } from 'redis'
import { redisStore } from 'wechat-ready/redis'

const sentinel = createSentinel({ name: 'mymaster', sentinelRootNodes: [{ host: '10.0.0.1', port: 26_379 }] })
sentinel.on('error', (error) => console.error('Redis:', error.code))
await sentinel.connect()

export const store = redisStore(sentinel)
