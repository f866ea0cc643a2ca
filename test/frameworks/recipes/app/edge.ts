import { createSigner } from 'wechat-ready/signer'

export const runtime = 'edge'

const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', ORIGIN = '' } = process.env

let signer: ReturnType<typeof createSigner> | undefined

export function GET(request: Request) {
  signer ??= createSigner({ appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET, allowedOrigins: [ORIGIN] })
  return signer.fetch(request)
}
