import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { signer } from './signer.js'

const app = new Hono()

app.get('/api/wechat/signature', (context) => signer.fetch(context.req.raw))

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) })
