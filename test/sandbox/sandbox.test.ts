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

test('it signs without a server, and what it signs is a signature for its own client', { tags: 'sandbox' }, () => {
  fake = installSandbox({ panel: false })
  const signature = fake?.sign('http://localhost:3000/')
  expect(signature).toEqual({
    appId: fake?.appId,
    timestamp: expect.any(Number),
    nonceStr: expect.any(String),
    signature: expect.stringMatching(/^[0-9a-f]{40}$/),
  })
})

test('a second call gives the client of the first, and shows no second panel', () => {
  fake = installSandbox()
  expect(installSandbox({ platform: 'ios' })).toBe(fake)
  expect(fake?.platform).toBe('android')
  expect(document.querySelectorAll('wechat-sandbox')).toHaveLength(1)
})

test('inside WeChat it does nothing', { tags: 'sandbox' }, () => {
  Object.defineProperty(navigator, 'userAgent', { configurable: true, value: 'x MicroMessenger/8.0.61 y' })
  expect(installSandbox({ force: false })).toBeUndefined()
  Object.defineProperty(window, 'WeixinJSBridge', { configurable: true, value: {} })
  expect(installSandbox({ force: true })).toBeUndefined()
  expect(document.querySelector('wechat-sandbox')).toBeNull()
})

test('a person may play a browser that is not WeChat: the panel is there, the client is not', () => {
  expect(installSandbox({ platform: 'none' })).toBeUndefined()
  expect(document.querySelector('wechat-sandbox')).not.toBeNull()
  expect('WeixinJSBridge' in window).toBe(false)
})

test('the version of the options is played as well', () => {
  fake = installSandbox({ panel: false, platform: 'android', version: '7.0' })
  expect(fake?.version).toBe('7.0')
})
