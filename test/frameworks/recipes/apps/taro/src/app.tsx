import type { PropsWithChildren } from 'react'
import { WechatProvider } from 'wechat-ready/react'
import { wechat } from './wechat'
import './app.css'

export default function App({ children }: PropsWithChildren) {
  return <WechatProvider client={wechat}>{children}</WechatProvider>
}
