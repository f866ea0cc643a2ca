const { createWechat, isWechatError } = require('wechat-ready')
const { installFakeWechat } = require('wechat-ready/testing')

test('a call', async () => {
  const fake = installFakeWechat()
  const wechat = createWechat({ signature: fake.sign })
  const { localIds } = await wechat.chooseImage({ count: 1 })
  expect(localIds).toHaveLength(1)
  fake.replyOnce('chooseImage', 'cancel')
  expect(isWechatError(await wechat.chooseImage().catch((error) => error), 'cancelled')).toBe(true)
  wechat.dispose()
  fake.uninstall()
})
