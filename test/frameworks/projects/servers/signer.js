import { createSigner } from 'wechat-ready/signer'

const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', ORIGIN = 'https://shop.example.com' } = process.env

export const signer = createSigner({
  appId: WECHAT_APP_ID,
  appSecret: WECHAT_APP_SECRET,
  allowedOrigins: [ORIGIN],
})
