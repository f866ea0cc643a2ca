// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import type * as WechatReady from 'wechat-ready'
import { type FakeWechat, installFakeWechat } from 'wechat-ready/testing'

const script = readFileSync(join(inject('consumer'), 'node_modules/wechat-ready/dist/wechat-ready.global.js'), 'utf8')

/** Runs the script as a `<script>` does: in the global scope, where its `var` is a global. */
function runScript(): typeof WechatReady {
  const run = new Function(`${script}\nreturn wechatReady`)
  return run()
}

let fake: FakeWechat
beforeEach(() => {
  fake = installFakeWechat()
})
afterEach(() => {
  fake.uninstall()
  for (const name of ['jWeixin', 'wx']) Reflect.deleteProperty(window, name)
})

test('the classic script contains the JS-SDK and makes a call', async () => {
  const { createWechat } = runScript()
  fake.reply('chooseImage', { localIds: ['weixin://a'] })
  const { localIds } = await createWechat({ signature: fake.sign }).chooseImage()
  expect(localIds).toEqual(['weixin://a'])
  expect(window).toHaveProperty('wx.config', expect.any(Function))
})

test('the classic script works beside the online JS-SDK', async () => {
  const { default: wx } = await import('weixin-js-sdk')
  const other = {}
  Object.assign(window, { jWeixin: wx, wx: other })
  const { createWechat } = runScript()
  await expect(createWechat({ signature: fake.sign }).sdk()).resolves.toBe(wx)
  expect(window).toHaveProperty('wx', other)
})
