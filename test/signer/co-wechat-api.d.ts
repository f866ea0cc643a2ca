declare module 'co-wechat-api' {
  export default class WechatApi {
    constructor(appId: string, appSecret: string)
    getAccessToken(): Promise<{ accessToken: string }>
    getJsConfig(options: {
      url: string
      jsApiList?: string[]
    }): Promise<{ appId: string; timestamp: number; nonceStr: string; signature: string }>
  }
}
