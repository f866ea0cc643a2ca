// The handlers on the same server software in one process, for signer.js to ask in turn.
import { once } from 'node:events'
import { serve } from '@hono/node-server'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'

const account = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' }
const { fetch } = createFakeWechatApi(account)
const signer = createSigner({ ...account, allowedOrigins: ['https://shop.example.com'], fetch })

const ports = {}
const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
const body = JSON.stringify(await signer.sign('https://shop.example.com/shop/1?from=singlemessage&x=a%3Ab+c'))
const handlers = {
  'empty handler': async () => new Response(''),
  'handler with a constant answer of this size': async () => new Response(body, { headers }),
  'signer.fetch': signer.fetch,
}
for (const [name, handler] of Object.entries(handlers)) {
  const server = serve({ fetch: handler, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await once(server, 'listening')
  ports[name] = server.address().port
}
process.on('message', () => process.send(process.cpuUsage()))
// Nobody is left to ask.
process.once('disconnect', () => process.exit())
process.send(ports)
