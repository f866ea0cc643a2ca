'use client'

import type { ReactNode } from 'react'
import { WechatProvider } from 'wechat-ready/react'
import { wechat } from './wechat'

export function Providers({ children }: { children: ReactNode }) {
  return <WechatProvider client={wechat}>{children}</WechatProvider>
}
