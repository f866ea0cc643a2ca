import { createWechat } from 'wechat-ready/bridge'

export const wechat = createWechat({ signature: '/api/wechat/signature' })
