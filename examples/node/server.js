import { fileURLToPath } from 'node:url'
import express from 'express'
import { createSigner } from 'wechat-ready/signer'

const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', PORT = '3000' } = process.env
const { ORIGIN = `http://localhost:${PORT}` } = process.env

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const signer = createSigner({ appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET, allowedOrigins: [ORIGIN] })

express()
  .get('/api/wechat/signature', (request, response) => signer.node(request, response))
  .use(express.static(at('public')))
  // The library as a classic script, for a page that no bundler makes.
  .use(express.static(fileURLToPath(new URL('.', import.meta.resolve('wechat-ready'))), { index: false }))
  .listen(Number(PORT), () => console.log(`listening on ${ORIGIN}`))
