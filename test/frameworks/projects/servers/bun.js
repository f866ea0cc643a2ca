import { signer } from './signer.js'

Bun.serve({
  port: Number(process.env.PORT ?? 3000),
  routes: { '/api/wechat/signature': (request) => signer.fetch(request) },
  fetch: () => new Response('Not found', { status: 404 }),
})
