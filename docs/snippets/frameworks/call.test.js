const { createWechat } = require('wechat-ready')
const { installFakeWechat } = require('wechat-ready/testing')

test('a call', async () => {
  const fake = installFakeWechat()
  const wechat = createWechat({ signature: fake.sign })
  expect((await wechat.chooseImage({ count: 1 })).localIds).toHaveLength(1)
  wechat.dispose()
  fake.uninstall()
})
