import { createWechat, isWechatError } from 'wechat-ready'

const wechat = createWechat({ signature: '/api/wechat/signature' })

export async function pay() {
  const response = await fetch('/api/orders', { method: 'POST' })
  try {
    await wechat.chooseWXPay(await response.json())
  } catch (error) {
    if (!isWechatError(error, 'cancelled')) throw error
  }
  // Neither answer proves anything: the server asks WeChat Pay whether the order is paid.
  await fetch('/api/orders/check', { method: 'POST' })
}
