import type { Text } from './words.ts'

/** What this is, in two lines. */
export const headline: readonly [Text, Text] = [
  ["WeChat's JS-SDK as promises,", '用 Promise 调用微信 JS-SDK，'],
  ['ready on every route', '每个路由都就绪'],
]

export const about: Text = ["WeChat's JS-SDK, ready on every route", '微信 JS-SDK，每个路由都就绪']
