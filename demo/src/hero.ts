import type { Text } from './words.ts'

export const headline: Text = ["WeChat's JS-SDK, ready on every route", '微信 JS-SDK，每个路由都就绪']

export const about: Text = [
  'Every call returns a promise. The page is signed again when its URL changes. Errors say what to do.',
  '每次调用都返回 Promise。URL 变化时自动重新签名。错误会告诉你该怎么做。',
]
