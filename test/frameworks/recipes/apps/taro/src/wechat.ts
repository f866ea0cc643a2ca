import { createWechat } from 'wechat-ready'

export const wechat = createWechat({ signature: '/api/wechat/signature' })
