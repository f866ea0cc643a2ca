export { detectEnvironment, type WechatEnvironment } from './core/environment.ts'
