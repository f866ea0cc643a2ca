import { expect, test } from 'vitest'
import { createUpstream, secretsOf } from '../../src/server/upstream.ts'

const send = (apiUrls: string[], fetch: typeof globalThis.fetch) =>
  createUpstream({ apiUrls, fetch, timeout: 1000 })('/path', {}, async (response) => response.text())

test('an error names WeChat’s hosts only', async () => {
  const hosts = [
    'https://api.weixin.qq.com',
    'https://api2.weixin.qq.com',
    'https://my-api.weixin.qq.com',
    'https://api.weixin.qq.com.a.example',
  ]
  await expect(send(hosts, async () => new Response(null, { status: 502 }))).rejects.toMatchObject({
    code: 'wechat-unreachable',
    message:
      'WeChat cannot be reached (https://api.weixin.qq.com: HTTP 502; https://api2.weixin.qq.com: HTTP 502; ' +
      'apiUrls[2]: HTTP 502; apiUrls[3]: HTTP 502)',
  })
})

test('the next host is used after a 5xx, not after a 4xx', async () => {
  const asked: string[] = []
  const answers = [new Response('down', { status: 500 }), new Response('refused', { status: 499 })]
  const text = await send(['https://a.example/proxy/', 'https://b.example', 'https://c.example'], async (url) => {
    asked.push(`${url}`)
    return answers.shift() ?? new Response('never')
  })
  expect([text, asked]).toEqual(['refused', ['https://a.example/proxy/path', 'https://b.example/path']])
})

test('credentials and hosts of a proxy are secret, also percent-decoded', () => {
  expect(secretsOf(['https://robot:open%20sesame@wx.internal'])).toEqual([
    ...['robot', 'robot', 'open%20sesame', 'open sesame'],
    ...['wx.internal', 'wx.internal'],
  ])
  expect(secretsOf(['https://:%E0@wx.internal'])).toContain('%E0')
  expect(secretsOf(['https://api.weixin.qq.com'])).toEqual(['', '', '', ''])
})
