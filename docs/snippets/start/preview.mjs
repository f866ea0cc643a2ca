import { readFileSync } from 'node:fs'
import express from 'express'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi, fakeWechatScript } from 'wechat-ready/testing'

// An account that exists nowhere, and WeChat's HTTP API for it.
const account = { appId: 'wx0123456789abcdef', appSecret: '0'.repeat(32) }
const api = createFakeWechatApi(account)

const signer = createSigner({ ...account, allowedOrigins: ['http://localhost:3000'], fetch: api.fetch })

// The client that checks the signatures, put before the page's own scripts.
const client = fakeWechatScript({ platform: 'android', appId: account.appId, ticket: api.ticket })
const page = readFileSync('dist/index.html', 'utf8').replace('<head>', () => `<head><script>${client}</script>`)

const app = express()

app.get('/api/wechat/signature', signer.node)
app.use(express.static('dist', { index: false }))
app.use((_request, response) => response.send(page))

app.listen(3000, () => console.log('http://localhost:3000/'))
