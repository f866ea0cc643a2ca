import { createSigner, type Signer } from 'wechat-ready/signer'

interface Environment {
  WECHAT_APP_ID: string
  WECHAT_APP_SECRET: string
}

let signer: Signer | undefined

export default {
  fetch(request: Request, environment: Environment, context: { waitUntil(work: Promise<unknown>): void }) {
    signer ??= createSigner({
      appId: environment.WECHAT_APP_ID,
      appSecret: environment.WECHAT_APP_SECRET,
      allowedOrigins: ['https://shop.example.com'],
    })
    return signer.fetch(request, environment, context)
  },
}
