import type { Platform } from 'wechat-ready/testing'
import type { Text } from './words.ts'

/** A client, or a browser that is not WeChat. */
export type Played = Platform | 'none'

export const platforms: Readonly<Record<Played, Text>> = {
  android: ['Android', '安卓'],
  ios: ['iPhone', 'iPhone'],
  harmony: ['HarmonyOS', '鸿蒙'],
  windows: ['Windows', 'Windows'],
  mac: ['Mac', 'Mac'],
  devtools: ['DevTools', '开发者工具'],
  none: ['Not WeChat', '非微信环境'],
}
