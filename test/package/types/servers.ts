// What a strict project writes: compiled by types.test.ts against the packed tarball, never run.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createSecureServer } from 'node:http2'
import { createServer as createTlsServer } from 'node:https'
import express, { type NextFunction, type Request, type Response } from 'express'
import Koa from 'koa'
import { diagnose } from 'wechat-ready/doctor'
import { createLogin } from 'wechat-ready/login'
import { redisStore } from 'wechat-ready/redis'
import { createSigner, type FastifyReply, type NodeRequest, type NodeResponse, payParams } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'

const account = { appId: 'wx0123456789abcdef', appSecret: '0'.repeat(32), allowedOrigins: ['https://shop.example.com'] }
const signer = createSigner(account)
const login = createLogin({ ...account, callbackUrl: 'https://shop.example.com/login', stateSecret: '0'.repeat(32) })

createServer(signer.node)
createServer((request, response) => void signer.node(request, response))
createTlsServer((request: IncomingMessage, response: ServerResponse) => void signer.node(request, response))
createSecureServer((request, response) => void signer.node(request, response))

const app = express()
app.get('/api/wechat/signature', signer.node)
app.get('/api/wechat/signature', (request, response) => signer.node(request, response))
app.get('/:shop/signature', async (request: Request<{ shop: string }>, response: Response, next: NextFunction) => {
  await signer.node(request, response).catch(next)
})
app.get('/login', (request, response) =>
  login.node(request, response, (visitor, incoming, outgoing) => {
    incoming satisfies Request
    outgoing.redirect(visitor.openid)
  }),
)

new Koa().use(async ({ req, res }) => signer.node(req, res))

// @ts-expect-error A string is no request: the parameters are not `any`.
signer.node('request', 'response')

export const rest = [
  diagnose,
  redisStore,
  createFakeWechatApi(account).fetch satisfies typeof fetch,
  (request: NodeRequest, reply: FastifyReply) => signer.node(request, reply),
]
export const pay = async (appId: string, prepayId: string) => {
  const { timestamp } = await payParams({ appId, prepayId, privateKey: '' })
  return timestamp satisfies string
}
export const parts = (request: IncomingMessage, response: ServerResponse): [NodeRequest, NodeResponse] => [
  request,
  response,
]
