import { createWechat } from 'wechat-ready'

// In place of getSignPromise, wx.config, wx.ready and the router hook.
const wechat = createWechat({ signature: '/sign' })

// In place of wx.onMenuShareTimeline and wx.onMenuShareAppMessage.
wechat.share({ title: 'A thing', desc: 'to look at', imgUrl: 'https://shop.example.com/thing.png' }).catch(console.warn)

document.querySelector('#chooseImage')?.addEventListener('click', async () => {
  // In place of wx.chooseImage({ count: 1, success }).
  const { localIds } = await wechat.chooseImage({ count: 1 })
  console.log(localIds)
})
