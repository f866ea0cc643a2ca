import { createWechat } from 'wechat-ready'
import { installSandbox } from 'wechat-ready/sandbox'

export const wechat = createWechat({ signature: installSandbox()?.sign ?? '/api/wechat/signature' })
