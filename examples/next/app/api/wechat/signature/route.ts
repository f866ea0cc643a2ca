import { connection } from 'next/server'
import { createSigner } from 'wechat-ready/signer'

const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', ORIGIN = 'http://localhost:3000' } = process.env

let signer: ReturnType<typeof createSigner> | undefined

export async function GET(request: Request) {
  // Waits for a real request: `next build` must not call this handler, since it has no credentials.
  await connection()
  signer ??= createSigner({ appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET, allowedOrigins: [ORIGIN] })
  return signer.fetch(request)
}
