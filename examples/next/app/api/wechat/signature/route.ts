import { createSigner } from 'wechat-ready/signer'

const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', ORIGIN = 'http://localhost:3000' } = process.env

let signer: ReturnType<typeof createSigner> | undefined

// Made when it is first asked for: `next build` has no credentials.
export function GET(request: Request) {
  signer ??= createSigner({ appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET, allowedOrigins: [ORIGIN] })
  return signer.fetch(request)
}
