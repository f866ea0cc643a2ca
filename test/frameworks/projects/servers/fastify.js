import fastify from 'fastify'
import { signer } from './signer.js'

const app = fastify()

app.get('/api/wechat/signature', signer.node)

app.listen({ port: Number(process.env.PORT ?? 3000) })
