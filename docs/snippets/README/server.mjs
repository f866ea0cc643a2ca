import { createServer } from 'node:http'
import { createSigner } from 'wechat-ready/signer'

const signer = createSigner({
  appId: process.env.WECHAT_APP_ID ?? '',
  appSecret: process.env.WECHAT_APP_SECRET ?? '',
  allowedOrigins: ['https://shop.example.com'],
})

createServer((request, response) => signer.node(request, response)).listen(3000)
