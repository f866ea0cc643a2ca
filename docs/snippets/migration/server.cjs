const express = require('express')
const { createSigner } = require('wechat-ready/signer')

const signer = createSigner({
  appId: process.env.WECHAT_APP_ID,
  appSecret: process.env.WECHAT_APP_SECRET,
  allowedOrigins: ['https://shop.example.com'],
})

const app = express()

// In place of /getAccessToken, /getTicket and /sign.
app.get('/sign', signer.node)

app.listen(3000)
