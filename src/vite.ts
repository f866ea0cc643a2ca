export { type WechatPluginOptions, wechat } from './vite/plugin.ts'
export type { WechatPlugin } from './vite/server.ts'
