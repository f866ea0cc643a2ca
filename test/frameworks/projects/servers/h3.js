import { createServer } from 'node:http'
import { createApp, createRouter, defineEventHandler, toNodeListener } from 'h3'
import { signer } from './signer.js'

const router = createRouter().get(
  '/api/wechat/signature',
  defineEventHandler((event) => signer.node(event.node.req, event.node.res)),
)

createServer(toNodeListener(createApp().use(router))).listen(Number(process.env.PORT ?? 3000))
