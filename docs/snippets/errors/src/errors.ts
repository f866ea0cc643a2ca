import { isWechatError } from 'wechat-ready'

export function explain(error: unknown): string | undefined {
  if (!isWechatError(error)) throw error
  switch (error.code) {
    case 'cancelled':
      return undefined
    case 'not-in-wechat':
      return 'Open this page in WeChat'
    case 'permission-denied':
      return `This account may not use ${error.api}`
    default:
      return error.message
  }
}
