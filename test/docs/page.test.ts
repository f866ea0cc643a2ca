// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { createWechat, type WxSdk } from 'wechat-ready'
import { type FakeWechat, installFakeWechat } from 'wechat-ready/testing'
import { loadSdk, type Wx } from '../kit/sdk.ts'
import { codeBlocks } from './markdown.ts'

let fake: FakeWechat
beforeEach(() => {
  fake = installFakeWechat({ platform: 'android' })
})
afterEach(() => {
  vi.unstubAllGlobals()
  fake.uninstall()
})

test('the example page without a bundler shows the scanned code', async () => {
  const html = codeBlocks('docs/en/no-bundler.md').find(({ language }) => language === 'html')?.code ?? ''
  const scripts = [...html.matchAll(/<script(?: src="\/wechat-ready\/([\w.-]+)")?>(.*?)<\/script>/gs)].map(
    ([, file, inline]) =>
      file ? readFileSync(join(inject('consumer'), 'node_modules/wechat-ready/dist', file), 'utf8') : inline,
  )
  vi.stubGlobal('fetch', async (url: string) =>
    Response.json(fake.sign(new URL(url, location.href).searchParams.get('url') ?? '')),
  )
  fake.reply('scanQRCode', { resultStr: 'https://shop.example.com/42' })
  await new Function(`${scripts.join('\n')}\nreturn scan()`)()
  expect(document.body.textContent).toContain('https://shop.example.com/42')
})

describe('the data that jweixin reports to WeChat', () => {
  let pictures: string[]
  beforeEach(() => {
    pictures = []
    vi.stubGlobal(
      'Image',
      class {
        set src(url: string) {
          pictures.push(url)
        }
      },
    )
  })
  const payment = {
    timestamp: 1414587457,
    nonceStr: 'a',
    package: 'prepay_id=b',
    signType: 'RSA',
    paySign: 'c',
  } as const
  const report = expect.stringMatching(/^https:\/\/open\.weixin\.qq\.com\/sdk\/report\?/)

  test('names the page after wx.config and after wx.chooseWXPay', async () => {
    const wx = loadSdk() as Wx & { chooseWXPay(options: object): void }
    wx.config({ ...fake.sign(location.href), jsApiList: ['chooseWXPay', 'getNetworkType'] })
    await expect.poll(() => pictures).toEqual([report])
    expect(pictures[0]).toContain(encodeURIComponent(location.href))
    await new Promise((success) => wx.chooseWXPay({ ...payment, success }))
    await expect.poll(() => pictures).toEqual([report, report])
  })

  test('is not sent if this library configures and pays', async () => {
    const wechat = createWechat({ signature: fake.sign, sdk: async () => loadSdk() as Wx & WxSdk })
    await wechat.ready()
    await wechat.chooseWXPay(payment)
    // It would have asked for the network first: as long as that takes, and one answer more.
    await wechat.getNetworkType()
    expect(fake.calls.map(({ api }) => api)).toEqual(['chooseWXPay', 'getNetworkType'])
    expect(pictures).toEqual([])
  })
})
