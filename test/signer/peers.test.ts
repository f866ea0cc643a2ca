import WechatApi from 'co-wechat-api'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSigner } from 'wechat-ready/signer'
import { createFakeWechatApi } from 'wechat-ready/testing'
import { appId, appSecret, isSignedWith, page } from '../kit/signer.ts'

const api = createFakeWechatApi({ appId, appSecret })
const server = setupServer(
  http.all('https://*.weixin.qq.com/*', ({ request }) => api.fetch(request)),
  http.all('*', () => HttpResponse.error()),
)
// Before msw replaces the global fetch.
const signer = createSigner({ appId, appSecret, allowedOrigins: ['https://shop.example.com'] })
beforeAll(() => server.listen())
afterAll(() => server.close())

test('co-wechat-api gets its token, its ticket and a signature from the fake HTTP API', async () => {
  const peer = new WechatApi(appId, appSecret)
  const config = await peer.getJsConfig({ url: page, jsApiList: [] })
  expect(isSignedWith(api.ticket, { ...config, url: page })).toBe(true)
  expect(api.requests.map(({ path, errcode }) => [path, errcode])).toEqual([
    ['/cgi-bin/token', 0],
    ['/cgi-bin/ticket/getticket', 0],
  ])
})

test("co-wechat-api receives WeChat's error for a wrong secret", async () => {
  const peer = new WechatApi(appId, 'wrong')
  await expect(peer.getJsConfig({ url: page })).rejects.toMatchObject({
    code: 40125,
    message: expect.stringMatching(/^invalid appsecret rid: /),
  })
})

test('co-wechat-api replaces a revoked token', async () => {
  const peer = new WechatApi(appId, appSecret)
  await peer.getAccessToken()
  api.revokeTokens()
  const config = await peer.getJsConfig({ url: page })
  expect(isSignedWith(api.ticket, { ...config, url: page })).toBe(true)
})

test('the signer uses the global fetch of the time of the call', async () => {
  expect(isSignedWith(api.ticket, await signer.sign(page))).toBe(true)
})
