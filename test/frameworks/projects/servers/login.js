import { createLogin } from 'wechat-ready/login'

const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', ORIGIN = 'http://localhost:3000' } = process.env

export const login = createLogin({
  appId: WECHAT_APP_ID,
  appSecret: WECHAT_APP_SECRET,
  stateSecret: process.env.STATE_SECRET ?? 'a long random text of your own',
  callbackUrl: `${ORIGIN}/login/callback`,
  allowedOrigins: [ORIGIN],
})
