import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { createFakeWechatApi } from 'wechat-ready/testing'

const account = { appId: 'wx0123456789abcdef', appSecret: '0'.repeat(32) }
const api = createFakeWechatApi({ ...account, visitor: { nickname: 'Ming' } })

createServer(async (request, response) => {
  const { method = 'GET', url, headers } = request
  const answer = await api.fetch(`https://api.weixin.qq.com${url}`, {
    method,
    headers: { 'user-agent': headers['user-agent'] ?? '' },
    body: method === 'POST' ? await text(request) : null,
  })
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
}).listen(5199)
