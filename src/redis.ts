export type { RedisClient } from './redis/dialects.ts'
export { redisStore } from './redis/store.ts'
