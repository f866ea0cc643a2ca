import { createWechat, isWechatError } from 'wechat-ready'
import { installFakeWechat } from 'wechat-ready/testing'

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
