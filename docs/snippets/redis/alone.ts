import { createClient } from 'redis'
import { redisStore } from 'wechat-ready/redis'
import { createSigner } from 'wechat-ready/signer'

const client = createClient({ url: process.env.REDIS_URL ?? 'redis://localhost:6379' })
client.on('error', (error) => console.error('Redis:', error.code))
await client.connect()

export const signer = createSigner({
  appId: process.env.WECHAT_APP_ID ?? '',
  appSecret: process.env.WECHAT_APP_SECRET ?? '',
  allowedOrigins: ['https://shop.example.com'],
  store: redisStore(client),
})
