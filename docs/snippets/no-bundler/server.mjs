import express from 'express'
import { createSigner } from 'wechat-ready/signer'

const signer = createSigner({
  appId: process.env.WECHAT_APP_ID,
  appSecret: process.env.WECHAT_APP_SECRET,
  allowedOrigins: ['https://shop.example.com'],
})

const app = express()

app.use(express.static('public'))
app.use('/wechat-ready', express.static('node_modules/wechat-ready/dist'))
app.get('/api/wechat/signature', signer.node)

app.listen(3000)
