import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { sandboxScript } from 'wechat-ready/sandbox'
import { createSigner } from 'wechat-ready/signer'

const { WECHAT_APP_ID, WECHAT_APP_SECRET = '', PORT = '3000' } = process.env
const { ORIGIN = `http://localhost:${PORT}` } = process.env

const sandbox = () => `${sandboxScript()}\nwindow.sandbox = window.fakeWechat`

// Without an account there is nothing to sign with: the page plays WeChat by itself.
const signer =
  WECHAT_APP_ID && createSigner({ appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET, allowedOrigins: [ORIGIN] })
const script = fileURLToPath(new URL('wechat-ready.global.js', import.meta.resolve('wechat-ready')))
const page = fileURLToPath(new URL('index.html', import.meta.url))

createServer((request, response) => {
  const [path] = request.url.split('?')
  if (path === '/api/wechat/signature' && signer) return signer.node(request, response)
  response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'text/html')
  if (path === '/sandbox.js') return response.end(signer ? '' : sandbox())
  if (path === '/wechat-ready.global.js') return createReadStream(script).pipe(response)
  createReadStream(page).pipe(response)
}).listen(Number(PORT), () => console.log(`${ORIGIN}${signer ? '' : ' (no account: the page plays WeChat)'}`))
