import * as library from 'wechat-ready'
import { bridgeSdk } from 'wechat-ready/bridge'

declare global {
  var wechatReady: typeof import('wechat-ready') & Pick<typeof import('wechat-ready/bridge'), 'bridgeSdk'>
}

// Replaced when the page is built: `VITE_SDK=bridge` runs the tests over `bridgeSdk` where they name no SDK.
const sdkOfRun = import.meta.env.VITE_SDK === 'bridge' ? { sdk: bridgeSdk } : {}

// A consumer's page that leaves the whole package to the test: each test plays its own application.
globalThis.wechatReady = {
  ...library,
  bridgeSdk,
  createWechat: (options) => library.createWechat({ ...sdkOfRun, ...options }),
}
