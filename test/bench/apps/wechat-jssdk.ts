// Pays 1.4 kB at once, jweixin late. Its constructor wants the signature and its `initialize` loads jweixin, so that
// the one waits for the other. By default jweixin comes from WeChat's CDN; `customUrl` is the option for another place.
import WechatJSSDK from 'wechat-jssdk/dist/client.umd.js'
import { jsApiList, sign } from './page.ts'

let sdk: WechatJSSDK

async function start() {
  sdk = new WechatJSSDK({ ...(await sign()), jsApiList, customUrl: '/jweixin.js' })
  await sdk.initialize()
}

globalThis.app = { start, follow: async () => sdk.signSignature(await sign()) }
