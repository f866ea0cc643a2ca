const landing = location.href.split('#')[0]

router.afterEach(async () => {
  const ios = /iphone|ipad/i.test(navigator.userAgent)
  const url = ios ? landing : location.href.split('#')[0]
  const response = await fetch(`/sign?url=${encodeURIComponent(url)}`)
  wx.config({ ...(await response.json()), jsApiList: ['chooseImage'] })
})
// invalid signature: which URL, and why?
wx.error((error) => alert(error.errMsg))
// Runs after a failure, too.
wx.ready(() => {
  wx.chooseImage({ count: 3, success, cancel, fail })
})
