import { createClientPool } from 'redis'
import { redisStore } from 'wechat-ready/redis'

const pool = createClientPool({ url: 'redis://localhost:6379' }, { minimum: 1, maximum: 10 })
pool.on('error', (error) => console.error('Redis:', error.code))
await pool.connect()

export const store = redisStore(pool)
