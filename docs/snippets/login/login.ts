import { createLogin } from 'wechat-ready/login'
import { account, origin } from './account'

export const login = createLogin({
  ...account,
  stateSecret: process.env.LOGIN_STATE_SECRET ?? '',
  callbackUrl: `${origin}/login/callback`,
  allowedOrigins: [origin],
})
