import { createWechat } from 'wechat-ready'
import { bridgeSdk } from 'wechat-ready/bridge'

export const wechat = createWechat({ signature: '/api/wechat/signature', sdk: bridgeSdk })
