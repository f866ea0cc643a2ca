const { createSigner } = require('wechat-ready/signer')

const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', ORIGIN = 'https://shop.example.com' } = process.env

exports.signer = createSigner({
  appId: WECHAT_APP_ID,
  appSecret: WECHAT_APP_SECRET,
  allowedOrigins: [ORIGIN],
})
