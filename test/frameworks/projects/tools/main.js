import { createWechat } from 'wechat-ready'

window.wechat = createWechat({ signature: '/api/wechat/signature' })
