import { createServer } from 'node:http'
import { createFakeWechatApi } from 'wechat-ready/testing'

const account = { appId: 'wx0123456789abcdef', appSecret: '0'.repeat(32) }
const api = createFakeWechatApi({ ...account, visitor: { nickname: 'Ming' } })

createServer(async ({ url, headers }, response) => {
  const answer = await api.fetch(`https://api.weixin.qq.com${url}`, {
    headers: { 'user-agent': headers['user-agent'] ?? '' },
  })
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
}).listen(5199)
