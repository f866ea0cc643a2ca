import { createWechat } from 'wechat-ready'

export const wechat = createWechat({
  signature: '/api/wechat/signature',
  // For every page that sets nothing of its own.
  share: () => ({
    title: 'Little Shop',
    desc: 'Good things, few',
    imgUrl: '/logo.png',
  }),
})
