import { fileURLToPath } from 'node:url'
import express from 'express'
import { sandboxScript } from 'wechat-ready/sandbox'
import { createSigner } from 'wechat-ready/signer'

const { WECHAT_APP_ID, WECHAT_APP_SECRET = '', PORT = '3000' } = process.env
const { ORIGIN = `http://localhost:${PORT}` } = process.env

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const sandbox = () => `${sandboxScript()}\nwindow.sandbox = window.fakeWechat`

// Without an account there is nothing to sign with: the page plays WeChat by itself.
const signer =
  WECHAT_APP_ID && createSigner({ appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET, allowedOrigins: [ORIGIN] })

express()
  .get('/api/wechat/signature', (request, response, next) => (signer ? signer.node(request, response) : next()))
  .get('/sandbox.js', (_, response) => response.type('js').send(signer ? '' : sandbox()))
  .use(express.static(at('public')))
  // The library as a classic script, for a page that no bundler makes.
  .use(express.static(fileURLToPath(new URL('.', import.meta.resolve('wechat-ready'))), { index: false }))
  .listen(Number(PORT), () => console.log(`${ORIGIN}${signer ? '' : ' (no account: the page plays WeChat)'}`))
