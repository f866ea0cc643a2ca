import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import express from 'express'
import { createSigner } from 'wechat-ready/signer'

const signer = createSigner({
  appId: process.env.WECHAT_APP_ID ?? '',
  appSecret: process.env.WECHAT_APP_SECRET ?? '',
  allowedOrigins: ['https://shop.example.com'],
})

const app = express()

app.get('/api/wechat/signature', signer.node)

app.post('/api/pictures', express.json(), async (req, res) => {
  for (const serverId of req.body) {
    const picture = await signer.media(String(serverId))
    await writeFile(`pictures/${randomUUID()}`, Buffer.from(await picture.arrayBuffer()))
  }
  res.sendStatus(204)
})

app.listen(3000)
