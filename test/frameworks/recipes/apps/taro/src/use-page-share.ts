import { useDidHide, useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import type { ShareContent } from 'wechat-ready'
import { useWechatShare } from 'wechat-ready/react'

/** Taro keeps the page of a tab mounted when another tab is on the screen: its content must be set aside. */
export function usePageShare(content: ShareContent | undefined): void {
  const [isShown, setShown] = useState(true)
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  useWechatShare(isShown ? content : undefined)
}
