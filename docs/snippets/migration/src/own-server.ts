import { createWechat } from 'wechat-ready'

export const wechat = createWechat({
  async signature(url, { signal }) {
    const response = await fetch(`/sign?url=${encodeURIComponent(url)}`, { signal })
    if (!response.ok) throw new Error(`The server answered ${response.status}`)
    const { data } = await response.json()
    return { appId: data.appid, timestamp: data.timestamp, nonceStr: data.noncestr, signature: data.signature }
  },
})
