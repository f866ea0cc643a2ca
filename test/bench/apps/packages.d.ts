declare module 'wechat-jssdk/dist/client.umd.js' {
  export default class WechatJSSDK {
    constructor(config: { appId: string; signature: string; jsApiList: string[]; customUrl: string })
    initialize(): Promise<unknown>
    signSignature(signature: { signature: string }): Promise<unknown>
  }
}
