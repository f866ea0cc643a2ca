import { createSigner, type Signer } from 'wechat-ready/signer'

interface Env {
  readonly WECHAT_APP_ID: string
  readonly WECHAT_APP_SECRET: string
  readonly ORIGIN: string
}

let signer: Signer | undefined

export default {
  fetch(request: Request, env: Env): Promise<Response> | Response {
    if (new URL(request.url).pathname !== '/api/wechat/signature') return new Response('not found', { status: 404 })
    // One for all requests of this worker: it keeps the ticket.
    signer ??= createSigner({
      appId: env.WECHAT_APP_ID,
      appSecret: env.WECHAT_APP_SECRET,
      allowedOrigins: [env.ORIGIN],
    })
    return signer.fetch(request)
  },
}
