import { Outlet } from 'umi'
import { WechatProvider } from 'wechat-ready/react'
import { wechat } from '../wechat'

export default function Layout() {
  return (
    <WechatProvider client={wechat}>
      <Outlet />
    </WechatProvider>
  )
}
