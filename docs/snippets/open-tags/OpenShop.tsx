import { useState } from 'react'
import { useWechat, WxTagTemplate } from 'wechat-ready/react'

const html = `
  <style>
    button { width: 240px; height: 44px; border: 0; border-radius: 8px }
    button { background: #07c160; color: #fff }
  </style>
  <button>Open the mini program</button>
`

export function OpenShop() {
  const { status, environment } = useWechat()
  const [failure, setFailure] = useState('')

  const isUnavailable = failure || status === 'failed' || environment?.inWechat === false
  if (isUnavailable) return <a href="/shop">Open the shop</a>
  return (
    <wx-open-launch-weapp
      appid="wx0123456789abcdef"
      path="pages/thing?id=7"
      style={{ display: 'block', width: 240, height: 44 }}
      onerror={({ detail }) => setFailure(detail.errMsg)}
    >
      <WxTagTemplate html={html} />
    </wx-open-launch-weapp>
  )
}
