import { createLogin } from 'wechat-ready/login'

const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', LOGIN_STATE_SECRET = '', FAKE_WECHAT } = process.env

// The switch: with FAKE_WECHAT, the address of the fake, this is development.
const { origin, ...account } = FAKE_WECHAT
  ? {
      appId: 'wx0123456789abcdef',
      appSecret: '0'.repeat(32),
      authorizeUrl: `${FAKE_WECHAT}/connect/oauth2/authorize`,
      apiUrls: [FAKE_WECHAT],
      origin: 'http://localhost:3000',
    }
  : { appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET, origin: 'https://shop.example.com' }

export const login = createLogin({
  ...account,
  stateSecret: LOGIN_STATE_SECRET,
  callbackUrl: `${origin}/login/callback`,
  allowedOrigins: [origin],
})
