import { createLogin } from 'wechat-ready/login'

const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', LOGIN_STATE_SECRET = '' } = process.env

export const login = createLogin({
  appId: WECHAT_APP_ID,
  appSecret: WECHAT_APP_SECRET,
  stateSecret: LOGIN_STATE_SECRET,
  callbackUrl: 'https://shop.example.com/login/callback',
  allowedOrigins: ['https://shop.example.com'],
})
