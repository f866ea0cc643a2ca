import type { Text } from './words.ts'

/** What this is, in two lines. */
export const headline: readonly [Text, Text] = [
  ["WeChat's JS-SDK as promises,", '用 Promise 调用微信 JS-SDK，'],
  ['ready on every route', '切换路由，签名不失效'],
]

export const about: Text = ["WeChat's JS-SDK, ready on every route", '微信 JS-SDK，切换路由，签名不失效']
