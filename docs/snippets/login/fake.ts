import { createLogin } from 'wechat-ready/login'
import { createFakeWechatApi } from 'wechat-ready/testing'

const account = { appId: 'wx0123456789abcdef', appSecret: '0'.repeat(32) }
const api = createFakeWechatApi({ ...account, visitor: { nickname: 'Ming' }, consent: 'allow' })
const login = createLogin({
  ...account,
  stateSecret: 'only for tests',
  callbackUrl: 'http://localhost:5173/login/callback',
  allowedOrigins: ['http://localhost:5173'],
  fetch: api.fetch,
})
