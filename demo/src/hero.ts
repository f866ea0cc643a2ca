import { catalogue } from './catalogue.ts'
import type { Text } from './words.ts'

export const headline: Text = ["WeChat's JS-SDK, ready on every route", '每个路由都就绪的微信 JS-SDK']

export const about: Text = [
  "One promise a call. Signed again when the page's URL changes. Errors that say what to do.",
  '一次调用，一个 Promise。URL 变化时自动重新签名。错误会告诉你该怎么做。',
]

/** What is tried first, on a screen that has the room. */
export const featured = catalogue
  .flatMap(({ apis }) => Object.entries(apis))
  .filter(([name]) => ['chooseImage', 'scanQRCode', 'getLocation'].includes(name))
