import { createWechat } from 'wechat-ready'
import { installSandbox } from 'wechat-ready/sandbox'

const endpoint = '/api/wechat/signature'

// In a browser that is not WeChat the sandbox stands in for it, and signs by itself. A production build drops it.
const signature = process.env.NODE_ENV === 'development' ? (installSandbox()?.sign ?? endpoint) : endpoint

export const wechat = createWechat({ signature })
