export * from '../kit/redis.ts'
