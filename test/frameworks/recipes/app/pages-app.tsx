import type { AppProps } from 'next/app'
import { WechatProvider } from 'wechat-ready/react'
import { wechat } from '../wechat'

export default function App({ Component, pageProps }: AppProps) {
  return (
    <WechatProvider client={wechat}>
      <Component {...pageProps} />
    </WechatProvider>
  )
}
