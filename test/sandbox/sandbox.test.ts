import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { installSandbox } from 'wechat-ready/sandbox'
import type { FakeWechat } from 'wechat-ready/testing'

let fake: FakeWechat | undefined
afterEach(() => {
  fake?.uninstall()
  Reflect.deleteProperty(navigator, 'userAgent')
  Reflect.deleteProperty(window, 'WeixinJSBridge')
  document.querySelector('wechat-sandbox')?.remove()
})

test('installSandbox() signs without a server, for its own client', { tags: 'sandbox' }, () => {
  fake = installSandbox({ panel: false })
  const url = 'http://localhost:3000/'
  const { appId, timestamp, nonceStr, signature } = fake?.sign(url) ?? {}
  const signed = `jsapi_ticket=${fake?.ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`
  expect([appId, signature]).toEqual([fake?.appId, createHash('sha1').update(signed).digest('hex')])
})

test('a second installSandbox() returns the first client, and shows no second panel', () => {
  fake = installSandbox()
  expect(installSandbox({ platform: 'ios' })).toBe(fake)
  expect(fake?.platform).toBe('android')
  expect(document.querySelectorAll('wechat-sandbox')).toHaveLength(1)
})

test('installSandbox() does nothing inside WeChat', { tags: 'sandbox' }, () => {
  Object.defineProperty(navigator, 'userAgent', { configurable: true, value: 'x MicroMessenger/8.0.61 y' })
  expect(installSandbox({ force: false })).toBeUndefined()
  Object.defineProperty(window, 'WeixinJSBridge', { configurable: true, value: {} })
  expect(installSandbox({ force: true })).toBeUndefined()
  expect(document.querySelector('wechat-sandbox')).toBeNull()
})

test('with platform "none" there is a panel but no client', () => {
  expect(installSandbox({ platform: 'none' })).toBeUndefined()
  expect(document.querySelector('wechat-sandbox')).not.toBeNull()
  expect('WeixinJSBridge' in window).toBe(false)
})

test("the option version sets the client's version", () => {
  fake = installSandbox({ panel: false, platform: 'android', version: '7.0' })
  expect(fake?.version).toBe('7.0')
})
