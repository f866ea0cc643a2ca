import { RateLimiterMemory } from 'rate-limiter-flexible'
import { createSigner } from 'wechat-ready/signer'

const limiter = new RateLimiterMemory({ points: 60, duration: 60 })

export const signer = createSigner({
  appId: process.env.WECHAT_APP_ID ?? '',
  appSecret: process.env.WECHAT_APP_SECRET ?? '',
  allowedOrigins: ['https://shop.example.com'],
  async authorize(request) {
    // Set by your own proxy; without one, a visitor can forge it.
    const visitor = request.headers.get('x-real-ip') ?? 'unknown'
    const isWithinLimit = await limiter.consume(visitor).then(
      () => true,
      () => false,
    )
    return isWithinLimit || new Response('Too many requests', { status: 429, headers: { 'retry-after': '60' } })
  },
})
