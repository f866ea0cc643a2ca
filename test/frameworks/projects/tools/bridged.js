import { createWechat } from 'wechat-ready/bridge'

window.wechat = createWechat({ signature: '/api/wechat/signature' })
