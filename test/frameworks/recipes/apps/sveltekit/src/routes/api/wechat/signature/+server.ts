import { createSigner } from 'wechat-ready/signer'
import { env } from '$env/dynamic/private'

let signer: ReturnType<typeof createSigner> | undefined

export function GET({ request }: { request: Request }) {
  const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', ORIGIN = 'http://localhost:5173' } = env
  signer ??= createSigner({ appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET, allowedOrigins: [ORIGIN] })
  return signer.fetch(request)
}
