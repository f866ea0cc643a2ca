import { createSigner } from 'wechat-ready/signer'

export const runtime = 'edge'

let signer: ReturnType<typeof createSigner> | undefined

export function GET(request: Request) {
  const { WECHAT_APP_ID = '', ORIGIN = '', FAKE_WECHAT = '' } = process.env
  // The fake of the login's page answers GET alone.
  const account = {
    appId: WECHAT_APP_ID,
    appSecret: '0'.repeat(32),
    apiUrls: [FAKE_WECHAT],
    tokenApi: 'token' as const,
  }
  signer ??= createSigner({ ...account, allowedOrigins: [ORIGIN] })
  return signer.fetch(request)
}
