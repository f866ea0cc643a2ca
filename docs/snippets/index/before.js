const landing = location.href.split('#')[0]

router.afterEach(async () => {
  const ios = /iphone|ipad/i.test(navigator.userAgent)
  const url = ios ? landing : location.href.split('#')[0]
  const res = await fetch(`/sign?url=${encodeURIComponent(url)}`)
  wx.config({ ...(await res.json()), jsApiList })
})
// invalid signature: which URL, and why?
wx.error((error) => alert(error.errMsg))
// Runs after a failure, too.
wx.ready(() => {
  wx.chooseImage({ count: 3, success, cancel, fail })
})
