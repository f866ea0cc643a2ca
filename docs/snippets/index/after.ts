import { createWechat } from 'wechat-ready'

const wechat = createWechat({
  signature: '/api/wechat/signature',
})

// Waits until the page is configured, on any route.
// Rejects with a code: 'cancelled', 'invalid-signature',
// 'permission-denied', and 17 more.
const { localIds } = await wechat.chooseImage({ count: 3 })
console.log(localIds)
