import { createWechat } from 'wechat-ready'

const wechat = createWechat({
  signature: '/api/wechat/signature',
})

const { localIds } = await wechat.chooseImage({ count: 3 })
console.log(localIds)
