import { createSigner } from 'wechat-ready/signer'

let signer: ReturnType<typeof createSigner> | undefined

export default defineEventHandler((event) => {
  const { wechatAppId: appId, wechatAppSecret: appSecret, wechatOrigin } = useRuntimeConfig(event)
  signer ??= createSigner({ appId, appSecret, allowedOrigins: [wechatOrigin] })
  return signer.fetch(toWebRequest(event))
})
