import type { NextApiRequest, NextApiResponse } from 'next'
import { createSigner } from 'wechat-ready/signer'

const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', ORIGIN = 'http://localhost:3000' } = process.env

let signer: ReturnType<typeof createSigner> | undefined

export default function handler(request: NextApiRequest, response: NextApiResponse) {
  signer ??= createSigner({ appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET, allowedOrigins: [ORIGIN] })
  return signer.node(request, response)
}
