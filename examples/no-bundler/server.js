import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createSigner } from 'wechat-ready/signer'

const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', PORT = '3000' } = process.env
const { ORIGIN = `http://localhost:${PORT}` } = process.env

const signer = createSigner({ appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET, allowedOrigins: [ORIGIN] })
const script = fileURLToPath(new URL('wechat-ready.global.js', import.meta.resolve('wechat-ready')))

createServer((request, response) => {
  const [path] = request.url.split('?')
  if (path === '/api/wechat/signature') return signer.node(request, response)
  if (path === '/wechat-ready.global.js') return createReadStream(script).pipe(response)
  response.setHeader('content-type', 'text/html')
  createReadStream(fileURLToPath(new URL('index.html', import.meta.url))).pipe(response)
}).listen(Number(PORT), () => console.log(`listening on ${ORIGIN}`))
