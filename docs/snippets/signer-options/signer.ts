import { createSigner } from 'wechat-ready/signer'

export const signer = createSigner({
  appId: process.env.WECHAT_APP_ID ?? '',
  appSecret: process.env.WECHAT_APP_SECRET ?? '',
  allowedOrigins: ['https://shop.example.com', 'https://*.example.org'],
})
