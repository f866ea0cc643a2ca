import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFakeWechatApi, fakeWechatHandlers } from 'wechat-ready/testing'

const api = createFakeWechatApi({ appId: 'wx0123456789abcdef', appSecret: 'secret' })
const server = setupServer(
  ...fakeWechatHandlers(http, api),
  http.all('https://elsewhere.example/', () => HttpResponse.text('elsewhere')),
)

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

const token = (host: string) =>
  fetch(`https://${host}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({ grant_type: 'client_credential', appid: 'wx0123456789abcdef', secret: 'secret' }),
  })

test.each(['api.weixin.qq.com', 'api2.weixin.qq.com'])('msw answers for %s with the fake HTTP API', async (host) => {
  expect(await (await token(host)).json()).toMatchObject({ expires_in: expect.any(Number) })
  expect(api.requests.map((request) => request.host)).toContain(host)
})

test('msw uses other handlers for other hosts', async () => {
  expect(await (await fetch('https://elsewhere.example/')).text()).toBe('elsewhere')
})
