import { createWechat, type SignatureOf } from 'wechat-ready'

const { wechatSignature } = globalThis as { wechatSignature?: SignatureOf }

export const wechat = createWechat({ signature: '/api/wechat/signature', initialSignature: wechatSignature })
