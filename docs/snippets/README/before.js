import wx from 'weixin-js-sdk'

// iOS checks the URL that was loaded first,
// Android the URL of now: guess well.
const landing = location.href.split('#')[0]

async function configure() {
  const ios = /iphone|ipad/i.test(navigator.userAgent)
  const url = ios ? landing : location.href.split('#')[0]
  const response = await fetch(`/api/wechat/signature?url=${encodeURIComponent(url)}`)
  const signature = await response.json()
  return new Promise((resolve, reject) => {
    wx.error(reject)
    wx.config({
      ...signature,
      jsApiList: ['chooseImage', 'updateAppMessageShareData'],
    })
    // Runs after a failure too, and at once
    // for every configuration but the first.
    wx.ready(resolve)
  })
}

// After every change of the route, by hand:
router.afterEach(() => {
  configure().catch((error) => alert(error.errMsg))
})

configure().then(() => {
  wx.chooseImage({
    count: 3,
    success({ localIds }) {
      console.log(localIds)
    },
    cancel() {},
    fail(error) {
      alert(error.errMsg)
    },
    // And when none of them is ever called?
  })
})
