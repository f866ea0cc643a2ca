const { WECHAT_APP_ID = '', WECHAT_APP_SECRET = '', FAKE_WECHAT } = process.env

export const origin = FAKE_WECHAT ? 'http://localhost:3000' : 'https://shop.example.com'

// FAKE_WECHAT is the address of a fake of WeChat: it is set in development only.
export const account = FAKE_WECHAT
  ? {
      appId: 'wx0123456789abcdef',
      appSecret: '0'.repeat(32),
      authorizeUrl: `${FAKE_WECHAT}/connect/oauth2/authorize`,
      apiUrls: [FAKE_WECHAT],
    }
  : { appId: WECHAT_APP_ID, appSecret: WECHAT_APP_SECRET }
