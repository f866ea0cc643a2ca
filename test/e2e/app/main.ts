import * as library from 'wechat-ready'

declare global {
  var wechatReady: typeof import('wechat-ready')
}

// A consumer's page that leaves the whole package to the test: each test plays its own application.
globalThis.wechatReady = library
