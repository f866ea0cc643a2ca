'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { useWechatShare } from 'wechat-ready/react'

export default function ShopLayout({ children }: { children: ReactNode }) {
  useWechatShare({ title: 'Shop' })
  return (
    <>
      <Link href="/shop">All</Link> <Link href="/shop/1">Item 1</Link> <Link href="/shop/1?tab=reviews">Reviews</Link>
      {children}
    </>
  )
}
