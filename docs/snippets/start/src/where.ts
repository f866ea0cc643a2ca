import { isWechatError } from 'wechat-ready'
import { wechat } from './wechat'

export async function whereAmI(): Promise<string> {
  try {
    const { latitude, longitude } = await wechat.getLocation({ type: 'gcj02' })
    return `${latitude}, ${longitude}`
  } catch (error) {
    if (isWechatError(error, 'not-in-wechat')) return 'Open this page in WeChat'
    if (isWechatError(error, 'cancelled')) return 'Cancelled'
    throw error
  }
}
