// @vitest-environment happy-dom

import { expect, test } from 'vitest'
import { createWechat, isWechatError } from 'wechat-ready'
import { installFakeWechat } from 'wechat-ready/testing'

const fake = installFakeWechat()
const wechat = createWechat({ signature: fake.sign })
const choose = () =>
  wechat.chooseImage().then(
    ({ localIds }) => localIds,
    (error) => isWechatError(error) && error.code,
  )

test.each([
  [{ localIds: ['weixin://a'] }, ['weixin://a']],
  ['cancel', 'cancelled'],
  ['deny', 'permission-denied'],
])('the user answers %j', async (reply, outcome) => {
  fake.reply('chooseImage', reply)
  expect(await choose()).toEqual(outcome)
})

test('what the page shares', async () => {
  await wechat.share({ title: 'Tea' })
  expect(fake.calls).toContainEqual(expect.objectContaining({ api: 'updateTimelineShareData' }))
})
