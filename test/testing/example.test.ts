import { afterEach, expect, test } from 'vitest'
import { createWechat, isWechatError } from 'wechat-ready'
import { installFakeWechat } from 'wechat-ready/testing'

// A user's test of his own component, as the README shows it.

const fake = installFakeWechat()
const wechat = createWechat({ signature: fake.sign })
afterEach(() => fake.reset())

/** The component: a button that lets the user choose a picture. */
const avatar = document.createElement('button')
avatar.onclick = async () => {
  const chosen = wechat.chooseImage({ count: 1 })
  avatar.textContent = await chosen.then(
    ({ localIds }) => String(localIds),
    (error) => (isWechatError(error, 'cancelled') ? 'cancelled' : error.code),
  )
}

test.each([
  [{ localIds: ['weixin://a'] }, 'weixin://a'],
  ['cancel', 'cancelled'],
  ['deny', 'permission-denied'],
])("after the user's answer %j the page shows %s", async (reply, said) => {
  fake.reply('chooseImage', reply)
  avatar.click()
  await expect.poll(() => avatar.textContent).toBe(said)
})

test('the client receives the content that the page sets', async () => {
  await wechat.updateAppMessageShareData({ title: 'Tea', desc: '', link: location.href, imgUrl: '' })
  expect(fake.calls).toMatchObject([{ api: 'updateAppMessageShareData', params: { title: 'Tea' } }])
})
