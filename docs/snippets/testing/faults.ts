import { createFakeWechatApi, installFakeWechat } from 'wechat-ready/testing'

const fake = installFakeWechat()
fake.on('chooseImage', ({ params }, client) => (params.count === 1 ? client.cancel() : client.next()))
fake.on('config', (_call, client) => client.refuse('fail_invalid_signature'), { times: 1 })

const api = createFakeWechatApi({ appId: 'wx0123456789abcdef', appSecret: '0'.repeat(32) })
api.on('getticket', (_request, server) => server.refuse(45009), { times: 1 })
