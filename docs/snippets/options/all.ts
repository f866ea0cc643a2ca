import { createWechat } from 'wechat-ready'

export const wechat = createWechat({
  signature: async (url, { signal, reason }) => {
    const response = await fetch('/sign', { method: 'POST', body: JSON.stringify({ url, reason }), signal })
    return response.json()
  },
  jsApiList: ['chooseImage', 'scanQRCode'],
  extraApis: ['chooseInvoiceTitle'],
  openTagList: ['wx-open-launch-weapp'],
  signUrl: ({ landing, current, environment }) => (environment.platform === 'ios' ? landing : [current, landing]),
  sdk: 'cdn',
  autoResign: true,
  share: ({ pathname, href }) => ({
    title: `Shop ${pathname}`,
    link: href,
    imgUrl: 'https://shop.example.com/logo.png',
  }),
  timeouts: { signature: 5_000, call: 60_000 },
  debug: true,
})
