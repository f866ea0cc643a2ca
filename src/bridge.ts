export { bridgeSdk } from './core/bridge-sdk.ts'
export { type BridgedWechatOptions, createWechat } from './core/create-bridged.ts'
