import { createLogin } from 'wechat-ready/login'
import { componentToken } from './platform'

export const loginFor = (appId: string) =>
  createLogin({
    appId,
    component: { appId: process.env.COMPONENT_APP_ID ?? '', accessToken: componentToken },
    stateSecret: process.env.LOGIN_STATE_SECRET ?? '',
    callbackUrl: 'https://shop.example.com/login/callback',
    allowedOrigins: ['https://shop.example.com'],
  })
